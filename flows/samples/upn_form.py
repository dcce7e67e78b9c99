"""The Slovenian payment form UPN QR at the foot of a page: the receipt at left, the order with its code at right.

Source: ZBS, Tehnični standard UPN QR, appendix 1 (210 mm × 99 mm).
"""

from typing import Protocol

from flows.samples.invoices import SampleInvoice
from flows.samples.payment_codes import Modules, Order, order_of, upn_code, upn_lines
from flows.samples.sheet import GREY, HEIGHT, INK, WIDTH, Align, Sheet
from models.bank_accounts import format_iban

TOP = HEIGHT - 280.6
STUB = 170.0
CODE_SIZE = 113.4  # 40 mm
LABEL = "#b45309"
FIELD = "#fff4e6"


class Drawable(Protocol):
    """What the form is drawn on."""

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
    ) -> None: ...

    def line(self, x0: float, y0: float, x1: float, y1: float, *, ink: str = INK, width: float = 0.6) -> None: ...

    def fill(self, x0: float, y0: float, x1: float, y1: float, ink: str) -> None: ...

    def code(self, x: float, y: float, size: float, modules: Modules) -> None: ...


def draw_upn_form(sheet: Sheet, invoice: SampleInvoice) -> None:
    """Draw the whole form for the amount due of an invoice."""
    draw_upn_order(sheet, order_of(invoice), f"Plačilo računa {invoice.number}")


def draw_upn_order(sheet: Drawable, order: Order, purpose: str) -> None:
    """Draw the whole form for a payment."""
    sheet.line(0, TOP, WIDTH, TOP, ink=GREY, width=0.4)
    sheet.line(STUB, TOP, STUB, HEIGHT, ink=GREY, width=0.4)
    _stub(sheet, order, purpose)
    sheet.code(STUB + 14, TOP + 20, CODE_SIZE, upn_code(upn_lines(order, purpose)))
    _order(sheet, order, purpose)


def _stub(sheet: Drawable, order: Order, purpose: str) -> None:
    rows = [
        ("Ime plačnika", order.payer.name),
        ("Namen in rok plačila", purpose),
        ("Znesek", amount_on_form(order)),
        ("IBAN prejemnika", format_iban(order.payee.iban)),
        ("Referenca prejemnika", reference_on_form(order)),
        ("Ime prejemnika", order.payee.name),
    ]
    sheet.text(12, TOP + 14, "Potrdilo", size=8, bold=True, ink=LABEL)
    for at, (label, value) in enumerate(rows):
        _field(sheet, 12, TOP + 22 + at * 40, STUB - 24, label, value)


def _order(sheet: Drawable, order: Order, purpose: str) -> None:
    left, beside, right = STUB + 14, STUB + 142, WIDTH - 16
    payer, payee = order.payer, order.payee
    due = f"{order.due:%d.%m.%Y}" if order.due else ""
    sheet.text(right, TOP + 14, "UPN QR", size=8, bold=True, align="right", ink=LABEL)
    _field(sheet, beside, TOP + 22, right - beside, "Ime, ulica in kraj plačnika", payer.name)
    sheet.text(beside + 4, TOP + 62, f"{payer.street}, {payer.place}", size=8)
    _field(sheet, beside, TOP + 78, 110, "Znesek", amount_on_form(order))
    _field(sheet, beside + 120, TOP + 78, right - beside - 120, "Rok plačila", due)
    _field(sheet, left, TOP + 142, 52, "Koda namena", "OTHR")
    _field(sheet, left + 62, TOP + 142, right - left - 62, "Namen plačila", purpose)
    _field(sheet, left, TOP + 176, 190, "IBAN prejemnika", format_iban(payee.iban))
    _field(sheet, left + 200, TOP + 176, right - left - 200, "Referenca prejemnika", reference_on_form(order))
    _field(sheet, left, TOP + 210, right - left, "Ime, ulica in kraj prejemnika", payee.name)
    sheet.text(left + 4, TOP + 250, f"{payee.street}, {payee.place}", size=8)


def _field(sheet: Drawable, x: float, y: float, width: float, label: str, value: str) -> None:
    sheet.text(x, y + 6, label, size=5.5, ink=LABEL)
    sheet.fill(x, y + 9, x + width, y + 25, FIELD)
    sheet.text(x + 4, y + 20, value, size=8)


def amount_on_form(order: Order) -> str:
    """Stars before the amount keep others from writing there."""
    return f"***{order.amount:.2f} EUR".replace(".", ",")


def reference_on_form(order: Order) -> str:
    reference = order.reference or "SI99"
    return f"{reference[:4]} {reference[4:]}".strip()
