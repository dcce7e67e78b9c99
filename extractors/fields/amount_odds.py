"""How likely each amount of a document is each of its totals, from its labels and its place alone.

Labels speak with different force: `amount due` says little about the net total, `subtotal` a little. A row label over a
grid of column labels (`Total | net | tax | gross`) leaves the last word to the columns. Arithmetic comes later, in
`totals`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.fields.amount_groups import (
    MANY,
    amounts_at_rates,
    crowded_rows,
    find_sums,
    is_base,
    possible_totals,
    writes_cents,
)
from extractors.fields.figures import Amount
from extractors.fields.links import Link, Relation, best_by_meaning
from extractors.fields.phrases import load_lexicon
from extractors.fields.survey import Survey
from models.terms import Term

TERMS = (Term.TOTAL_NET, Term.TOTAL_TAX, Term.TOTAL_GROSS, Term.AMOUNT_DUE)

DEMANDS: Mapping[Term, frozenset[str]] = {
    Term.TOTAL_GROSS: frozenset({"total_gross", "total"}),
    Term.AMOUNT_DUE: frozenset({"total_gross", "total", "amount_due"}),
}
"""What the label of a total after rounding may say: `Amount to be paid` is of what is due alone (BT-115)."""

PRIOR = -1.5
UNLABELLED = -2.5
FORCE: Mapping[Term, Mapping[str, float]] = {
    Term.TOTAL_NET: {"total_net": 0.0, "subtotal": -1.0, "total": -2.2},
    Term.TOTAL_TAX: {"total_tax": 0.0},
    Term.TOTAL_GROSS: {"total_gross": 0.0, "total": -0.4, "amount_due": -0.6},
    Term.AMOUNT_DUE: {"amount_due": 0.3},
}
"""What each label adds to the odds of each total, beside the strength of the link."""

OF_COLUMN = {"total_net": Term.TOTAL_NET, "total_tax": Term.TOTAL_TAX, "total_gross": Term.TOTAL_GROSS}
_ROW_TOTALS = frozenset({"total", "total_gross", "total_net", "subtotal"})
IN_GRID = 1.6
NO_CENTS = -0.8
NO_CENTS_AMONG_CENTS = -2.0
SUM_OF_ABOVE = 2.2
ONE_OF_RATES = -1.2
LARGEST = 0.8
LOWER_HALF = 0.3
LARGE_LETTERS = 0.5
REPEATED = 0.3
AFTER_ROUNDING = 2.0
ZERO = -0.8
NAMED = 2.0
OF_GROUP = -1.6
TAX_OF_BASE: Mapping[Term, float] = {Term.TOTAL_TAX: -3.5, Term.TOTAL_NET: 2.5}
_NUMBER_OF_GROUP = re.compile(r"\d{1,2}[.:]?")


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a total may have: its log-odds by labels and place, and where it is best read."""

    value: Decimal
    log_odds: float
    amount: Amount
    reason: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """For each total the values it may have, the likeliest first, one option per value.

    Beside them how much was rounded, what was paid before, and that with whatever a label calls no total at all, such
    as a discount.
    """

    options: Mapping[Term, list[Option]]
    roundings: frozenset[Decimal] = frozenset()
    paid: frozenset[Amount] = frozenset()
    others: frozenset[Amount] = frozenset()


def weigh_amounts(survey: Survey) -> Weighed:
    """Every amount that may be a total, weighed by labels and place."""
    amounts = possible_totals(survey.amounts)
    links = survey.links([amount.cell for amount in amounts], "totals", columns=True)
    crowded = crowded_rows(amounts)
    with_cents = sum(amount.is_money for amount in amounts) >= MANY and writes_cents(amounts)
    paid = {amount for amount, found in zip(amounts, links, strict=True) if _is_named(found, "paid")}
    sums = find_sums(amounts, paid)
    at_rates = amounts_at_rates(survey, amounts)
    bases = {amount.cell for amount in amounts if is_base(amount, survey)}
    options: dict[Term, list[Option]] = {term: [] for term in TERMS}
    for amount, found in zip(amounts, links, strict=True):
        in_grid = (amount.cell.page, amount.cell.row) in crowded
        for term, (odds, reason) in _by_labels(found, in_grid=in_grid).items():
            place = _by_place(amount, term, survey, amounts, with_cents=with_cents)
            place += TAX_OF_BASE.get(term, 0.0) if amount.cell in bases else 0.0
            if reason != "unlabelled":
                place += SUM_OF_ABOVE if amount in sums else 0.0
                place += ONE_OF_RATES if amount in at_rates and amount not in sums else 0.0
            options[term].append(Option(amount.value, odds + place, amount, reason))
    best = {term: _best_per_value(found) for term, found in options.items()}
    roundings = _roundings(amounts, links)
    best |= {term: _rounded(best[term], roundings, meanings) for term, meanings in DEMANDS.items()}
    others = {amount for amount, found in zip(amounts, links, strict=True) if _is_named(found, "other_amount")}
    return Weighed(best, roundings, frozenset(paid), frozenset(others | paid))


def _is_named(links: Sequence[Link], meaning: str) -> bool:
    """Whether the label beside an amount says first of all that it is, say, paid or a discount."""
    beside = [link for link in links if link.relation in {Relation.BEHIND, Relation.RIGHT}]
    best = best_by_meaning(beside, ["totals"])
    own = best[meaning].strength if meaning in best else 0.0
    return own >= NAMED and own >= max(link.strength for link in best.values())


