"""The middle of documents that are no invoices: reminders, statements, letters."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from flows.papers.bills import Kind
from flows.papers.layout import Layout
from flows.papers.marks import Block
from flows.papers.plain_tables import plain_table


def draw_body(layout: Layout) -> Iterator[Block]:
    """The paragraphs and tables between the facts and the foot."""
    yield from {Kind.REMINDER: _reminder, Kind.STATEMENT: _statement, Kind.LETTER: _letter}[layout.bill.kind](layout)


def _reminder(layout: Layout) -> Iterator[Block]:
    """An invoice is overdue; sometimes a table says so again."""
    bill, forms = layout.bill, layout.forms
    day = forms.day(bill.issued - timedelta(days=layout.random.randint(15, 60)))
    parts = {"other": bill.number, "day": day, "amount": forms.money(bill.total, "code")}
    yield layout.pen.fill(layout.wording.sentence("reminder_text", layout.random, **parts), layout.width)
    if layout.random.random() < 0.5:
        yield _open_items(layout, 1)


def _statement(layout: Layout) -> Iterator[Block]:
    day = layout.forms.day(layout.bill.issued)
    yield layout.pen.fill(layout.wording.sentence("statement_text", layout.random, day=day), layout.width)
    yield _open_items(layout, layout.random.randint(2, 14))


def _letter(layout: Layout) -> Iterator[Block]:
    """A letter with a date, a telephone number and an amount in it."""
    parts = {
        "day": layout.forms.day(layout.bill.issued + timedelta(days=30)),
        "phone": layout.bill.seller.phone,
        "amount": layout.forms.money(layout.bill.lines[0].net, "code"),
    }
    yield layout.pen.strong.sized(1.15).fill(layout.wording.label("letter_subjects"), layout.width)
    for sentence in layout.wording.every("letter_text"):
        yield layout.pen.fill(sentence.format(**parts), layout.width)
    yield layout.pen.write(layout.bill.seller.contact)


def _open_items(layout: Layout, count: int) -> Block:
    """Open documents with their amounts, and their sum."""
    random, forms = layout.random, layout.forms
    rows, whole = [], Decimal(0)
    for at in range(count):
        issued = layout.bill.issued - timedelta(days=random.randint(20, 300))
        amount = Decimal(random.randint(2000, 400000)) / (1 if forms.minor == 0 else 100)
        whole += amount
        dates = [forms.day(issued), forms.day(issued + timedelta(days=30))]
        rows.append([f"{layout.bill.number[:-1]}{at}", *dates, forms.amount(amount), forms.amount(whole)])
    return plain_table(layout.pen.sized(0.9), layout.wording.every("statement_heads"), rows, layout.width)
