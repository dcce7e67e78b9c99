"""Find rates whose base and tax stand apart from them: in the line below, or where only the invoice lines say the rate.

Totals are often printed side by side, `Net | VAT 20 % | Total` above their amounts. And where every invoice line has
the same rate, the tax of the totals is of it. Either way base times rate must be tax, and all three be printed.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.tables.cells import split_cells
from extractors.tables.tax_lines import TaxLine, base_of, find_triple
from models.amounts import looks_like_amount
from models.invoice import LineItem
from models.page import Line, Page, Word

_NEAR = 1.6  # of the height: from a line of labels to their amounts


def find_below(page: Page, named: Collection[Line]) -> Iterator[tuple[tuple[Word, ...], TaxLine]]:
    """The rates of lines that name a tax, with base and tax in the line directly below; the words of all three."""
    for line, below in pairwise(page.lines):
        if line not in named or below.box.top - line.box.bottom > _NEAR * line.box.height:
            continue
        cells, amounts = split_cells(line), [cell for cell in split_cells(below) if looks_like_amount(cell.text)]
        if any(looks_like_amount(cell.text) for cell in cells if not cell.is_rate):
            continue
        for rate in (cell for cell in cells if cell.is_rate):
            found = find_triple((rate, *amounts), bare_rates=False)
            if found is not None and found.base is not None and found.rate:
                said = [cell for cell in amounts if {found.base, found.tax} & set(cell.readings)]
                yield (*rate.words, *(word for cell in said for word in cell.words)), found


def find_of_lines(
    page: Page, named: Collection[Line], items: Sequence[LineItem], printed: Collection[Decimal]
) -> Iterator[tuple[tuple[Word, ...], TaxLine]]:
    """The tax of lines that name one with a single amount, at the rate that all invoice lines have."""
    rates = {item.vat_rate for item in items}
    rate = rates.pop() if len(rates) == 1 else None
    for line in page.lines if rate else ():
        amounts = [cell for cell in split_cells(line) if looks_like_amount(cell.text)]
        if line in named and len(amounts) == 1 and rate is not None:
            tax = amounts[0].readings[0]
            base = base_of(rate, tax, printed) if tax else None
            if base is not None:
                yield line.words, TaxLine(rate, base, tax)