def _roundings(amounts: Sequence[Amount], links: Sequence[Sequence[Link]]) -> frozenset[Decimal]:
    """The small amounts that a label calls a rounding, with either sign."""
    named = [
        amount.value
        for amount, found in zip(amounts, links, strict=True)
        if "rounding" in (best := best_by_meaning(found, ["totals"])) and best["rounding"].strength > 1
    ]
    return frozenset(sign * value for value in named if 0 < abs(value) < 1 for sign in (1, -1))


def _rounded(options: Sequence[Option], roundings: frozenset[Decimal], meanings: frozenset[str]) -> list[Option]:
    """What is asked for is the total after rounding: it gains over the one before, where its label may say it."""
    values = {option.value for option in options if option.log_odds > UNLABELLED}
    found = [
        replace(option, log_odds=option.log_odds + AFTER_ROUNDING, reason=f"{option.reason}+rounded")
        if any(_is_round(option.value) and option.value - rounding in values for rounding in roundings)
        and _says(option.reason, meanings)
        else option
        for option in options
    ]
    return sorted(found, key=lambda o: -o.log_odds)


def _says(reason: str, meanings: frozenset[str]) -> bool:
    """Whether the label that is the reason for an option has one of the meanings."""
    phrase = load_lexicon("totals").phrases.get(reason.removeprefix("label:"))
    return phrase is None or not phrase.meanings.isdisjoint(meanings)


def _is_round(value: Decimal) -> bool:
    """Whether an amount ends in five or ten cents, as cash does."""
    return value * 20 == int(value * 20)


def _by_labels(links: Sequence[Link], *, in_grid: bool) -> dict[Term, tuple[float, str]]:
    """The odds of each total by the labels, and the label that decided."""
    best = best_by_meaning(links, ["totals"])
    grid = _grid_term(links) if in_grid else None
    odds: dict[Term, tuple[float, str]] = {}
    for term in TERMS:
        told = {m: best[m].strength + force + _of_group(best[m]) for m, force in FORCE[term].items() if m in best}
        meaning = max(told, key=lambda m: told[m], default="")
        own = told.get(meaning, 0.0)
        rival = max((link.strength for m, link in best.items() if m not in FORCE[term]), default=0.0)
        score = own - max(0.0, rival - max(0.0, own))
        if grid:
            score = max(score, 1.2) + IN_GRID if grid is term else score - IN_GRID
        labelled = f"label:{best[meaning].label.phrase.text}" if meaning else "column_of_total" if grid is term else ""
        odds[term] = (PRIOR + score, labelled) if labelled else (UNLABELLED + min(0.0, score), "unlabelled")
    return odds


def _of_group(link: Link) -> float:
    """How much less a label tells of the whole that numbers a part of it: `Razem 2`, `3 összesen`."""
    label = link.label
    others = [*label.cell.words[: label.start], *label.rest]
    numbered = len(others) == 1 and bool(_NUMBER_OF_GROUP.fullmatch(others[0].text))
    return OF_GROUP if numbered and link.relation is Relation.RIGHT else 0.0


def _grid_term(links: Sequence[Link]) -> Term | None:
    """The total that the column says, when the row says only that it is one; of headers the nearest speaks."""
    rows = [k for k in links if k.relation in {Relation.RIGHT, Relation.BEHIND} and k.label.meanings & _ROW_TOTALS]
    columns = [k for k in links if k.relation in {Relation.COLUMN, Relation.BELOW}]
    columns.sort(key=lambda k: -k.label.cell.row)
    terms = [OF_COLUMN[m] for k in columns for m in sorted(k.label.meanings) if m in OF_COLUMN]
    return terms[0] if rows and terms and rows[0].strength > 0 else None


def _by_place(amount: Amount, term: Term, survey: Survey, amounts: Sequence[Amount], *, with_cents: bool) -> float:
    sheet = survey.sheets[amount.cell.page]
    odds = 0.0 if amount.is_money or not amount.value else NO_CENTS_AMONG_CENTS if with_cents else NO_CENTS
    odds += LOWER_HALF if amount.box.y_mid > sheet.height / 2 else 0.0
    if term in {Term.TOTAL_GROSS, Term.AMOUNT_DUE}:
        largest = max(abs(other.value) for other in amounts if other.is_money or not amount.is_money)
        odds += LARGEST if abs(amount.value) == largest else 0.0
        odds += LARGE_LETTERS if amount.box.height > 1.2 * sheet.line_height else 0.0
    return odds + (ZERO if amount.value == 0 and term is not Term.TOTAL_TAX else 0.0)


def _best_per_value(options: Sequence[Option]) -> list[Option]:
    """One option per value: its best reading, and a little more when labelled readings repeat it."""
    best: dict[Decimal, Option] = {}
    for option in sorted(options, key=lambda o: -o.log_odds):
        first = best.setdefault(option.value, option)
        if first is not option and option.reason != "unlabelled" and option.log_odds > 0:
            best[option.value] = Option(first.value, first.log_odds + REPEATED, first.amount, first.reason)
    return sorted(best.values(), key=lambda o: -o.log_odds)
