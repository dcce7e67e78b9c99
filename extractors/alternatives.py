"""What else a field may be: the runners-up of each term, for a person to choose from with one key.

They are what the witnesses proposed and arbitration did not take, as sure as it was of them; nothing is made up.
"""

from collections.abc import Iterable, Mapping
from itertools import islice

from extractors.arbitration import by_terms, calibrated, value_key, weigh
from models.evidence import Candidate
from models.invoice import FieldValue
from models.terms import Term

MOST = 4
LEAST = 0.01
"""A value less likely than this is no help to anybody."""


def find_alternatives(
    candidates: Iterable[Candidate],
    judged: Mapping[Term, Mapping[str, float]],
    fields: Mapping[Term, FieldValue],
) -> dict[Term, tuple[FieldValue, ...]]:
    """The likeliest other values of each term that has any, the likeliest first; also of terms without a value."""
    grouped = by_terms(candidates)
    found = {
        term: tuple(islice(_others(term, grouped[term], judged.get(term), fields.get(term)), MOST))
        for term in Term
        if term in grouped
    }
    return {term: others for term, others in found.items() if others}


def _others(
    term: Term, candidates: Iterable[Candidate], judged: Mapping[str, float] | None, chosen: FieldValue | None
) -> Iterable[FieldValue]:
    weighed = weigh(candidates)
    sure = {key: judged.get(key, 0.0) if judged else calibrated(term, share) for key, (share, _) in weighed.items()}
    taken = value_key(term, chosen.value) if chosen else None
    for key in sorted(weighed, key=lambda k: (-sure[k], -weighed[k][0], k)):
        best = weighed[key][1]
        if key != taken and sure[key] >= LEAST:
            yield FieldValue(term, best.value, sure[key], best.evidence, best.reason)
