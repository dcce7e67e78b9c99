"""The columns of a table of lines, and what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.papers.bills import BillLine, Kind
from flows.papers.layout import Layout
from flows.papers.marks import Align
from flows.papers.pens import Pen

PAD = 4.0
_LEAST_DESCRIPTION = 100.0
_LEFT = {"description", "article"}


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    head: str
    width: float
    align: Align


def columns_of(layout: Layout, pen: Pen) -> list[Column]:
    """The columns that the bill has need of, as wide as what stands in them; the description takes the rest."""
    lines = layout.bill.lines
    keys = [key for key in layout.design.columns if _is_needed(layout, key)]
    keys += ["gross_amount"] if layout.bill.inclusive and "gross_amount" not in keys else []
    heads = {key: _head_of(layout, key) for key in keys}
    widths = {key: _width(layout, pen, key, heads[key], lines) for key in keys if key != "description"}
    while layout.width - sum(widths.values()) < _LEAST_DESCRIPTION:
        dropped = next((key for key in _dispensable(layout) if key in widths), None)
        if dropped is None:
            break
        del widths[dropped]
    widths["description"] = layout.width - sum(widths.values())
    return [Column(key, heads[key], widths[key], _align(layout, key)) for key in keys if key in widths]


def _dispensable(layout: Layout) -> tuple[str, ...]:
    """Columns that may be left out where there is no room, the first first."""
    amounts = () if layout.bill.inclusive else ("gross_amount",)
    return (*amounts, "article", "position", "rate", "unit")


def _is_needed(layout: Layout, key: str) -> bool:
    bill = layout.bill
    if bill.inclusive and key in {"unit_price", "discount", "amount"}:
        return False
    if bill.kind is Kind.DELIVERY_NOTE:
        return key in {"position", "article", "description", "quantity", "unit", "quantity_unit"}
    if key == "discount":
        return any(line.discount for line in bill.lines)
    return not (key in {"rate", "gross_amount"} and not any(line.rate for line in bill.lines))


def _head_of(layout: Layout, key: str) -> str:
    label = layout.label("quantity" if key == "quantity_unit" else key)
    if key == "amount" and layout.habits.currency_in_heads:
        return f"{label} ({layout.bill.currency})"
    return label


def _width(layout: Layout, pen: Pen, key: str, head: str, lines: Sequence[BillLine]) -> float:
    longest = max((pen.width_of(cell_text(layout, key, at, line)) for at, line in enumerate(lines)), default=0)
    word = max(pen.strong.width_of(word) for word in head.split())
    return max(longest, word, 18) + 2 * PAD + 3


def _align(layout: Layout, key: str) -> Align:
    if key in _LEFT:
        return "left"
    if layout.design.numbers_centred or key in {"unit", "position"}:
        return "center"
    return "right"


def cell_text(layout: Layout, key: str, at: int, line: BillLine) -> str:
    """What stands in a column of a line."""
    forms = layout.forms
    sign = minus_of(layout)
    texts = {
        "position": str(at + 1),
        "article": line.article,
        "description": line.description,
        "quantity": sign + forms.quantity(line.quantity, layout.habits.quantity_places),
        "unit": line.unit,
        "unit_price": forms.price(line.unit_price),
        "discount": f"{forms.rate(line.discount)} %" if line.discount else "",
        "rate": f"{forms.rate(line.rate)} %" if layout.habits.rate_sign else forms.rate(line.rate),
        "amount": sign + (forms.money(line.net) if layout.habits.money_in_lines else forms.amount(line.net)),
        "gross_amount": sign + forms.amount(line.net if layout.bill.inclusive else line.gross),
        "quantity_unit": f"{forms.quantity(line.quantity)} {line.unit}",
    }
    return texts[key]


def minus_of(layout: Layout) -> str:
    """What stands before the amounts of those who write credit notes with a minus."""
    return "-" if layout.bill.kind is Kind.CREDIT_NOTE and layout.habits.writes_minus else ""
