"""Seller and buyer, and the facts beside them: numbers and dates with their labels."""

from collections.abc import Sequence

from flows.papers.heads import seller_lines
from flows.papers.layout import Layout, Pair, lines_of
from flows.papers.marks import GREY, INK, PALE, Area, Block, Line, framed, row, stack
from flows.papers.pens import Parts

_GAP = 14.0


def buyer_lines(layout: Layout, *, with_vat: bool) -> list[Parts]:
    """The buyer's address as it stands in a window; its VAT number where the design has it there."""
    buyer = layout.bill.buyer
    contact = layout.random.random() < 0.15 and buyer.vat_id
    lines: list[Parts] = [[(buyer.name, "buyer_name")]]
    lines += [[(buyer.contact, None)]] if contact else []
    lines += [[(buyer.street, None)], [(buyer.place, None)]]
    if buyer.country != layout.bill.seller.country:
        lines.append([(buyer.country, None)])
    if with_vat and layout.buyer_vat():
        lines.append(layout.inline(Pair(layout.wording.label("buyer_vat_id"), layout.buyer_vat(), "buyer_vat_id")))
    return lines


def draw_parties(layout: Layout, title: Block, facts: Sequence[Pair]) -> Block:
    """Both parties with the title and the facts, arranged as the issuer does."""
    arrangement = layout.part("parties")
    half = (layout.width - _GAP) / 2
    buyer = stack(lines_of(layout.pen, buyer_lines(layout, with_vat=not _vat_in_facts(facts)), half))
    if arrangement in {"window_left", "window_right"}:
        return _window(layout, title, facts, buyer, right=arrangement == "window_right")
    if arrangement == "buyer_low":
        low = stack([title, draw_facts(layout, facts, layout.width)], 8)
        return stack([low, _titled(layout, "buyer", buyer)], 14)
    if arrangement == "stacked":
        blocks = [_titled(layout, "seller", _seller(layout, layout.width)), _titled(layout, "buyer", buyer)]
        return stack([title, *blocks, draw_facts(layout, facts, layout.width)], 9)
    if arrangement == "three_columns":
        return _three_columns(layout, title, facts)
    seller, both = _titled(layout, "seller", _seller(layout, half)), _titled(layout, "buyer", buyer)
    first, second = (both, seller) if arrangement == "panel_swapped" else (seller, both)
    panel = _cells(layout, first, second, half) if arrangement == "cells" else row([(0, first), (half + _GAP, second)])
    parts = [title, panel, draw_facts(layout, facts, layout.width)]
    if layout.random.random() < 0.5 and layout.issuer.held_out is False:
        parts = [panel, title, parts[2]]
    return stack(parts, 12)


def _vat_in_facts(facts: Sequence[Pair]) -> bool:
    return any(pair.key == "buyer_vat_id" for pair in facts)


def _seller(layout: Layout, width: float) -> Block:
    return stack(lines_of(layout.pen, seller_lines(layout), width))


def _titled(layout: Layout, key: str, block: Block) -> Block:
    """A block below its label."""
    return stack([layout.label_pen.sized(0.92).write(layout.label(key)), block], 2)


def _cells(layout: Layout, first: Block, second: Block, half: float) -> Block:
    """Both blocks in ruled boxes of the same height."""
    height = max(first.height, second.height) + 12
    whole = Block(layout.width, height)
    for x, block in ((0.0, first), (half + _GAP, second)):
        whole.add(Area(x, 0, x + half, height, frame=INK, width=0.7))
        whole.place(block, x + 6, 6)
    return whole


def _three_columns(layout: Layout, title: Block, facts: Sequence[Pair]) -> Block:
    third = (layout.width - 2 * _GAP) / 3
    seller = _titled(layout, "seller", _seller(layout, third))
    lines = lines_of(layout.pen, buyer_lines(layout, with_vat=not _vat_in_facts(facts)), third)
    buyer, side = _titled(layout, "buyer", stack(lines)), draw_facts(layout, facts, third)
    return stack([title, row([(0, seller), (third + _GAP, buyer), (2 * (third + _GAP), side)])], 10)


def _window(layout: Layout, title: Block, facts: Sequence[Pair], buyer: Block, *, right: bool) -> Block:
    """The buyer where the window of an envelope is, facts at the other side or below."""
    width = layout.width * 0.46
    seller = layout.bill.seller
    sender = layout.pen.sized(0.72).inked(GREY)
    line = sender.flow([(seller.name, "seller_name"), (f" · {seller.address}", None)], width)
    parts = [line, Block(1, 4), buyer] if layout.random.random() < 0.7 else [buyer]
    if layout.random.random() < 0.25:
        parts.insert(0, layout.label_pen.sized(0.9).write(layout.label("buyer")))
    window = stack(parts)
    beside = layout.part("facts") in {"list", "colons", "right", "above"}
    side = draw_facts(layout, facts, width) if beside else Block(1, 1)
    x_window, x_side = (layout.width - width, 0.0) if right else (0.0, layout.width - width)
    top = row([(x_window, window), (x_side, side)])
    return stack([top, title] if beside else [top, title, draw_facts(layout, facts, layout.width)], 12)


