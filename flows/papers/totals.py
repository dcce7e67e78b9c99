"""The totals below the lines, and the tax by rates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.papers.bills import Kind, Regime
from flows.papers.layout import Layout
from flows.papers.marks import GREY, INK, PALE, WHITE, Area, Block, Line, aligned, framed, row, stack
from flows.papers.pens import Part


@dataclass(frozen=True, slots=True)
class Sum:
    """A label and an amount; `strong` for the last ones."""

    label: str
    amount: str
    key: str | None = None
    strong: bool = False


def draw_totals(layout: Layout) -> Block:
    """The totals in the issuer's arrangement, with the tax table where it has one."""
    sums = sums_of(layout)
    arrangement = layout.part("totals")
    drawers: dict[str, Callable[[], Block]] = {
        "list": lambda: _at_right(layout, _list(layout, sums, layout.width * 0.45)),
        "box": lambda: _at_right(layout, framed(_list(layout, sums, layout.width * 0.42), 7, frame=INK)),
        "wide": lambda: _list(layout, sums, layout.width, ruled=True),
        "strip": lambda: _strip(layout, sums),
        "in_table": lambda: _list(layout, sums, layout.width, gap_at=0.62),
        "highlight": lambda: _highlight(layout, sums),
        "left": lambda: _list(layout, sums, layout.width * 0.45),
        "columns": lambda: _columns(layout, sums),
    }
    totals = drawers[arrangement]()
    return _with_taxes(layout, totals) if has_tax_table(layout) else totals


def has_tax_table(layout: Layout) -> bool:
    return layout.part("taxes") in {"table", "table_left", "after"} and layout.bill.regime is Regime.TAXED


def sums_of(layout: Layout) -> list[Sum]:
    """Everything that is summed up, in its order."""
    bill, label = layout.bill, layout.label
    sums = list(_before_tax(layout))
    sums += _taxed(layout) if bill.regime is Regime.TAXED else _untaxed(layout)
    total = f"{label('total')} {bill.currency}" if layout.habits.currency_at_total else label("total")
    sums.append(Sum(total, _money(layout, bill.total), "total_gross", strong=True))
    if bill.prepaid:
        sums.append(Sum(label("prepaid"), _money(layout, -bill.prepaid)))
    if bill.prepaid or (bill.paid and layout.random.random() < 0.5) or layout.habits.repeats_due:
        if bill.paid:
            sums.append(Sum(label("prepaid"), _money(layout, -bill.total)))
        due = "amount_left" if bill.paid or bill.prepaid else "amount_due"
        sums.append(Sum(label(due), _money(layout, bill.amount_due), "amount_due", strong=True))
    return sums


def _before_tax(layout: Layout) -> list[Sum]:
    bill, label = layout.bill, layout.wording.label
    if not bill.allowance and not bill.shipping:
        return []
    sums = [Sum(label("line_sum"), _money(layout, bill.line_sum))]
    if bill.allowance:
        rate = layout.forms.rate(bill.allowance)
        sums.append(Sum(label("allowance").format(rate=rate), _money(layout, -bill.allowance_amount)))
    if bill.shipping:
        sums.append(Sum(label("shipping"), _money(layout, bill.shipping)))
    return sums


def _taxed(layout: Layout) -> list[Sum]:
    """Net and tax; taxes of several rates each, then together."""
    bill, taxes = layout.bill, layout.bill.taxes
    sums = [Sum(layout.label("net"), _money(layout, bill.net), "total_net")]
    if len(taxes) == 1 and not layout.habits.plain_tax_label:
        sums.append(Sum(_tax_label(layout, 0), _money(layout, bill.tax), "total_tax"))
    elif len(taxes) == 1 or has_tax_table(layout):
        sums.append(Sum(layout.label("tax"), _money(layout, bill.tax), "total_tax"))
    else:
        sums += [Sum(_tax_label(layout, at), _money(layout, one.tax)) for at, one in enumerate(taxes)]
        if layout.habits.sums_taxes:
            sums.append(Sum(layout.label("tax"), _money(layout, bill.tax), "total_tax"))
    return sums


def _untaxed(layout: Layout) -> list[Sum]:
    bill = layout.bill
    sums = []
    if layout.habits.shows_zero_tax and bill.regime is not Regime.SMALL:
        sums.append(Sum(layout.label("net"), _money(layout, bill.net), "total_net"))
        sums.append(Sum(_tax_label(layout, 0), _money(layout, Decimal(0)), "total_tax"))
    return sums


def _tax_label(layout: Layout, at: int) -> str:
    tax = layout.bill.taxes[at]
    values = {"rate": layout.forms.rate(tax.rate), "base": layout.forms.money(tax.base)}
    return layout.wording.label("tax_of").format(**values)


def _money(layout: Layout, amount: Decimal) -> str:
    minus = layout.bill.kind is Kind.CREDIT_NOTE and layout.habits.writes_minus
    return layout.forms.money(-amount if minus else amount)


