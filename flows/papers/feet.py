"""The foot of every page: who the seller is, once more, and the number of the page."""

from collections.abc import Callable

from flows.papers.heads import number_lines
from flows.papers.layout import Layout, lines_of
from flows.papers.marks import GREY, Align, Block, Line, aligned, row, stack
from flows.papers.payments import account_pairs, asks_for_money
from flows.papers.pens import Parts


def draw_foot(layout: Layout) -> Block:
    """The foot without the number of the page."""
    drawers: dict[str, Callable[[], Block]] = {
        "line": lambda: _line(layout, "left"),
        "center": lambda: _line(layout, "center"),
        "columns": lambda: _columns(layout, ruled=False),
        "ruled": lambda: _columns(layout, ruled=True),
        "split": lambda: _split(layout),
        "none": lambda: _least(layout),
    }
    return drawers[layout.part("foot")]()


def draw_page_number(layout: Layout, page: int, pages: int) -> Block:
    text = layout.wording.label("page").format(n=page, of=pages)
    align: Align = "center" if layout.part("foot") == "center" else "right"
    return aligned(layout.pen.sized(0.75).inked(GREY).write(text), layout.width, align)


def _everything(layout: Layout) -> list[Parts]:
    """What the foot must say: numbers always, the account where it stands nowhere else."""
    seller = layout.bill.seller
    return [[(seller.name, "seller_name")], [(seller.address, None)], *number_lines(layout), *_account(layout)]


def _account(layout: Layout) -> list[Parts]:
    if layout.part("payment") != "footer" or not asks_for_money(layout):
        return []
    return [layout.inline(pair) for pair in account_pairs(layout)]


def _line(layout: Layout, align: Align) -> Block:
    pen = layout.pen.sized(0.76).inked(GREY)
    parts: Parts = []
    for line in _everything(layout):
        parts += [(" · ", None), *line]
    return aligned(pen.flow(parts[1:], layout.width), layout.width, align)


def _columns(layout: Layout, *, ruled: bool) -> Block:
    """Three columns: address, contact with numbers, bank."""
    pen, step = layout.pen.sized(0.74).inked(GREY), layout.width / 3
    seller, phone = layout.bill.seller, layout.wording.label("phone")
    contact: list[Parts] = [[(f"{phone} {seller.phone}", None)], [(seller.email, None)], [(seller.web, None)]]
    address: list[Parts] = [[(seller.name, "seller_name")], [(seller.street, None)], [(seller.place, None)]]
    columns = [address, contact, [*number_lines(layout), *_account(layout)]]
    whole = row([(at * step, stack(lines_of(pen, part, step - 10))) for at, part in enumerate(columns)])
    if not ruled:
        return whole
    rule = Block(layout.width, 5).add(Line(0, 1, layout.width, 1, layout.design.accent, 0.8))
    return stack([rule, whole])


def _split(layout: Layout) -> Block:
    """Half of it at left, half at right."""
    pen, half = layout.pen.sized(0.76).inked(GREY), layout.width / 2
    lines = _everything(layout)
    middle = (len(lines) + 1) // 2
    left, right = (stack(lines_of(pen, some, half - 8)) for some in (lines[:middle], lines[middle:]))
    return row([(0, left), (layout.width - right.width, right)])


def _least(layout: Layout) -> Block:
    """Nothing, but for what stands nowhere else."""
    account = _account(layout)
    return stack(lines_of(layout.pen.sized(0.8), account, layout.width)) if account else Block(layout.width, 0)
