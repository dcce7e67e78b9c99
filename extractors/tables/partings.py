"""Where the columns of a header part: by gaps that are wider than spaces, and that run through several of its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from models.geometry import Box, bounding_box
from models.page import Line

_COLUMN_GAP = 0.8  # of the height: what parts columns more often than not
_CLEAR = 0.5  # of the height: how wide a gap is that runs through two lines


def wide_gaps(line: Line) -> int:
    """How often a line has more room between two words than sentences have."""
    gaps = ((after.box.x0 - word.box.x1) / max(word.box.height, 1) for word, after in pairwise(line.words))
    return sum(gap > _COLUMN_GAP for gap in gaps)


def parted(line: Line, lines: Iterable[Line]) -> frozenset[int]:
    """The words of a line before which a wide gap runs through another line of the header: there columns part.

    It runs through a wide gap of this one, or parts the words below those on both sides of a narrow one.
    """
    wide = [gap for other in lines if other is not line for gap in _gaps(other) if _is_wide(gap.box)]
    return frozenset(at for at, gap in enumerate(_gaps(line), start=1) if any(_part(gap, other) for other in wide))


@dataclass(frozen=True, slots=True)
class _Gap:
    """The room between two words, with the boxes of both and of the one behind them, if any."""

    before: Box
    behind: Box
    beyond: Box | None

    @property
    def box(self) -> Box:
        return Box(self.before.x1, self.before.top, max(self.before.x1, self.behind.x0), self.before.bottom)


def _gaps(line: Line) -> list[_Gap]:
    boxes = [word.box for word in line.words]
    return [_Gap(*both, third) for both, third in zip(pairwise(boxes), [*boxes[2:], None], strict=False)]


def _part(gap: _Gap, wide: _Gap) -> bool:
    """Whether a wide gap of another line goes on in this one."""
    if _is_wide(gap.box) and gap.box.x_overlap(wide.box) > _CLEAR * gap.box.height:
        return True
    if gap.before.x_overlap(wide.before) <= 0 or gap.behind.x_overlap(wide.before) > 0:
        return False
    close = gap.beyond is not None and gap.beyond.x0 - gap.behind.x1 <= _COLUMN_GAP * gap.box.height
    label = bounding_box((gap.behind, gap.beyond)) if gap.beyond is not None and close else gap.behind
    return label.x_overlap(wide.behind) > 0


def _is_wide(gap: Box) -> bool:
    """Whether a gap is wider than spaces between words are."""
    return gap.width > _COLUMN_GAP * gap.height
