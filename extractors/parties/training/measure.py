"""How well names are found in samples whose truth is known: exact spans, nothing less."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.parties.names import NameSpan
from extractors.parties.tokens import tokens_of
from extractors.parties.training.pieces import Sample

Finder = Callable[[Sequence[str]], Sequence[NameSpan]]
_Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Measure:
    """Shares 0..1; `f1` is their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure_names(samples: Sequence[Sample], find: Finder) -> Measure:
    """Precision and recall of the names of parties over all samples."""
    right = found_count = true_count = 0
    for sample in samples:
        found = {(name.line_index, name.start, name.end) for name in find(sample.lines)}
        truth = true_names(sample)
        right, found_count, true_count = right + len(found & truth), found_count + len(found), true_count + len(truth)
    return Measure(right / max(1, found_count), right / max(1, true_count))


def true_names(sample: Sample) -> set[_Place]:
    """The places (line, start, end) of the names of parties."""
    names: list[_Place] = []
    for token, tag in zip(tokens_of(sample.lines), sample.tags, strict=True):
        if tag.startswith("B-"):
            names.append((token.line, token.start, token.end))
        elif tag.startswith("I-") and names:
            names[-1] = (*names[-1][:2], token.end)
    return set(names)
