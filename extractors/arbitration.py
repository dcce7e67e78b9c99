"""Choose the value of each field among the candidates of all witnesses.

Witnesses that agree on a value add their log-odds; values of one term compete, so their probabilities never sum to more
than one. Where the ranker has judged the values of a term (`extractors.ranking`), its confidence counts instead.
A value is kept above its term's threshold: below it the field is absent rather than guessed. The required fields have
a lower one, for a reviewer is asked about them anyway.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from extractors.fields.odds import log_odds, probability
from extractors.ranking.calibration import Calibration
from models.evidence import Candidate, Value, Witness
from models.invoice import FieldValue
from models.plain_text import letters
from models.terms import DataType, Term

KEEP = 0.36
KEEP_REQUIRED = 0.25
ALWAYS_KEPT = frozenset({Term.DOCUMENT_TYPE})
KEEP_JUDGED, KEEP_JUDGED_REQUIRED = 0.4, 0.25
"""The same for the confidence of the ranker, which is calibrated."""
SCALE = 1.05
SHIFT = 1.0
SHIFTS = {Term.SELLER_NAME: 0.4, Term.BUYER_NAME: 0.7, Term.TOTAL_GROSS: 0.5, Term.TOTAL_TAX: 0.6, Term.ISSUE_DATE: 0.8}
"""Shares are cautious: on documents that took no part in setting the weights, log-odds had to be scaled and shifted by
more than this to meet how often values are right. Names and totals need less."""
REMEMBERED = Calibration(0.966, 1.1835, 1.977)
"""The same for what the memory of the issuer says too, fitted on second documents of generated ones (decision 0038)."""
LEAST_SAID = 0.1
"""How likely a witness must hold a value for saying it."""
MOST_AGREEMENT = 2.5
"""How much a second witness may add: witnesses share their errors."""
Judged = Mapping[Term, Mapping[str, float]]
"""A probability of each value of each term, by `value_key`."""
NOBODY: Judged = MappingProxyType({})
_OF_ONE_PARTY = (Term.SELLER_VAT_ID, Term.BUYER_VAT_ID)
PAGE_WITNESSES = frozenset({Witness.TEXT_LAYER, Witness.OCR})
"""Who reads from the page itself; both see the same print, so they count as one."""
JUDGED_WITNESSES = frozenset({*PAGE_WITNESSES, Witness.QR, Witness.INFERRED})
"""Whose candidates the ranker judges."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One value of a term, and whether it is likely enough to be shown."""

    field: FieldValue
    is_kept: bool


def best_of(ranked: Mapping[Term, Sequence[Ranked]]) -> dict[Term, FieldValue]:
    """The best value of each term, where it is likely enough."""
    return {term: values[0].field for term, values in ranked.items() if values[0].is_kept}


def rank(
    candidates: Iterable[Candidate], judged: Judged = NOBODY, shares: Judged = NOBODY
) -> dict[Term, tuple[Ranked, ...]]:
    """Every value of each term, the best first, in the order of the terms.

    `judged` is the ranker's confidence in each value of the terms that it has judged, by `value_key`; `shares` are its
    probabilities before calibration, to which what is remembered of an issuer is added.
    """
    grouped = by_terms(candidates)
    return _told_apart(
        {
            term: tuple(_ranked(term, grouped[term], judged.get(term), shares.get(term, {})))
            for term in Term
            if term in grouped
        }
    )


def _told_apart(ranked: dict[Term, tuple[Ranked, ...]]) -> dict[Term, tuple[Ranked, ...]]:
    """Values of which no VAT number is both parties': the party that is less sure of it has its next one, if any.

    What an e-invoice says stands, and a finding tells it.
    """
    first = {term: ranked[term][0] for term in _OF_ONE_PARTY if term in ranked and ranked[term][0].is_kept}
    keys = {value_key(term, one.field.value) for term, one in first.items()}
    if len(first) < len(_OF_ONE_PARTY) or len(keys) > 1 or any(_is_of_xml(one) for one in first.values()):
        return ranked
    term = min(first, key=lambda term: first[term].field.confidence)
    lost, rest = replace(first[term], is_kept=False), ranked[term][1:]
    return {**ranked, term: (*rest, lost) if rest and rest[0].is_kept else (lost, *rest)}


def _is_of_xml(one: Ranked) -> bool:
    return Witness.XML.value in one.field.witnesses


