"""Payment forms at the foot of a page: the Slovenian UPN QR and the Swiss QR-bill.

Source: ZBS, Tehnični standard UPN QR; SIX, Swiss Implementation Guidelines for the QR-bill 2.3.
"""

from dataclasses import dataclass

import segno
from stdnum.ch import esr

from flows.papers.bills import Bill, Kind
from flows.papers.layout import Layout
from flows.papers.marks import GREY, INK, WHITE, Area, Block, Line, Squares
from flows.papers.pens import Part, Pen
from flows.samples.payment_codes import Modules, Order
from flows.samples.sheet import HEIGHT, WIDTH, Align
from flows.samples.upn_form import TOP, amount_on_form, draw_upn_order, reference_on_form
from models.bank_accounts import format_iban

UPN_HEIGHT = HEIGHT - TOP
SWISS_HEIGHT = 297.6
_PURPOSES = ("Plačilo računa {}", "Račun {}", "Plačilo po računu {}")
_SWISS = {
    "de": ("Empfangsschein", "Zahlteil", "Konto / Zahlbar an", "Referenz", "Zahlbar durch", "Währung", "Betrag"),
    "fr": ("Récépissé", "Section paiement", "Compte / Payable à", "Référence", "Payable par", "Monnaie", "Montant"),
    "it": ("Ricevuta", "Sezione pagamento", "Conto / Pagabile a", "Riferimento", "Pagabile da", "Valuta", "Importo"),
}


def payment_form(layout: Layout) -> Block | None:
    """The form of the issuer's country, as wide as the page; None where there is none."""
    bill, code = layout.bill, layout.design.code
    if bill.kind is not Kind.INVOICE or bill.paid or not bill.seller.iban or bill.amount_due <= 0:
        return None
    if code == "upn_form" and bill.currency == "EUR":
        return _upn(layout)
    if code == "swiss_form" and bill.currency in {"CHF", "EUR"}:
        return _swiss(layout)
    return None


def _order(bill: Bill) -> Order:
    return Order(payer=bill.buyer, payee=bill.seller, amount=bill.amount_due, due=bill.due, reference=bill.reference)


class _FormBlock:
    """The form's strokes as marks of a block; a text that shows a value is known by itself."""

    def __init__(self, pen: Pen, keys: dict[str, str]) -> None:
        self.block, self._pen, self._keys = Block(WIDTH, UPN_HEIGHT), pen, keys

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        bold: bool = False,
        align: Align = "left",
        ink: str = INK,
    ) -> None:
        pen = Pen(self._pen.face, size, bold, ink)
        one = pen.write(text, self._keys.get(text))
        x -= {"left": 0.0, "center": one.width / 2, "right": one.width}[align]
        self.block.place(one, x, y - TOP - size * 0.96)

    def line(self, x0: float, y0: float, x1: float, y1: float, *, ink: str = INK, width: float = 0.6) -> None:
        self.block.add(Line(x0, y0 - TOP, x1, y1 - TOP, ink, width))

    def fill(self, x0: float, y0: float, x1: float, y1: float, ink: str) -> None:
        self.block.add(Area(x0, y0 - TOP, x1, y1 - TOP, ink))

    def code(self, x: float, y: float, size: float, modules: Modules) -> None:
        self.block.add(Squares(x, y - TOP, size, modules))


def _upn(layout: Layout) -> Block:
    bill = layout.bill
    order = _order(bill)
    keys = {format_iban(bill.seller.iban): "iban", amount_on_form(order): "amount_due"}
    keys |= {bill.seller.name: "seller_name", bill.buyer.name: "buyer_name"}
    if bill.reference:
        keys[reference_on_form(order)] = "payment_reference"
    if bill.due:
        keys[f"{bill.due:%d.%m.%Y}"] = "due_date"
    form = _FormBlock(layout.pen, keys)
    draw_upn_order(form, order, layout.random.choice(_PURPOSES).format(bill.number))
    return form.block


