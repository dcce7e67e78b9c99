"""Where the columns of a header part: by gaps that are wider than spaces, and that run through several of its lines."""

from collections.abc import Iterable
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
    wide = [(gap, beside) for other in lines if other is not line for gap, beside in _gaps(other) if _is_wide(gap)]
    return frozenset(
        at
        for at, (gap, beside) in enumerate(_gaps(line), start=1)
        if any(
            (_is_wide(gap) and gap.x_overlap(other) > _CLEAR * gap.height)
            or all(ours.x_overlap(theirs) > 0 for ours, theirs in zip(beside, below, strict=True))
            for other, below in wide
        )
    )


def _gaps(line: Line) -> list[tuple[Box, tuple[Box, Box]]]:
    """The gaps between the words of a line, with the word before each and the two behind it."""
    boxes = [word.box for word in line.words]
    return [
        (Box(one.x1, one.top, max(one.x1, other.x0), one.bottom), (one, bounding_box(boxes[at + 1 : at + 3])))
        for at, (one, other) in enumerate(pairwise(boxes))
    ]


def _is_wide(gap: Box) -> bool:
    """Whether a gap is wider than spaces between words are."""
    return gap.width > _COLUMN_GAP * gap.height
