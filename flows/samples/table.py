"""The lines of an invoice as a table, and its totals below."""

from flows.samples.designs import Design
from flows.samples.forms import words, write_money, write_number, write_quantity, write_rate
from flows.samples.heading import LEFT, RIGHT
from flows.samples.invoices import SampleInvoice, SampleLine
from flows.samples.sheet import GREY, WHITE, Align, Sheet

ROW = 18.0
PALE = "#f1f4f8"
COLUMNS: tuple[tuple[str, float, Align], ...] = (
    ("description", LEFT + 6, "left"),
    ("quantity", 318, "right"),
    ("unit", 342, "center"),
    ("unit_price", 428, "right"),
    ("rate", 470, "right"),
    ("amount", RIGHT - 6, "right"),
)
EDGES = (LEFT, 274.0, 324.0, 360.0, 432.0, 474.0, RIGHT)
TOTALS_X = 338.0


def draw_table(sheet: Sheet, invoice: SampleInvoice, design: Design, top: float) -> float:
    """Draw heading and lines; returns the y below the last one."""
    _head(sheet, invoice, design, top)
    for row, line in enumerate(invoice.lines):
        _row(sheet, invoice, design, line, top + (row + 1) * ROW, shaded=row % 2 == 1)
    bottom = top + (len(invoice.lines) + 1) * ROW
    if design.table == "grid":
        sheet.frame(LEFT, top, RIGHT, bottom, ink=GREY)
        for edge in EDGES[1:-1]:
            sheet.line(edge, top, edge, bottom, ink=GREY, width=0.4)
    else:
        sheet.line(LEFT, bottom, RIGHT, bottom, ink=design.accent, width=0.9)
    return bottom


def _head(sheet: Sheet, invoice: SampleInvoice, design: Design, top: float) -> None:
    filled = design.table == "zebra"
    if filled:
        sheet.fill(LEFT, top, RIGHT, top + ROW, design.accent)
    else:
        sheet.line(LEFT, top + ROW, RIGHT, top + ROW, ink=design.accent, width=0.9)
    for key, x, align in COLUMNS:
        label = words(invoice.language)[key]
        sheet.text(x, top + 12, label, size=7.5, bold=True, align=align, ink=WHITE if filled else design.accent)


def _row(sheet: Sheet, invoice: SampleInvoice, design: Design, line: SampleLine, top: float, *, shaded: bool) -> None:
    language = invoice.language
    if shaded and design.table == "zebra":
        sheet.fill(LEFT, top, RIGHT, top + ROW, PALE)
    if design.table != "zebra" and top > 0:
        sheet.line(LEFT, top + ROW, RIGHT, top + ROW, ink="#d5dae1", width=0.4)
    cells = [
        line.description,
        write_quantity(line.quantity, language),
        line.unit,
        write_number(line.unit_price, language),
        write_rate(line.rate, language),
        write_number(line.net, language),
    ]
    for (_, x, align), cell in zip(COLUMNS, cells, strict=True):
        sheet.text(x, top + 12.2, cell, size=8.5, align=align)


def draw_totals(sheet: Sheet, invoice: SampleInvoice, design: Design, top: float) -> float:
    """Draw net, tax by rate, total, and what was paid already; returns the y below."""
    y = top
    for label, amount in _sums(invoice):
        sheet.text(TOTALS_X, y, label, size=9)
        sheet.text(RIGHT - 6, y, amount, size=9, align="right")
        y += 15
    sheet.fill(TOTALS_X - 8, y - 8, RIGHT, y + 14, design.accent)
    label, amount = _last_sum(invoice)
    sheet.text(TOTALS_X, y + 7, label, size=10.5, bold=True, ink=WHITE)
    sheet.text(RIGHT - 6, y + 7, amount, size=10.5, bold=True, align="right", ink=WHITE)
    return y + 22


def _sums(invoice: SampleInvoice) -> list[tuple[str, str]]:
    label, language, currency = words(invoice.language), invoice.language, invoice.currency
    sums = [(label["net"], write_money(invoice.net, language, currency))]
    for row in invoice.taxes:
        name = f"{label['tax']} {write_rate(row.rate, language)} %"
        sums.append((name, write_money(row.tax, language, currency)))
    if invoice.prepaid:
        sums.append((label["total"], write_money(invoice.total, language, currency)))
        sums.append((label["prepaid"], write_money(-invoice.prepaid, language, currency)))
    return sums


def _last_sum(invoice: SampleInvoice) -> tuple[str, str]:
    label = words(invoice.language)["amount_due" if invoice.prepaid else "total"]
    return label, write_money(invoice.amount_due, invoice.language, invoice.currency)


def draw_tax_rows(sheet: Sheet, invoice: SampleInvoice, top: float) -> float:
    """Draw the tax breakdown where there are several rates; returns the y below."""
    if len(invoice.taxes) < 2:
        return top
    label, language = words(invoice.language), invoice.language
    rows = [(label["rate"], label["tax_base"], label["tax"])]
    rows += [
        (write_rate(row.rate, language), write_number(row.base, language), write_number(row.tax, language))
        for row in invoice.taxes
    ]
    for at, cells in enumerate(rows):
        for x, cell in zip((LEFT + 46, LEFT + 140, LEFT + 214), cells, strict=True):
            sheet.text(x, top + at * 13, cell, size=8, align="right", ink=GREY if at == 0 else "#1c2430")
    sheet.line(LEFT, top + 4, LEFT + 214, top + 4, ink=GREY, width=0.4)
    return top + len(rows) * 13 + 12
