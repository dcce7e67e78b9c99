"""How to pay, and the sentences below the totals: terms, reasons for no tax, thanks."""

from collections.abc import Iterator
from datetime import timedelta

from flows.papers.bills import Bill, Kind, Regime
from flows.papers.companies import Account
from flows.papers.layout import Layout, Pair, split_sentence
from flows.papers.marks import Block, Squares, row, stack
from flows.papers.parties import framed_pairs, listed_pairs
from flows.papers.pens import Part
from flows.samples.payment_codes import epc_modules
from models.bank_accounts import format_iban
from models.money import round_half_up

CODE_SIZE = 72.0


def draw_payment(layout: Layout) -> Block | None:
    """Account and reference with an EPC code where the issuer has one; None where nothing is to be paid."""
    if not asks_for_money(layout) or layout.part("payment") == "footer":
        return None
    pairs = account_pairs(layout)
    arrangement, width = layout.part("payment"), layout.width
    has_code = layout.design.code == "epc" and layout.bill.currency == "EUR" and bool(layout.bill.seller.iban)
    room = width - (CODE_SIZE + 14 if has_code else 0)
    if arrangement in {"sentence", "inline"}:
        block = layout.pen.flow(_running(layout, pairs, asking=arrangement == "sentence"), room)
    elif arrangement == "box":
        block = framed_pairs(layout, pairs, min(room, width * 0.6))
    elif arrangement == "columns" and len(pairs) > 2:
        half = (len(pairs) + 1) // 2
        left, right = (listed_pairs(layout, some, room * 0.47) for some in (pairs[:half], pairs[half:]))
        block = row([(0, left), (room * 0.53, right)])
    else:
        block = listed_pairs(layout, pairs, room)
    return row([(0, _code(layout)), (CODE_SIZE + 14, block)]) if has_code else block


def asks_for_money(layout: Layout) -> bool:
    bill = layout.bill
    return bill.kind in {Kind.INVOICE, Kind.PROFORMA, Kind.REMINDER} and not bill.paid and bool(bill.seller.accounts)


def account_pairs(layout: Layout) -> list[Pair]:
    """Bank, account, reference; further accounts of the seller behind the first."""
    bill, label = layout.bill, layout.wording.label
    accounts = bill.seller.accounts if layout.habits.all_accounts else bill.seller.accounts[:1]
    pairs = [pair for at, account in enumerate(accounts) for pair in _account(layout, account, first=at == 0)]
    if bill.printed_reference:
        pairs.append(Pair(label("reference"), bill.printed_reference, "payment_reference"))
    return pairs


def _account(layout: Layout, account: Account, *, first: bool) -> Iterator[Pair]:
    label = layout.wording.label
    iban = account.iban if layout.habits.compact_iban else format_iban(account.iban)
    if layout.part("payment") != "sentence":
        yield Pair(label("bank"), account.bank)
    yield Pair(label("iban"), iban, "iban" if first else None, strong=first)
    if layout.habits.shows_bic:
        yield Pair(label("bic"), account.bic, "bic" if first else None)


def _running(layout: Layout, pairs: list[Pair], *, asking: bool) -> list[Part]:
    """The account in running text."""
    parts: list[Part] = [(f"{layout.wording.sentence('pay', layout.random)} ", None)] if asking else []
    for at, pair in enumerate(pairs):
        end = ", " if at < len(pairs) - 1 else "."
        parts += [(f"{pair.label}: ", None), (pair.value, pair.key), (end, None)]
    return parts


def _code(layout: Layout) -> Block:
    bill = layout.bill
    modules = epc_modules(bill.seller, bill.amount_due, bill.reference, bill.number)
    return Block(CODE_SIZE, CODE_SIZE).add(Squares(0, 0, CODE_SIZE, modules))


def draw_notes(layout: Layout) -> Block:
    """The sentences that belong to this bill."""
    return stack([layout.pen.flow(parts, layout.width) for parts in _notes(layout)], 3)


def _notes(layout: Layout) -> Iterator[list[Part]]:
    bill, wording, random = layout.bill, layout.wording, layout.random
    charges = bill.kind in {Kind.INVOICE, Kind.CREDIT_NOTE, Kind.PROFORMA}
    if charges and bill.regime is not Regime.TAXED and bill.seller.country != "US":
        yield [(wording.sentence(bill.regime.value, random), None)]
    yield from _terms(layout)
    if says_same_day(layout):
        yield [(wording.sentence("same_day", random), None)]
    if bill.kind in {Kind.PROFORMA, Kind.DELIVERY_NOTE}:
        day = layout.forms.day(bill.issued + timedelta(days=30))
        yield [(wording.sentence(f"{bill.kind.value.removesuffix('_note')}_text", random, day=day), None)]
    if random.random() < 0.5:
        yield [(wording.sentence("thanks", random), None)]


def _terms(layout: Layout) -> Iterator[list[Part]]:
    """When and how it is paid, or to which invoice it belongs."""
    bill, wording, random, forms = layout.bill, layout.wording, layout.random, layout.forms
    if bill.due and layout.habits.due_in_sentence:
        yield split_sentence(wording.raw("due_sentence", random), {"due": (forms.day(bill.due), "due_date")})
    elif not bill.due and bill.kind is Kind.INVOICE and not bill.paid and random.random() < 0.7:
        yield [(wording.sentence("terms", random), None)]
    if bill.kind is Kind.CREDIT_NOTE:
        other = {"other": _other_number(bill), "day": forms.day(bill.issued - timedelta(days=random.randint(5, 40)))}
        yield [(wording.sentence("credits", random, **other), None)]
    if bill.paid:
        yield [(wording.sentence("paid", random), None)]
    if bill.due and bill.kind is Kind.INVOICE and random.random() < 0.1:
        yield [(_cash_discount(layout), None)]


def says_same_day(layout: Layout) -> bool:
    """Whether the bill says in words that it was delivered on the day of issue: no date is printed for that."""
    bill = layout.bill
    return bill.kind is Kind.INVOICE and not bill.delivered and len(bill.number) % 5 == 0


def _cash_discount(layout: Layout) -> str:
    bill, rate = layout.bill, layout.random.choice((2, 3))
    amount = round_half_up(bill.amount_due * (100 - rate) / 100, bill.minor)
    day = layout.forms.day(bill.issued + timedelta(days=10))
    return layout.wording.sentence("skonto", layout.random, day=day, rate=str(rate), amount=layout.forms.money(amount))


def _other_number(bill: Bill) -> str:
    """The number of an earlier document: the first of its figures is another."""
    at = next((at for at, mark in enumerate(bill.number) if mark.isdigit() and at > 1), len(bill.number) - 1)
    figure = bill.number[at]
    return bill.number[:at] + (str((int(figure) + 3) % 10) if figure.isdigit() else "1") + bill.number[at + 1 :]
