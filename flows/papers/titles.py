"""The title of a document, and the facts that stand beside it: number, dates, references."""

from collections.abc import Callable

from flows.papers.bills import Kind
from flows.papers.layout import Layout, Pair
from flows.papers.marks import Block, aligned, framed
from flows.papers.pens import Pen


def title_of(layout: Layout) -> str:
    """The title without its number; a letter has none."""
    if layout.bill.kind is Kind.LETTER:
        return ""
    return layout.wording.label(layout.bill.kind.value).replace("{number}", "").strip(" .:#")


def draw_title(layout: Layout) -> Block:
    """The title in the issuer's arrangement; it may hold the number."""
    if layout.bill.kind is Kind.LETTER:
        return Block()
    arrangement = layout.part("title")
    text = layout.wording.label(layout.bill.kind.value)
    text = f"{text} / {layout.second.label(layout.bill.kind.value)}" if layout.second and "{" not in text else text
    text = text.upper() if arrangement == "caps" and "{" not in text else text
    pen: Pen = (layout.accent_pen if layout.random.random() < 0.5 else layout.pen).strong.sized(1.7)
    before, hole, after = text.partition("{number}")
    parts = [(before, None), (layout.bill.number, "invoice_number"), (after, None)] if hole else [(text, None)]
    if has_date_in_title(layout):
        parts += [(f" {layout.wording.label('dated')} ", None), (layout.forms.day(layout.bill.issued), "issue_date")]
    block = pen.flow([part for part in parts if part[0]], layout.width * 0.9)
    placed: dict[str, Callable[[], Block]] = {
        "center": lambda: aligned(block, layout.width, "center"),
        "right": lambda: aligned(block, layout.width, "right"),
        "boxed": lambda: framed(block, 5, frame=layout.design.accent),
    }
    return placed.get(arrangement, lambda: block)()


def has_number_in_title(layout: Layout) -> bool:
    kind = layout.bill.kind
    return kind is not Kind.LETTER and "{number}" in layout.wording.label(kind.value)


def has_date_in_title(layout: Layout) -> bool:
    """Whether the title goes on with `of` and the date."""
    wanted = layout.habits.date_in_title and has_number_in_title(layout)
    return wanted and bool(layout.wording.label("dated"))


def says_place_and_date(layout: Layout) -> bool:
    """Whether the date stands behind the town, without a label."""
    return layout.habits.place_and_date and not has_date_in_title(layout)


def place_and_date(layout: Layout) -> Block:
    """The town and the date, without a label, at the right."""
    town = layout.bill.seller.place.split(",")[0].lstrip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ- ")
    town = town if len(town) > 2 and town[0].isupper() else layout.bill.seller.place.split()[-1]
    line = layout.pen.join((f"{town}, ", None), (layout.forms.day(layout.bill.issued), "issue_date"))
    return aligned(line, layout.width, "right")


def facts_of(layout: Layout) -> list[Pair]:
    """Number, dates and the rest beside them, as pairs."""
    bill, label, forms = layout.bill, layout.label, layout.forms
    pairs = list[Pair]()
    if not (has_number_in_title(layout) and layout.habits.number_in_title_only):
        key = f"{bill.kind.value}_number" if bill.kind in {Kind.PROFORMA, Kind.DELIVERY_NOTE} else "number"
        pairs.append(Pair(label(key), bill.number, "invoice_number", strong=True))
    if not has_date_in_title(layout) and not says_place_and_date(layout):
        issued = "issued" if bill.kind.has_fields else "date"
        pairs.append(Pair(label(issued), forms.day(bill.issued), "issue_date"))
    if bill.delivered:
        pairs.append(Pair(label("delivered"), forms.day(bill.delivered), "delivery_date"))
    if bill.due and not layout.habits.due_in_sentence:
        pairs.append(Pair(label("due"), forms.day(bill.due), "due_date"))
    if bill.order:
        pairs.append(Pair(label("order"), bill.order, "order_reference"))
    if layout.habits.buyer_vat_in_facts and layout.buyer_vat():
        pairs.append(Pair(label("buyer_vat_id"), layout.buyer_vat(), "buyer_vat_id"))
    extra = [Pair(layout.wording.label(key), value) for key, value in bill.facts.items()]
    if bill.kind in {Kind.LETTER, Kind.STATEMENT}:
        return [pair for pair in pairs if pair.key == "issue_date"] + extra[:1]
    if layout.issuer.company.name.__len__() % 3 == 0:
        return [*extra, *pairs]
    return [*pairs[:2], *extra, *pairs[2:]]