def by_terms(candidates: Iterable[Candidate]) -> dict[Term, list[Candidate]]:
    """The candidates of each term."""
    grouped: dict[Term, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        grouped[candidate.term].append(candidate)
    return grouped


def weigh(
    candidates: Iterable[Candidate], shares: Mapping[str, float] = MappingProxyType({})
) -> Mapping[str, tuple[float, Candidate]]:
    """The probability of each value of one term, and the candidate that shows it best.

    The ranker's share of a value, where there is one, stands for all that pages and codes say of it.
    """
    by_value: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_value[value_key(candidate.term, candidate.value)].append(candidate)
    odds = {key: probability(agreement(found, shares.get(key))) for key, found in by_value.items()}
    most = max(1.0, sum(odds.values()))
    return {key: (odds[key] / most, max(found, key=_shows)) for key, found in by_value.items()}


def value_key(term: Term, value: Value) -> str:
    """By what two values are the same: amounts by their cents, texts by their letters and figures."""
    if isinstance(value, str):
        return letters(value) or value
    return f"{value:.2f}" if term.data_type is DataType.AMOUNT else str(value)


def _ranked(
    term: Term, candidates: list[Candidate], judged: Mapping[str, float] | None, shares: Mapping[str, float]
) -> Iterator[Ranked]:
    """The value of which the ranker is surest first; of those it is equally sure of, or did not judge, the likeliest.

    Where the memory of an issuer speaks too, it is one witness, and what the ranker makes of the pages the other.
    """
    remembered = any(found.evidence.witness is Witness.HISTORY for found in candidates)
    weighed = weigh(candidates, shares if remembered else {})
    judged = None if remembered else judged
    sure = judged or {}
    for key in sorted(weighed, key=lambda k: (sure.get(k, 0.0), weighed[k][0], k), reverse=True):
        share, best = weighed[key]
        witnesses = _witnesses(candidates, key)
        confidence = sure.get(key, 0.0) if judged else calibrated(term, share, witnesses)
        field = FieldValue(term, best.value, confidence, best.evidence, best.reason, witnesses)
        yield Ranked(field, (confidence if judged else share) >= _least(term, judged=bool(judged)))


def _least(term: Term, *, judged: bool) -> float:
    """How likely a value must be to be shown."""
    if term in ALWAYS_KEPT:
        return 0.0
    least, of_required = (KEEP_JUDGED, KEEP_JUDGED_REQUIRED) if judged else (KEEP, KEEP_REQUIRED)
    return of_required if term.required else least


def _witnesses(candidates: Iterable[Candidate], key: str) -> tuple[str, ...]:
    """Who says a value, and does not merely hold it for possible. What was inferred, nobody has said.

    Where a place was remembered, those who read its words have said the value too.
    """
    agreeing = [found for found in candidates if value_key(found.term, found.value) == key and _speaks(found)]
    readers = {name for found in agreeing if found.evidence.witness is Witness.HISTORY for name in found.observed}
    return tuple(sorted(readers | {found.evidence.witness.value for found in agreeing}))


def _speaks(candidate: Candidate) -> bool:
    return candidate.probability >= LEAST_SAID and candidate.evidence.witness is not Witness.INFERRED


def calibrated(term: Term, share: float, witnesses: Collection[str] = ()) -> float:
    """The confidence that is shown for a share, by who said the value; never quite certain."""
    if Witness.HISTORY in witnesses and Witness.XML not in witnesses:
        return REMEMBERED.of(share)
    return min(0.999, probability(SCALE * log_odds(share) + SHIFTS.get(term, SHIFT)))


def agreement(candidates: Iterable[Candidate], share: float | None = None) -> float:
    """Log-odds of a value: the surest witness, and a limited share of what others add.

    `share` is what the ranker makes of pages and codes, and stands for what they say.
    """
    best: dict[str, float] = {} if share is None else {"text": log_odds(share)}
    for candidate in candidates:
        if share is None or candidate.evidence.witness not in JUDGED_WITNESSES:
            witness = "text" if candidate.evidence.witness in PAGE_WITNESSES else candidate.evidence.witness.value
            best[witness] = max(best.get(witness, -99.0), log_odds(candidate.probability))
    ranked = sorted(best.values(), reverse=True)
    return ranked[0] + min(MOST_AGREEMENT, sum(max(0.0, odds + 2.0) / 2 for odds in ranked[1:]))


def _shows(candidate: Candidate) -> tuple[float, float]:
    """Structured witnesses show a value best, then the surest."""
    rank = {Witness.XML: 2.0, Witness.QR: 1.0}.get(candidate.evidence.witness, 0.0)
    return rank, candidate.probability
