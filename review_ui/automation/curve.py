"""Coverage against error: the surest reviewed documents first, ever more of them, and how many of these were wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from models.risk_control import Reviewed, upper_bound
from review_ui.charts import Line, draw_curve
from review_ui.figures import Cell
from review_ui.formatting import format_share

STEPS = 20
LEAST = 20
"""With fewer documents there is nothing to see."""
TIMES = 4
"""The picture ends at so many times the bound."""


@dataclass(frozen=True, slots=True)
class Point:
    """Of `of` reviewed documents with this `score` or a higher one `wrong` were wrong, and no more than `upper` are."""

    score: float
    covered: float
    of: int
    wrong: int
    upper: float

    @property
    def error(self) -> float:
        return self.wrong / self.of


def make_points(reviewed: Sequence[Reviewed]) -> list[Point]:
    """A point for every twentieth part of the documents; those of equal scores are taken together."""
    ordered = sorted(reviewed, key=lambda document: -document.score)
    if len(ordered) < LEAST:
        return []
    wrong = list(accumulate(document.wrong for document in ordered))
    last = {document.score: rank for rank, document in enumerate(ordered)}
    ranks = sorted({last[ordered[len(ordered) * step // STEPS - 1].score] for step in range(1, STEPS + 1)})
    return [
        Point(ordered[rank].score, (rank + 1) / len(ordered), rank + 1, wrong[rank], upper_bound(wrong[rank], rank + 1))
        for rank in ranks
    ]


def row_of(point: Point) -> tuple[Cell, ...]:
    """A row of the table behind the picture."""
    return point.covered, point.of, point.wrong, point.error, point.upper


def draw(points: Sequence[Point], bound: float, threshold: float | None) -> Line | None:
    """The picture; None where there are too few documents."""
    if not points:
        return None
    top = max(TIMES * bound, min(1.0, max(point.error for point in points) * 1.2))
    quarters = [step / 4 for step in range(5)]
    texts = [*(f"{share:.0%}" for share in quarters), *(format_share(top * share) for share in quarters)]
    covered = [point.covered for point in points if threshold is not None and point.score >= threshold]
    drawn = [(point.covered, point.error, point.upper) for point in points]
    return draw_curve(drawn, bound, top, max(covered, default=None), texts)
