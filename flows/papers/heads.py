"""The head of the first page: whose paper it is."""

from collections.abc import Callable

from flows.papers.layout import Layout, lines_of
from flows.papers.marks import GREY, WHITE, Align, Area, Block, Line, aligned, row, stack
from flows.papers.pens import Parts


def draw_head(layout: Layout) -> Block:
    """The head in the issuer's arrangement, over the width of the type area; empty for `none`."""
    drawers: dict[str, Callable[[], Block]] = {
        "band": lambda: _band(layout),
        "name_left": lambda: _name(layout, "left"),
        "name_right": lambda: _name(layout, "right"),
        "name_center": lambda: _name(layout, "center"),
        "logo_left": lambda: _logo(layout, right=False),
        "logo_right": lambda: _logo(layout, right=True),
        "letter": lambda: _letter(layout),
        "none": lambda: Block(layout.width, 0),
        "side": lambda: _side(layout),
        "under_rule": lambda: _under_rule(layout),
        "double": lambda: _double(layout),
    }
    return drawers[layout.part("head")]()


def has_seller_block(layout: Layout) -> bool:
    """Whether the head holds the seller's address and numbers."""
    return layout.part("head") in {"logo_left", "logo_right", "letter", "side", "double"}


def seller_lines(layout: Layout, *, numbers: bool = True, contact: bool = True) -> list[Parts]:
    """Name, address and what else a seller says of itself, each with its key."""
    seller = layout.bill.seller
    lines: list[Parts] = [[(seller.name, "seller_name")]]
    lines += [[(seller.street, "seller_address")], [(seller.place, "seller_address")]]
    if contact:
        lines += [[(f"{layout.wording.label('phone')} {seller.phone}", None)], [(seller.email, None)]]
    return lines + (number_lines(layout) if numbers else [])


def number_lines(layout: Layout) -> list[Parts]:
    """The seller's numbers with their labels."""
    return [layout.inline(pair) for pair in layout.number_pairs()]


def _band(layout: Layout) -> Block:
    """White on a band over the whole page, up to its edges."""
    pen, margin = layout.pen.inked(WHITE), layout.design.margin
    line = f"{layout.bill.seller.address} · {layout.bill.seller.phone} · {layout.bill.seller.email}"
    name = pen.strong.sized(1.8).fill(layout.bill.seller.name, layout.width, key="seller_name")
    text = stack([name, pen.sized(0.85).fill(line, layout.width)], 4)
    whole = Block(layout.width, text.height + 10)
    whole.add(Area(-margin, -margin, layout.width + margin, whole.height, layout.design.accent))
    return whole.place(text)


def _name(layout: Layout, align: Align) -> Block:
    """The name large, the address small below it."""
    name = layout.accent_pen.strong.sized(1.9).fill(
        layout.bill.seller.name, layout.width * 0.7, key="seller_name", align=align
    )
    small = layout.pen.sized(0.85).inked(GREY)
    line = small.fill(f"{layout.bill.seller.address} | {layout.bill.seller.phone}", layout.width * 0.7, align=align)
    return aligned(stack([name, line]), layout.width, align)


def _logo(layout: Layout, *, right: bool) -> Block:
    """A mark with the brand at one side, the seller's block at the other."""
    accent = layout.design.accent
    brand = layout.pen.strong.sized(2.2).inked(accent).write(layout.bill.seller.brand.upper())
    mark = Block(30, 30).add(Area(0, 0, 26, 26, accent, radius=layout.design.size * 0.6))
    mark.place(layout.pen.strong.sized(1.6).inked(WHITE).write(layout.bill.seller.name[0]), 8, 5)
    logo = row([(0, mark), (32, brand)])
    block = _block(layout, layout.width * 0.42, "left" if right else "right")
    logo_x, block_x = (layout.width - logo.width, 0.0) if right else (0.0, layout.width - block.width)
    return row([(block_x, block), (logo_x, logo)])


def _letter(layout: Layout) -> Block:
    """A letterhead: name, a rule, address and contact on one line."""
    name = layout.accent_pen.strong.sized(1.5).fill(layout.bill.seller.name, layout.width, key="seller_name")
    rule = Block(layout.width, 6).add(Line(0, 2, layout.width, 2, layout.design.accent, 1.1))
    parts: Parts = []
    for line in seller_lines(layout)[1:]:
        parts += [("  |  " if parts else "", None), *line]
    return stack([name, rule, layout.pen.sized(0.82).flow(parts[1:], layout.width)])


def _side(layout: Layout) -> Block:
    """The block beside a thick bar."""
    block = _block(layout, layout.width * 0.5, "left")
    whole = Block(layout.width, block.height).add(Area(0, 0, 7, block.height, layout.design.accent))
    return whole.place(block, 15, 0)


def _under_rule(layout: Layout) -> Block:
    """A thin line at the very top, the name spaced below it."""
    rule = Block(layout.width, 10).add(Line(0, 0, layout.width, 0, layout.design.accent, 2.4))
    name = layout.pen.strong.sized(1.3).fill(layout.bill.seller.name, layout.width, key="seller_name")
    seller = layout.bill.seller
    return stack([rule, name, layout.pen.sized(0.85).write(seller.street), layout.pen.sized(0.85).write(seller.place)])


def _double(layout: Layout) -> Block:
    """Two columns of small print around nothing: address at left, numbers at right."""
    pen = layout.pen.sized(0.9)
    left = stack(lines_of(pen, seller_lines(layout, numbers=False, contact=False), layout.width * 0.45))
    contact: list[Parts] = [[(layout.bill.seller.phone, None)], [(layout.bill.seller.web, None)]]
    right = stack(lines_of(pen, [*contact, *number_lines(layout)], layout.width * 0.4))
    rule = Block(layout.width, 8).add(Line(0, 5, layout.width, 5, GREY, 0.5))
    return stack([row([(0, left), (layout.width - right.width, right)]), rule])


def _block(layout: Layout, width: float, align: Align) -> Block:
    name, *rest = seller_lines(layout)
    first = layout.pen.strong.sized(1.1).flow(name, width)
    blocks = [first, *lines_of(layout.pen.sized(0.9), rest, width)]
    return stack([aligned(block, width, align) for block in blocks])
