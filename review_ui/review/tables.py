"""Lines and tax rows as tables to type into."""

from collections.abc import Mapping, Sequence

from models.invoice import Invoice, LineItem, Row, TaxRow
from review_ui.formatting import format_amount
from review_ui.review.certainty import judge_share
from review_ui.review.contexts import RowView, TableView
from review_ui.review.fields import place_of
from review_ui.review.shown import shown_number
from review_ui.review.sums import column_sum
from review_ui.wording import label_of

KINDS: dict[str, type[Row]] = {"line_items": LineItem, "tax_breakdown": TaxRow}
WRITTEN = {"description", "unit"}  # all other cells are numbers
SUMMED = ("net_amount", "tax_amount")
Cells = Mapping[str, str]


def rows_of(invoice: Invoice, name: str) -> Sequence[Row]:
    return invoice.line_items if name == "line_items" else invoice.tax_breakdown


def blank(name: str) -> Cells:
    return dict.fromkeys(KINDS[name].cells(), "")


def shown_cells(row: Row) -> Cells:
    """The cells as they stand in the inputs; absent ones left out."""
    return {key: text if key in WRITTEN else shown_number(text) for key, text in row.plain().items()}


def as_stored(cells: Cells, rows: Sequence[Row]) -> Cells:
    """Typed cells; those that stand as they are shown in the place of what is stored."""
    stored = {(key, text): row.plain()[key] for row in rows for key, text in shown_cells(row).items()}
    return {key: stored.get((key, text), text) for key, text in cells.items()}


def show_row(row: Row, name: str) -> RowView:
    certainty = judge_share(row.confidence)
    return RowView({**blank(name), **shown_cells(row)}, certainty, place_of(row.evidence))


def make_table(invoice: Invoice, name: str, typed: Sequence[Cells] | None, *, editable: bool, error: str) -> TableView:
    """The rows that are stored, or those a person typed and that are not; an empty one below them to type into."""
    keys = KINDS[name].cells()
    if typed is None:
        rows = [show_row(row, name) for row in rows_of(invoice, name)]
    else:
        rows = [RowView({**blank(name), **cells}, errors={"row": error}) for cells in typed]
    if editable:
        rows.append(RowView(blank(name)))
    return TableView(name, label_of(name), keys, tuple(rows), totals_of(rows_of(invoice, name)))


def totals_of(rows: Sequence[Row]) -> dict[str, str]:
    """The sums below the columns of money, where every row has an amount."""
    sums = {key: column_sum(getattr(row, key, None) for row in rows) for key in SUMMED}
    return {key: format_amount(total) for key, total in sums.items() if total is not None}
