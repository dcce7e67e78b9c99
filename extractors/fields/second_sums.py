"""Totals that do not add up as read, but do with another reading of a word of one of them: that one is taken.

Only where net, tax and gross are all there, and only where one single other reading makes them add up (BR-CO-15). The
value as it was read stays a candidate, far less likely.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.fields.odds import log_odds, probability
from extractors.fields.second_readings import LESS_SURE, SECOND
from models.amounts import amount_readings
from models.evidence import Candidate
from models.page import Transcript
from models.terms import Term

AS_READ = -3.0  # log-odds
_PARTS = (Term.TOTAL_NET, Term.TOTAL_TAX, Term.TOTAL_GROSS)

_Amounts = Mapping[Term, Decimal]


def settle_totals(candidates: Sequence[Candidate], transcript: Transcript) -> list[Candidate]:
    """The candidates of the totals, with what makes them add up; the same ones where they do or where nothing can."""
    best = {term: max(found, key=lambda c: c.probability) for term in _PARTS if (found := _of(term, candidates))}
    values = {term: candidate.value for term, candidate in best.items() if isinstance(candidate.value, Decimal)}
    if len(values) < len(_PARTS) or _add_up(values):
        return list(candidates)
    fitting = {
        (term, value)
        for term, candidate in best.items()
        for value in _other_values(candidate, transcript)
        if _add_up({**values, term: value})
    }
    if len(fitting) != 1:
        return list(candidates)
    ((term, value),) = fitting
    return [changed for candidate in candidates for changed in _changed(candidate, best[term], value)]


def _of(term: Term, candidates: Sequence[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.term is term]


def _add_up(values: _Amounts) -> bool:
    return values[Term.TOTAL_NET] + values[Term.TOTAL_TAX] == values[Term.TOTAL_GROSS]


def _other_values(candidate: Candidate, transcript: Transcript) -> Iterator[Decimal]:
    """What the amount is when one of its words is read otherwise."""
    place = candidate.evidence
    pages = [page for page in transcript.pages if page.number == place.page]
    for word in (word for page in pages for word in page.words if word.alternatives):
        if place.box is not None and place.box.contains(word.box.x_mid, word.box.y_mid):
            for text, _ in word.alternatives:
                yield from amount_readings(place.text.replace(word.text, text, 1).strip(" :;*()[]"))


def _changed(candidate: Candidate, misread: Candidate, value: Decimal) -> Iterator[Candidate]:
    """The candidate; where it is what was misread, the other value first, and itself far less likely."""
    if (candidate.evidence, candidate.value) != (misread.evidence, misread.value):
        yield candidate
        return
    odds = log_odds(candidate.probability)
    reason = f"{candidate.reason}+{SECOND}"
    yield replace(candidate, value=value, probability=probability(odds + LESS_SURE), reason=reason)
    yield replace(candidate, probability=probability(odds + AS_READ))
