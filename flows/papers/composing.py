"""Put a document together: head, parties, facts, lines, totals, payment, notes, foot, on as many pages as it takes."""

from decimal import Decimal

from flows.papers.bills import Kind
from flows.papers.feet import draw_foot, draw_page_number
from flows.papers.heads import draw_head
from flows.papers.layout import Layout
from flows.papers.letters import draw_body
from flows.papers.marks import GREY, Block, stack
from flows.papers.parties import draw_parties
from flows.papers.payment_forms import payment_form
from flows.papers.payments import draw_notes, draw_payment
from flows.papers.printing import Sheet
from flows.papers.tables import LinesTable
from flows.papers.titles import draw_title, facts_of, place_and_date, says_place_and_date, title_of
from flows.papers.totals import draw_totals

_WITH_LINES = {Kind.INVOICE, Kind.CREDIT_NOTE, Kind.PROFORMA, Kind.DELIVERY_NOTE}


class Flow:
    """Blocks that flow down pages; a page is turned when one does not fit."""

    def __init__(self, layout: Layout, foot: Block) -> None:
        self.layout, self.foot, self.tightness = layout, foot, 1.0
        self.pages = [Block(*layout.design.page)]
        self.y = layout.design.margin

    @property
    def bottom(self) -> float:
        return self.layout.design.page[1] - self.layout.design.margin * 0.7 - self.foot.height - 14

    def room(self) -> float:
        return self.bottom - self.y

    def put(self, block: Block, gap: float = 0.0) -> None:
        if block.height > self.room() and self.y > self.layout.design.margin + 80:
            self.turn()
        self.pages[-1].place(block, self.layout.design.margin, self.y)
        self.y += block.height + gap * self.tightness

    def turn(self) -> None:
        """Begin a page, with a line that says of what."""
        self.pages.append(Block(*self.layout.design.page))
        self.y = self.layout.design.margin
        small = self.layout.pen.sized(0.85).inked(GREY)
        if self.layout.random.random() < 0.6:
            self.put(small.write(f"{title_of(self.layout)} {self.layout.bill.number}"), 8)


def compose(layout: Layout) -> list[Sheet]:
    """The pages of a document. Where a payment form would stand alone on the last one, all is put closer together."""
    form = payment_form(layout)
    flow = _flowing(layout, form, tight=False)
    if form and not _has_room(flow, form) and len(flow.pages) == 1:
        flow = _flowing(layout, form, tight=True)
    return _finished(flow, layout, form)


def _flowing(layout: Layout, form: Block | None, *, tight: bool) -> Flow:
    """All that flows down the pages."""
    if tight:
        layout = layout.smaller()
    flow = Flow(layout, draw_foot(layout))
    flow.tightness = 0.5 if tight else 1.0
    flow.put(draw_head(layout), 16)
    flow.put(draw_parties(layout, draw_title(layout), facts_of(layout)), 14)
    if says_place_and_date(layout):
        flow.put(place_and_date(layout), 10)
    if layout.bill.kind in _WITH_LINES:
        _put_lines(flow, layout)
    else:
        for block in draw_body(layout):
            flow.put(block, 8)
    payment = draw_payment(layout)
    if payment and (form is None or (not tight and layout.random.random() < 0.5)):
        flow.put(payment, 10)
    flow.put(draw_notes(layout), 6)
    if not tight:
        _put_small_print(flow, layout)
    return flow


def _has_room(flow: Flow, form: Block) -> bool:
    return flow.y <= flow.layout.design.page[1] - form.height - flow.foot.height - 24


def _put_lines(flow: Flow, layout: Layout) -> None:
    """The table, carried over pages with what it amounts to so far, and the totals kept whole below it."""
    table = LinesTable(layout)
    head, carries = table.head(), layout.bill.kind is not Kind.DELIVERY_NOTE and layout.habits.sums_taxes
    flow.put(head)
    amount = Decimal(0)
    for row in table.rows():
        if row.block.height + 26 > flow.room():
            if carries:
                flow.put(table.summing(layout.wording.label("carried"), amount))
            flow.turn()
            flow.put(head)
            if carries:
                brought = layout.wording.label("brought").format(n=len(flow.pages) - 1)
                flow.put(table.summing(brought, amount))
        flow.put(row.block)
        amount += row.net
    flow.put(table.foot(), 6)
    if layout.bill.kind is not Kind.DELIVERY_NOTE:
        flow.put(draw_totals(layout), 14)


def _put_small_print(flow: Flow, layout: Layout) -> None:
    count = layout.habits.small_print
    if count:
        small = layout.pen.sized(0.74).inked(GREY)
        said = layout.wording.some("small_print", layout.random, count)
        flow.put(stack([small.fill(text, layout.width) for text in said], 1), 4)
    if layout.habits.terms_page and layout.bill.kind is Kind.INVOICE:
        _put_terms(flow, layout)


def _put_terms(flow: Flow, layout: Layout) -> None:
    """A page of terms of business in small print."""
    flow.turn()
    small = layout.pen.sized(0.74)
    for number in range(1, layout.random.randint(10, 24)):
        said = " ".join(layout.wording.some("small_print", layout.random, 3))
        flow.put(small.fill(f"{number}. {said}", layout.width), 3)


def _finished(flow: Flow, layout: Layout, form: Block | None) -> list[Sheet]:
    """The pages with their feet; the form takes the foot of the last one."""
    width, height = layout.design.page
    margin = layout.design.margin
    if form and not _has_room(flow, form):
        flow.turn()
    for number, page in enumerate(flow.pages, 1):
        lifted = form.height + 6 - margin * 0.7 if form and number == len(flow.pages) else 0.0
        y = flow.bottom - lifted
        page.place(flow.foot, margin, y + 2)
        if len(flow.pages) > 1 or len(layout.bill.number) % 2:
            page.place(draw_page_number(layout, number, len(flow.pages)), margin, y + flow.foot.height + 3)
    if form:
        flow.pages[-1].place(form, 0, height - form.height)
    return [Sheet(width, height, tuple(page.marks)) for page in flow.pages]
