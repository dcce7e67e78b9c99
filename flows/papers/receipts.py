"""Till receipts: everything below each other on a strip of paper of 80 mm, prices with tax."""

from collections.abc import Iterator

from flows.papers.faces import FACES, HELD_OUT_FACES, Face
from flows.papers.layout import Layout
from flows.papers.marks import INK, Block, Line, aligned, stack
from flows.papers.pens import Pen
from flows.papers.printing import Sheet

_WIDTH, _MARGIN = 227.0, 14.0
_ROOM = _WIDTH - 2 * _MARGIN
_FACES = ("mono", "sans-narrow", "courier", "vera-narrow", "serif-narrow", "mono-wide")


def compose_receipt(layout: Layout) -> list[Sheet]:
    """One page as long as it needs to be."""
    pen = Pen(_face(layout), 7.6)
    body = stack([*_head(layout, pen), *_lines(layout, pen), *_sums(layout, pen), *_end(layout, pen)], 1.5)
    page = Block(_WIDTH, body.height + 40).place(body, _MARGIN, 18)
    return [Sheet(_WIDTH, page.height, tuple(page.marks))]


def _face(layout: Layout) -> Face:
    """A narrow face with the letters of the language."""
    own = layout.design.face
    faces = HELD_OUT_FACES if layout.issuer.held_out else FACES
    fitting = [face for face in faces if face.name in _FACES and not face.latin_1 and face.regular != "Vera"]
    return own if own.name in _FACES or not fitting else fitting[len(layout.bill.number) % len(fitting)]


def _head(layout: Layout, pen: Pen) -> Iterator[Block]:
    bill, wording = layout.bill, layout.wording
    yield pen.strong.sized(1.3).fill(bill.seller.name, _ROOM, key="seller_name", align="center")
    for text in (bill.seller.street, bill.seller.place):
        yield pen.fill(text, _ROOM, key="seller_address", align="center")
    for pair in layout.number_pairs():
        yield aligned(pen.join((f"{pair.label}: ", None), (pair.value, pair.key)), _ROOM, "center")
    yield Block(1, 5)
    yield pen.strong.fill(wording.label("receipt").replace("{number}", "").strip(), _ROOM, align="center")
    yield pen.join((f"{wording.label('number')}: ", None), (bill.number, "invoice_number"))
    clock = f"  {9 + len(bill.number)}:{10 + bill.issued.day}"
    yield pen.join((f"{wording.label('issued')}: ", None), (layout.forms.day(bill.issued), "issue_date"), (clock, None))
    yield pen.write(f"{wording.label('cashier')}: {bill.seller.contact.split()[0]}")
    yield _rule()


def _lines(layout: Layout, pen: Pen) -> Iterator[Block]:
    """Description, then quantity and price with the amount at right."""
    for line in layout.bill.lines:
        yield pen.fill(line.description, _ROOM)
        count = f"  {layout.forms.quantity(line.quantity)} {line.unit} x {layout.forms.price(line.unit_price)}"
        if line.discount:
            count += f" -{layout.forms.rate(line.discount)}%"
        yield _apart(pen, count, layout.forms.amount(line.net))
    yield _rule()


def _sums(layout: Layout, pen: Pen) -> Iterator[Block]:
    """The total, the taxes in it, and how it was paid."""
    bill, wording, forms = layout.bill, layout.wording, layout.forms
    total = f"{wording.label('total')} {bill.currency}" if layout.habits.currency_at_total else wording.label("total")
    yield _apart(pen.strong.sized(1.35), total, forms.money(bill.total), "total_gross")
    alone = len(bill.taxes) == 1
    for tax in bill.taxes:
        if tax.rate:
            label = f"{wording.label('tax')} {forms.rate(tax.rate)}%"
            yield _apart(pen, label, forms.amount(tax.tax), "total_tax" if alone else None)
            if layout.habits.sums_taxes:
                yield _apart(pen, wording.label("base"), forms.amount(tax.base), "total_net" if alone else None)
    yield _apart(pen, wording.label("cash"), forms.amount(bill.total))
    yield _apart(pen, wording.label("change"), forms.amount(bill.total - bill.total))


def _end(layout: Layout, pen: Pen) -> Iterator[Block]:
    yield _rule()
    yield pen.fill(layout.wording.sentence("thanks", layout.random), _ROOM, align="center")
    if layout.random.random() < 0.5:
        figures = "".join(f"{ord(mark) * 7 % 16:x}" for mark in (layout.bill.seller.name + layout.bill.number)[:32])
        yield pen.sized(0.85).write(f"ZOI: {figures}" if layout.issuer.language == "sl" else f"ID: {figures}")


def _apart(pen: Pen, left: str, right: str, key: str | None = None) -> Block:
    amount = pen.write(right, key)
    label = pen.fill(left, _ROOM - amount.width - 6)
    return Block(_ROOM, max(label.height, amount.height)).place(label).place(amount, _ROOM - amount.width, 0)


def _rule() -> Block:
    return Block(_ROOM, 5).add(Line(0, 2, _ROOM, 2, INK, 0.5, dash=2))
