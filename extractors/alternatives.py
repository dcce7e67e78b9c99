"""What else a field may be: the runners-up of each term, for a person to choose from with one key.

They are what the witnesses proposed and arbitration did not take, as sure as it was of them; nothing is made up.
"""

from collections.abc import Mapping, Sequence

from extractors.arbitration import Ranked
from models.invoice import FieldValue
from models.terms import Term

MOST = 4
LEAST = 0.01
"""A value less likely than this is no help to anybody."""


def alternatives_of(ranked: Mapping[Term, Sequence[Ranked]]) -> dict[Term, tuple[FieldValue, ...]]:
    """The best other values of each term that has any, the likeliest first; also of terms without a value."""
    found = {term: _others(values)[:MOST] for term, values in ranked.items()}
    return {term: others for term, others in found.items() if others}


def _others(ranked: Sequence[Ranked]) -> tuple[FieldValue, ...]:
    others = ranked[1:] if ranked[0].is_kept else ranked
    return tuple(one.field for one in others if one.field.confidence >= LEAST)
