"""How a value agrees with the other values of its document: sums, order in time, check figures, countries, other terms.

Nothing is decided here; what the joint decisions of the finders weigh is told once more for each value by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import product

from extractors.fields.odds import log_odds
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey
from extractors.ranking.values import Ranked, Values, margin
from models.bank_accounts import is_valid_iban
from models.evidence import Witness
from models.references import ReferenceKind, parse_reference
from models.terms import DataType, Term
from models.vat_ids import is_valid_vat_id

NAMES = (
    "odds", "share", "margin", "rank", "rivals", "code", "other_code", "inferred", "second_reading", "joined",
    "elsewhere", "other_here",
    "sum_fits", "sum_likely", "rate_fits", "same_as_gross", "largest", "size", "negative",
    "days_after_issue", "order", "same_date",
    "checked", "country_fits", "beside_best", "similar_to_best",
)  # fmt: skip
SHARE = "share"
NOTHING = -1.0
_LIKELY = 0.3
_MOST = 6
_TOTALS = (Term.TOTAL_NET, Term.TOTAL_TAX, Term.TOTAL_GROSS)
_DATES = (Term.ISSUE_DATE, Term.DUE_DATE, Term.DELIVERY_DATE)
_CENTS = Decimal("0.02")


@dataclass(frozen=True)
class Relations:
    """The values of a document, to be seen beside each other."""

    survey: Survey
    values: Values

    def of(self, value: Ranked) -> list[float]:
        """What is told about a value, in the order of `NAMES`."""
        return [
            *self._standing(value),
            *self._elsewhere(value),
            *self._sums(value),
            *self._times(value),
            *self._checks(value),
        ]

    def _standing(self, value: Ranked) -> Iterable[float]:
        rivals = self.values[value.term]
        coded = [other for other in rivals if Witness.QR in other.witnesses]
        yield value.odds
        yield value.share
        yield margin(value, rivals)
        yield float(min(_MOST, rivals.index(value)))
        yield float(min(_MOST, sum(rival.share > 0.1 for rival in rivals) - (value.share > 0.1)))
        yield float(Witness.QR in value.witnesses)
        yield float(any(other is not value for other in coded))
        yield float(Witness.INFERRED in value.witnesses)
        yield float("second_reading" in value.best.reason)
        yield float(value.best.reason.startswith("labels:"))

    def _elsewhere(self, value: Ranked) -> Iterable[float]:
        """How likely the same value, or what stands in the same place, is for another term."""
        others = [other for term, some in self.values.items() if term is not value.term for other in some]
        box = value.best.evidence.box
        same = [o.share for o in others if o.key == value.key and o.term.data_type is value.term.data_type]
        here = [o.share for o in others if box and o.best.evidence.box == box and o.key != value.key]
        yield max(same, default=0.0)
        yield max(here, default=0.0)

    def _sums(self, value: Ranked) -> Iterable[float]:
        if not isinstance(value.value, Decimal):
            return [NOTHING] * 7
        amount = value.value
        fits = self._fits(value.term, amount)
        money = self._money
        share = float(abs(amount) / money[-1]) if money and money[-1] else NOTHING
        gross = self._best(Term.TOTAL_GROSS)
        return (
            float(bool(fits)),
            max(fits, default=0.0),
            float(self._rate_fits(value.term, amount)),
            float(gross is not None and gross.value == amount),
            float(bool(money) and abs(amount) >= money[-1]),
            min(share, 9.0),
            float(amount < 0),
        )

    def _fits(self, term: Term, amount: Decimal) -> list[float]:
        """How likely the partners are with which an amount satisfies net + tax = gross."""
        if term not in _TOTALS:
            due = self._best(Term.TOTAL_GROSS)
            return [due.share] if due and due.value == amount else []
        parts = [[(amount, 1.0)] if of is term else _amounts(self.values.get(of, ())[:_MOST]) for of in _TOTALS]
        return [
            net[1] * tax[1] * gross[1]
            for net, tax, gross in product(*parts)
            if tax[0] and abs(net[0] + tax[0] - gross[0]) <= _CENTS
        ]

    def _rate_fits(self, term: Term, amount: Decimal) -> bool:
        """Whether a printed rate leads from the likeliest gross or net total to this one."""
        rates = {rate.value for rate in self.survey.rates if 0 < rate.value <= 50}
        gross, net = self._best(Term.TOTAL_GROSS), self._best(Term.TOTAL_NET)
        whole = gross.value if gross and isinstance(gross.value, Decimal) else Decimal(0)
        base = net.value if net and isinstance(net.value, Decimal) else Decimal(0)
        if term is Term.TOTAL_NET:
            return any(abs(amount * (100 + rate) / 100 - whole) <= _CENTS for rate in rates)
        if term is Term.TOTAL_TAX:
            return any(abs(base * rate / 100 - amount) <= _CENTS for rate in rates)
        return any(abs(base * (100 + rate) / 100 - amount) <= _CENTS for rate in rates)

    @cached_property
    def _money(self) -> list[Decimal]:
        return sorted(abs(amount.value) for amount in self.survey.amounts if amount.is_money)

    def _times(self, value: Ranked) -> Iterable[float]:
        if not isinstance(value.value, date):
            return [NOTHING] * 3
        issue = self._best(Term.ISSUE_DATE)
        after = (value.value - issue.value).days if issue and isinstance(issue.value, date) else 0
        days = sorted({day.readings[0] for day in self.survey.days})
        order = days.index(value.value) if value.value in days else NOTHING
        others = [best for term in _DATES if term is not value.term and (best := self._best(term))]
        return (
            float(max(-400, min(400, after))),
            float(min(_MOST, order)),
            max((other.share for other in others if other.value == value.value), default=0.0),
        )

    def _checks(self, value: Ranked) -> Iterable[float]:
        text = value.value if isinstance(value.value, str) else ""
        best = self.values[value.term][0]
        same_row = _row(best) is not None and _row(best) == _row(value)
        other, own = fold(str(best.value)), fold(text)
        akin = float(bool(own) and own != other and (own in other or other in own))
        return (_checked(value.term, text), self._country_fits(value.term, text), float(same_row), akin)

    def _country_fits(self, term: Term, text: str) -> float:
        """Whether account, VAT number and BIC are of one country; NOTHING where there is only one of them."""
        if term not in {Term.IBAN, Term.BIC, Term.SELLER_VAT_ID, Term.BUYER_VAT_ID}:
            return NOTHING
        places = {Term.IBAN: slice(0, 2), Term.BIC: slice(4, 6), Term.SELLER_VAT_ID: slice(0, 2)}
        others = [
            str(best.value)[place]
            for other, place in places.items()
            if other is not term and (best := self._best(other))
        ]
        own = text[places.get(term, slice(0, 2))]
        return float(own in others) if others else NOTHING

    def _best(self, term: Term) -> Ranked | None:
        found = self.values.get(term, ())
        return found[0] if found and found[0].share >= _LIKELY else None


def _amounts(values: Iterable[Ranked]) -> list[tuple[Decimal, float]]:
    return [(value.value, value.share) for value in values if isinstance(value.value, Decimal)]


def _row(value: Ranked) -> tuple[int, int] | None:
    evidence = value.best.evidence
    return (evidence.page or 0, round(evidence.box.y_mid / 3)) if evidence.box else None


def _checked(term: Term, text: str) -> float:
    """Whether check figures are right (1), wrong (0), or there are none."""
    if term is Term.IBAN:
        return float(is_valid_iban(text))
    if term in {Term.SELLER_VAT_ID, Term.BUYER_VAT_ID}:
        valid = is_valid_vat_id(text)
        return NOTHING if valid is None else float(valid)
    reference = parse_reference(text) if term.data_type is DataType.IDENTIFIER else None
    if reference is None or reference.kind is ReferenceKind.PLAIN or reference.valid is None:
        return NOTHING
    return float(reference.valid)


def share_odds(value: Ranked) -> float:
    """The log-odds of a value's share: where the ranker begins."""
    return log_odds(value.share)


def all_values(values: Mapping[Term, Sequence[Ranked]]) -> list[Ranked]:
    """Every value of every term, in their order."""
    return [value for some in values.values() for value in some]
