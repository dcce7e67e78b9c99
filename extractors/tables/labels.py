"""Cut a line of a header into labels, so that the most words are named and the widest gaps are cuts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.tables.lexicon import ColumnKind, column_kinds, is_exact
from models.geometry import Box, bounding_box
from models.page import Word

_LONGEST_LABEL = 5  # words
_WIDEST_GAP = 1.8  # of the height, within a label


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


def cut_labels(words: Sequence[Word]) -> list[Label]:
    """Cut a line into labels so that the most words are named; unnamed words stand alone."""
    best: list[tuple[float, list[Label]]] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        choices = [
            (best[start][0] + score, [*best[start][1], label])
            for start in range(max(0, end - _LONGEST_LABEL), end)
            for score, label in [_rate(tuple(words[start:end]))]
        ]
        best.append(max(choices, key=lambda choice: choice[0]))
    return best[-1][1]


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