def draw_facts(layout: Layout, facts: Sequence[Pair], width: float) -> Block:
    """Labels and values in the issuer's arrangement."""
    arrangement = layout.part("facts")
    if not facts:
        return Block(width, 0)
    if arrangement == "list":
        return _list(layout, facts, width)
    if arrangement == "right":
        return _right(layout, facts, min(width, layout.width * 0.46))
    if arrangement == "above":
        return stack([_above(layout, pair, width) for pair in facts], 3)
    if arrangement == "sentence":
        return _sentence(layout, facts, width)
    if arrangement in {"strip", "cells"} and width > layout.width * 0.6:
        return _strips(layout, facts, width, boxed=arrangement == "cells")
    if arrangement == "two_columns" and width > layout.width * 0.6 and len(facts) > 3:
        half = (len(facts) + 1) // 2
        left = _list(layout, facts[:half], width * 0.48)
        return row([(0, left), (width * 0.52, _list(layout, facts[half:], width * 0.48))])
    return stack(lines_of(layout.pen, [layout.inline(pair) for pair in facts], width))


def _list(layout: Layout, facts: Sequence[Pair], width: float) -> Block:
    """Labels below each other, values in a column beside them."""
    labels = [layout.label_pen.write(layout.labelled(pair.label)) for pair in facts]
    room = max(layout.pen.strong.width_of(pair.value) for pair in facts)
    x = min(max(label.width for label in labels) + 10, max(60.0, width - room))
    rows = []
    for label, pair in zip(labels, facts, strict=True):
        value = (layout.pen.strong if pair.strong else layout.pen).write(pair.value, pair.key)
        fits = label.width < x - 2 and x + value.width <= width + 12
        rows.append(row([(0, label), (x, value)]) if fits else stack([label, value]))
    return stack(rows, 1.5)


def _right(layout: Layout, facts: Sequence[Pair], width: float) -> Block:
    """Labels at left, values at the right edge."""
    rows = []
    for pair in facts:
        label, value = layout.label_pen.write(layout.labelled(pair.label)), layout.pen.write(pair.value, pair.key)
        line = Block(width, label.height)
        fits = label.width + value.width + 6 <= width
        line.place(label).place(value, max(0.0, width - value.width), 0 if fits else label.height)
        rows.append(line)
    return stack(rows, 1.5)


def _above(layout: Layout, pair: Pair, _width: float) -> Block:
    return stack([layout.label_pen.sized(0.8).write(pair.label), layout.pen.write(pair.value, pair.key)])


def _sentence(layout: Layout, facts: Sequence[Pair], width: float) -> Block:
    """All facts in running text."""
    parts: Parts = []
    for pair in facts:
        parts += [("  ·  ", None), *layout.inline(pair)]
    return layout.pen.flow(parts[1:], width)


def _strips(layout: Layout, facts: Sequence[Pair], width: float, *, boxed: bool) -> Block:
    """Labels above their values, beside each other, in as many rows as it takes."""
    strips, line = [], list[Pair]()
    for pair in facts:
        line.append(pair)
        if _wide(layout, line) > width and len(line) > 1:
            strips.append(line[:-1])
            line = [pair]
    return stack([_strip(layout, one, width, boxed=boxed) for one in [*strips, line]], 4)


def _wide(layout: Layout, pairs: Sequence[Pair]) -> float:
    return max(_cell_width(layout, pair) for pair in pairs) * len(pairs)


def _cell_width(layout: Layout, pair: Pair) -> float:
    pen = layout.label_pen.sized(0.85)
    return max(pen.width_of(pair.label), layout.pen.width_of(pair.value)) + 14


def _strip(layout: Layout, pairs: Sequence[Pair], width: float, *, boxed: bool) -> Block:
    step = width / len(pairs)
    height = layout.pen.leading * 1.85 + 8
    whole = Block(width, height)
    if not boxed:
        whole.add(Area(0, 0, width, height / 2, PALE), Line(0, height, width, height, GREY, 0.5))
    for at, pair in enumerate(pairs):
        if boxed:
            whole.add(Area(at * step, 0, (at + 1) * step, height, frame=GREY, width=0.5))
        whole.place(layout.label_pen.sized(0.85).write(pair.label), at * step + 5, 3)
        whole.place(layout.pen.write(pair.value, pair.key), at * step + 5, height / 2 + 1)
    return whole


def framed_pairs(layout: Layout, pairs: Sequence[Pair], width: float) -> Block:
    """A list of pairs in a frame."""
    return framed(_list(layout, pairs, width - 14), 7, frame=layout.design.accent)


def listed_pairs(layout: Layout, pairs: Sequence[Pair], width: float) -> Block:
    return _list(layout, pairs, width)
