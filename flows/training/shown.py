"""What would be shown of each term of an example: its likeliest value, how likely, and whether that is right."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractors.arbitration import ALWAYS_KEPT, KEEP_JUDGED, KEEP_JUDGED_REQUIRED
from extractors.ranking.calibration import Calibration
from extractors.ranking.ranker import GROUP_OF
from flows.training.examples import Example
from models.terms import Term


@dataclass(frozen=True, slots=True)
class Shown:
    """The likeliest value of a term of a document. `right` is None where nobody knows."""

    example: str
    fold: int
    term: Term
    share: float
    right: bool | None
    generated: bool

    @property
    def group(self) -> str:
        return GROUP_OF[self.term]


def shown_of(example: Example, shares: Mapping[Term, Mapping[str, float]], fold: int = 0) -> Iterator[Shown]:
    """The likeliest value of each judged term."""
    right = {(value.term, value.key): known for value, known in zip(example.seen.values, example.right, strict=True)}
    for term, found in shares.items():
        key = max(found, key=lambda k: (found[k], k))
        yield Shown(example.id, fold, term, found[key], right[term, key], example.generated)


def is_kept(term: Term, confidence: float) -> bool:
    """Whether arbitration shows a value of that confidence."""
    return term in ALWAYS_KEPT or confidence >= (KEEP_JUDGED_REQUIRED if term.required else KEEP_JUDGED)


def confidences(shown: Iterable[Shown], maps: Mapping[str, Calibration]) -> list[tuple[Shown, float]]:
    """The values that are shown and whose rightness is known, with their confidence."""
    found = [(one, maps[one.group].of(one.share)) for one in shown if one.right is not None]
    return [(one, confidence) for one, confidence in found if is_kept(one.term, confidence)]


def expected_error(pairs: Iterable[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error over equal bins; 0 of nothing.

    >>> expected_error([(0.9, True), (0.9, False)])
    0.4
    """
    sorted_in: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in pairs:
        sorted_in.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, right))
    count = sum(map(len, sorted_in.values()))
    gaps = (abs(sum(c for c, _ in some) - sum(r for _, r in some)) for some in sorted_in.values())
    return round(sum(gaps) / count, 4) if count else 0.0
