"""Which part of a page is shown for a field: around its value and the label that explains it, or where it should be.

Widths and heights are in points. A part may reach over the edge of its page, where nothing is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.evidence import Evidence
from models.geometry import Box
from models.invoice import FieldValue, Invoice
from models.terms import Term
from review_ui.review.groups import group_of

LEAST = (300.0, 66.0)  # so much is shown at least, for the label beside a value is in it mostly
LEAST_TO_SEARCH = (440.0, 190.0)  # of a part in which a value is to be found
MARGIN, LEADING = 24.0, 20.0
WIDEST, HIGHEST = 540.0, 300.0
AHEAD = 0.7  # of the room around a value lies left of it and above, where labels stand; half, where one is in it


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a page, which counts from 0; all of it where there is no `box`. `value` is what is framed in it."""

    page: int
    box: Box | None = None
    value: Box | None = None


def place_of(invoice: Invoice, term: Term) -> Place:
    """Where a value stands; else where the likeliest other one does; else among those of its group; else a page."""
    found = invoice.fields.get(term)
    here = _around(found) if found else None
    others = (_around(other) for other in invoice.alternatives.get(term, ()))
    return here or next((place for place in others if place), None) or _among(invoice, term)


def _around(found: FieldValue) -> Place | None:
    evidence, label = found.evidence, found.label
    if evidence.page is None or evidence.box is None:
        return None
    if label and label.box and label.page == evidence.page and _fits(evidence.box.union(label.box)):
        return Place(evidence.page, _window(evidence.box.union(label.box), LEAST), evidence.box)
    return Place(evidence.page, _window(evidence.box, LEAST, AHEAD), evidence.box)


def _among(invoice: Invoice, term: Term) -> Place:
    """What is missing stands with the others of its kind, where most of these are: totals with totals, and so on."""
    kin = [found.evidence for other, found in invoice.fields.items() if group_of(other) is group_of(term)]
    crowds = [_crowd(page, box, kin) for page, box in _placed(kin)]
    if not crowds:
        return Place(0)
    _, page, seen = max(crowds, key=lambda crowd: crowd[0])
    return Place(page, _window(seen, LEAST_TO_SEARCH))


def _crowd(page: int, first: Box, kin: Sequence[Evidence]) -> tuple[int, int, Box]:
    """How many of the kin fit into one part of the page with this one, the nearest of them first, and their box."""
    count, seen = 0, first
    near = (box for at, box in _placed(kin) if at == page)
    for box in sorted(near, key=lambda box: abs(box.y_mid - first.y_mid) + abs(box.x_mid - first.x_mid)):
        if _fits(seen.union(box)):
            count, seen = count + 1, seen.union(box)
    return count, page, seen


def _placed(evidence: Sequence[Evidence]) -> Iterator[tuple[int, Box]]:
    for each in evidence:
        if each.page is not None and each.box is not None:
            yield each.page, each.box


def _fits(box: Box) -> bool:
    return box.width <= WIDEST - 2 * MARGIN and box.height <= HIGHEST - 2 * LEADING


def _window(box: Box, least: tuple[float, float], ahead: float = 0.5) -> Box:
    """The box with its margins, made as wide and high as `least`; that share of what is added lies `ahead` of it."""
    wide, high = max(least[0] - box.width - 2 * MARGIN, 0.0), max(least[1] - box.height - 2 * LEADING, 0.0)
    return Box(
        box.x0 - MARGIN - wide * ahead,
        box.top - LEADING - high * ahead,
        box.x1 + MARGIN + wide * (1 - ahead),
        box.bottom + LEADING + high * (1 - ahead),
    ).rounded()