def _list(layout: Layout, sums: Sequence[Sum], width: float, *, ruled: bool = False, gap_at: float = 0.0) -> Block:
    """Labels at left (or from `gap_at` of the width on), amounts at right."""
    rows = []
    for one in sums:
        pen = layout.pen.strong.sized(1.08) if one.strong else layout.pen
        amount = pen.write(one.amount, one.key)
        start = width * gap_at
        label = pen.fill(layout.labelled(one.label), width - start - amount.width - 8)
        line = Block(width, max(label.height, amount.height) + 2)
        line.place(label, start, 1).place(amount, width - amount.width, 1)
        if ruled or one.strong:
            line.add(Line(start, 0, width, 0, GREY, 0.5))
        rows.append(line)
    return stack(rows, 1)


def _at_right(layout: Layout, block: Block) -> Block:
    return aligned(block, layout.width, "right")


def _strip(layout: Layout, sums: Sequence[Sum]) -> Block:
    """Labels beside each other, the amounts below them."""
    step = layout.width / len(sums)
    if max(layout.pen.strong.width_of(one.amount) for one in sums) > step - 8:
        return _at_right(layout, _list(layout, sums, layout.width * 0.45))
    heads = [layout.label_pen.sized(0.85).fill(one.label, step - 8) for one in sums]
    top = max(head.height for head in heads) + 4
    whole = Block(layout.width, top + layout.pen.leading + 6)
    whole.add(Area(0, 0, layout.width, whole.height, PALE, GREY, 0.4))
    for at, (one, head) in enumerate(zip(sums, heads, strict=True)):
        whole.place(head, at * step + 4, 3)
        pen = layout.pen.strong if one.strong else layout.pen
        whole.place(pen.write(one.amount, one.key), at * step + 4, top)
    return whole


def _highlight(layout: Layout, sums: Sequence[Sum]) -> Block:
    """A list whose last row is white on the accent."""
    width = layout.width * 0.48
    upper = _list(layout, sums[:-1], width)
    last = sums[-1]
    pen = layout.pen.strong.sized(1.15).inked(WHITE)
    amount = pen.write(last.amount, last.key)
    label = pen.fill(last.label, width - amount.width - 20)
    bar = Block(width, label.height + 10).add(Area(0, 0, width, label.height + 10, layout.design.accent))
    bar.place(label, 6, 5).place(amount, width - amount.width - 6, 5)
    return _at_right(layout, stack([upper, bar], 3))


def _columns(layout: Layout, sums: Sequence[Sum]) -> Block:
    """Sums before the total at left, the total and what follows large at right."""
    at = next(at for at, one in enumerate(sums) if one.strong)
    left = _list(layout, sums[:at], layout.width * 0.44) if at else Block(1, 1)
    lines: list[Block] = []
    for one in sums[at:]:
        parts: list[Part] = [(f"{layout.labelled(one.label)} ", None), (one.amount, one.key)]
        lines.append(layout.pen.strong.sized(1.2).flow(parts, layout.width * 0.46))
    return row([(0, left), (layout.width * 0.52, stack(lines, 3))])


def _with_taxes(layout: Layout, totals: Block) -> Block:
    """The totals with the table of rates before them, after them or at their left."""
    part, narrow = layout.part("taxes"), layout.part("totals") in {"list", "box", "highlight"}
    if part == "table_left" and narrow:
        return row([(0, _tax_table(layout, layout.width * 0.42)), (0, totals)])
    table = _tax_table(layout, layout.width * 0.55)
    return stack([table, totals] if part == "table" else [totals, table], 10)


def _tax_table(layout: Layout, width: float) -> Block:
    """Rate, base and tax of each rate."""
    bill, forms = layout.bill, layout.forms
    pen = layout.pen.sized(0.85)
    alone = len(bill.taxes) == 1
    heads = [layout.wording.label("rate"), layout.wording.label("base"), layout.wording.label("tax")]
    rows: list[list[Part]] = [[(head, None) for head in heads]]
    for tax in bill.taxes:
        base: Part = (forms.amount(tax.base), "total_net" if alone else None)
        amount: Part = (forms.amount(tax.tax), "total_tax" if alone else None)
        rows.append([(f"{forms.rate(tax.rate)} %", None), base, amount])
    whole = Block(width, 0)
    for number, cells in enumerate(rows):
        for at, (text, key) in enumerate(cells):
            cell = (pen.strong if number == 0 else pen).write(text, key)
            x = 0.0 if at == 0 else width * (0.6, 1.0)[at - 1] - cell.width
            whole.place(cell, x, number * (pen.leading + 2))
    whole.add(Line(0, pen.leading + 1, width, pen.leading + 1, GREY, 0.4))
    return stack([pen.inked(GREY).write(layout.wording.label("tax_title")), whole], 3)
