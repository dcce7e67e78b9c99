"""Cut a line of a header into labels, so that the most words are named and the widest gaps are cuts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.tables.cells import is_currency
from extractors.tables.lexicon import ColumnKind, column_kinds, fold, is_exact, is_vocabulary
from models.geometry import Box, bounding_box
from models.page import Word

_LONGEST_LABEL = 5  # words
_WIDEST_GAP = 1.8  # of the height, within a label
_QUALIFIER_GAP = 0.8


@dataclass(frozen=True, slots=True)
class Label:
    words: tuple[Word, ...]
    kinds: frozenset[ColumnKind]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return bounding_box(word.box for word in self.words)


def cut_labels(words: Sequence[Word], parted: Collection[int] = ()) -> list[Label]:
    """Cut a line into labels so that the most words are named; unnamed words stand alone, or with what they go with.

    Nothing is joined over the places `parted`: numbers of words that begin a column.
    """
    best: list[tuple[float, list[Label]]] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        choices = [
            (best[start][0] + score, [*best[start][1], label])
            for start in range(_first_start(end, parted), end)
            for score, label in [_rate(tuple(words[start:end]))]
        ]
        best.append(max(choices, key=lambda choice: choice[0]))
    begins = {words[number].box for number in parted}
    return _joined(_without_letters(best[-1][1]), begins)


def _first_start(end: int, parted: Collection[int]) -> int:
    """Where a label that ends before a word may begin."""
    return max([0, end - _LONGEST_LABEL, *(number for number in parted if number < end)])


def _without_letters(labels: Sequence[Label]) -> list[Label]:
    """The labels, single letters named only where they begin the line: `č` numbers rows, `c/` is with something."""
    rest = (Label(label.words, frozenset()) if len(fold(label.text)) == 1 else label for label in labels[1:])
    return [*labels[:1], *rest]


def _joined(labels: Sequence[Label], begins: Collection[Box]) -> list[Label]:
    """The labels with words such as `excl.`, `per` and `(EUR)`, which are no labels by themselves, in their label."""
    joined: list[Label] = []
    for label in labels:
        last = joined[-1] if joined else None
        apart = last is None or label.words[0].box in begins
        if last and not apart and _qualifies(last, label) and bool(last.kinds) != bool(label.kinds):
            joined[-1] = Label((*last.words, *label.words), last.kinds | label.kinds)
        else:
            joined.append(label)
    return joined


def _qualifies(one: Label, other: Label) -> bool:
    """Whether one of two neighbours is a word of labels without a meaning of its own."""
    gap = other.words[0].box.x0 - one.words[-1].box.x1
    bare = one if not one.kinds else other
    known = all(is_vocabulary(word.text) or is_currency(word.text.strip("()[]")) for word in bare.words)
    return gap <= _QUALIFIER_GAP * other.box.height and known


def _rate(words: tuple[Word, ...]) -> tuple[float, Label]:
    """How good a label these words are: named words count, wide gaps within cost, nameless labels cost more."""
    gaps = [(after.box.x0 - word.box.x1) / max(word.box.height, 1) for word, after in pairwise(words)]
    if any(gap > _WIDEST_GAP for gap in gaps):
        return -100.0, Label(words, frozenset())
    kinds = column_kinds(" ".join(word.text for word in words))
    strain = sum(max(0.0, gap - 0.4) for gap in gaps)
    if not kinds:
        return (0.0 if len(words) == 1 else -100.0), Label(words, kinds)
    score = 13 * len(words) - 3 if is_exact(" ".join(word.text for word in words)) else 8 * len(words)
    return score - 6 * strain, Label(words, kinds)
