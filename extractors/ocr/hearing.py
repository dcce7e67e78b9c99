"""Two readings of one page: words keep what the other reading says in their place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.geometry import Box
from models.page import Word

_SAME_PLACE = 0.6  # of the larger of two boxes that both share


def beside(words: Iterable[Word], others: Sequence[Word]) -> tuple[Word, ...]:
    """The words, each with the other reading's text where that stands in the same place and says something else."""
    return tuple(_heard(word, others) for word in words)


def _heard(word: Word, others: Sequence[Word]) -> Word:
    known = {word.text, *(text for text, _ in word.alternatives)}
    further = tuple(
        (other.text, other.confidence)
        for other in others
        if other.text not in known and _in_one_place(word.box, other.box)
    )
    return replace(word, alternatives=(*word.alternatives, *further)) if further else word


def _in_one_place(one: Box, other: Box) -> bool:
    shared = one.x_overlap(other) * one.y_overlap(other)
    return shared > _SAME_PLACE * max(one.width * one.height, other.width * other.height)