@dataclass(frozen=True, slots=True)
class _SwissWords:
    receipt: str
    part: str
    payable_to: str
    reference: str
    payable_by: str
    currency: str
    amount: str


def _swiss(layout: Layout) -> Block:
    """The receipt at left, the payment part with its code at right."""
    words = _SwissWords(*_SWISS[layout.issuer.language])
    block = Block(layout.design.page[0], SWISS_HEIGHT)
    block.add(Line(0, 0, block.width, 0, GREY, 0.5, 3), Line(176, 0, 176, SWISS_HEIGHT, GREY, 0.5, 3))
    pen = layout.pen
    block.place(Pen(pen.face, 11, bold=True).write(words.receipt), 14, 14)
    block.place(Pen(pen.face, 11, bold=True).write(words.part), 190, 14)
    _lines(block, Pen(pen.face, 8), _parties(layout, words), 14, 34, 150)
    _lines(block, Pen(pen.face, 9), _parties(layout, words), 335, 14, 240)
    for x, y in ((14, 225), (190, 218)):
        _amounts(block, Pen(pen.face, 8), layout, words, x, y)
    block.add(Squares(190, 48, 130.4, _swiss_code(layout.bill)))
    middle = (190 + 65.2, 48 + 65.2)
    block.add(Area(middle[0] - 10, middle[1] - 10, middle[0] + 10, middle[1] + 10, INK, WHITE, 1.5))
    block.add(Area(middle[0] - 2, middle[1] - 6, middle[0] + 2, middle[1] + 6, WHITE))
    return block.add(Area(middle[0] - 6, middle[1] - 2, middle[0] + 6, middle[1] + 2, WHITE))


def _parties(layout: Layout, words: _SwissWords) -> list[tuple[str, list[Part]]]:
    bill = layout.bill
    seller: list[Part] = [(format_iban(bill.seller.iban), "iban"), (bill.seller.name, "seller_name")]
    sections = [(words.payable_to, [*seller, (bill.seller.street, None), (bill.seller.place, None)])]
    if bill.reference:
        text = esr.format(bill.reference) if bill.reference.isdecimal() else bill.printed_reference
        sections.append((words.reference, [(text, "payment_reference")]))
    buyer: list[Part] = [(bill.buyer.name, "buyer_name"), (bill.buyer.street, None), (bill.buyer.place, None)]
    return [*sections, (words.payable_by, buyer)]


def _lines(block: Block, pen: Pen, sections: list[tuple[str, list[Part]]], x: float, y: float, width: float) -> None:
    for head, parts in sections:
        title = pen.strong.sized(0.85).write(head)
        block.place(title, x, y)
        y += title.height
        for text, key in parts:
            one = pen.fill(text, width, key=key)
            block.place(one, x, y)
            y += one.height
        y += 6


def _amounts(block: Block, pen: Pen, layout: Layout, words: _SwissWords, x: float, y: float) -> None:
    amount = f"{layout.bill.amount_due:,.2f}".replace(",", " ")
    block.place(pen.strong.write(words.currency), x, y).place(pen.strong.write(words.amount), x + 55, y)
    block.place(pen.write(layout.bill.currency), x, y + 12).place(pen.write(amount, "amount_due"), x + 55, y + 12)


def _swiss_code(bill: Bill) -> Modules:
    """Combined addresses (K), as most programs wrote them until 2025."""
    payee, payer = bill.seller, bill.buyer
    kind = "QRR" if bill.reference.isdecimal() and bill.reference else "SCOR" if bill.reference else "NON"
    lines = ["SPC", "0200", "1", payee.iban, "K", payee.name[:70], payee.street[:70], payee.place[:70], "", "", "CH"]
    lines += [""] * 7 + [f"{bill.amount_due:.2f}", bill.currency]
    lines += ["K", payer.name[:70], payer.street[:70], payer.place[:70], "", "", payer.country]
    lines += [kind, bill.reference, "", "EPD"]
    code = segno.make_qr("\n".join(lines), error="m", mode="byte", encoding="utf-8", eci=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
