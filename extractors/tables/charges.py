"""What the document as a whole charges or allows beside its lines: freight, a discount on everything (BG-20, BG-21).

It is known where a document shows how it comes from the sum of its lines to its total: both are printed outside the
lines, and what is printed between them makes the difference. Where the sum of the lines is not printed, a line may have
been overlooked, and nothing is said.

Source: EN 16931-1:2017, BT-106 to BT-109.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractors.tables.cells import split_cells
from models.invoice import LineItem
from models.page import Line, Page, Transcript

_MOST_STEPS = 2
_MOST_BETWEEN = 12
NOTHING = Decimal(0)


def find_charges(transcript: Transcript, items: Sequence[LineItem], totals: Iterable[Decimal | None]) -> Decimal:
    """Charges of the document less its allowances (BT-108 less BT-107), leading to one of the `totals`; else 0.

    Where the lines alone are one of the totals there are none: what leads on to another is the tax.
    """
    amounts = [item.net_amount for item in items if item.net_amount is not None]
    if not amounts or len(amounts) < len(items):
        return NOTHING
    start, wanted = sum(amounts, Decimal(0)), [total for total in totals if total is not None]
    if start in wanted:
        return NOTHING
    outside = [_readings(line) for page in transcript.pages for line in _outside(page, items)]
    leads = (total - start for total in wanted if _leads(outside, start, total))
    return next(leads, NOTHING)


def _outside(page: Page, items: Sequence[LineItem]) -> Iterator[Line]:
    """The lines of a page that are no invoice lines."""
    found = [item.evidence.box for item in items if item.evidence and item.evidence.page == page.number]
    boxes = [box for box in found if box]
    for line in page.lines:
        if not any(box.contains(line.box.x_mid, line.box.y_mid) for box in boxes):
            yield line


def _readings(line: Line) -> frozenset[Decimal]:
    return frozenset(abs(value) for cell in split_cells(line) for value in cell.readings if value)


def _leads(lines: Sequence[frozenset[Decimal]], start: Decimal, total: Decimal) -> bool:
    """Whether the lines from one that says `start` to the next that says `total` say what lies between."""
    begin = next((at for at, line in enumerate(lines) if abs(start) in line), None)
    end = next((at for at, line in enumerate(lines) if begin is not None and at >= begin and abs(total) in line), None)
    if begin is None or end is None:
        return False
    between = {value for line in lines[begin : end + 1] for value in line} - {abs(start), abs(total)}
    gap = abs(total - start)
    if gap in between:
        return True
    steps = combinations(sorted(between, reverse=True)[:_MOST_BETWEEN], _MOST_STEPS)
    return any(gap in {one + other, one - other} for one, other in steps)
