"""The Slovenian payment form UPN QR at the foot of a page: the receipt at left, the order with its code at right.

Source: ZBS, Tehnični standard UPN QR, appendix 1 (210 mm × 99 mm).
"""

from flows.samples.invoices import SampleInvoice
from flows.samples.payment_codes import upn_code, upn_payload
from flows.samples.sheet import GREY, HEIGHT, WIDTH, Sheet
from models.bank_accounts import format_iban

TOP = HEIGHT - 280.6
STUB = 170.0
CODE_SIZE = 113.4  # 40 mm
LABEL = "#b45309"
FIELD = "#fff4e6"


def draw_upn_form(sheet: Sheet, invoice: SampleInvoice) -> None:
    """Draw the whole form for the amount due."""
    purpose = f"Plačilo računa {invoice.number}"
    sheet.line(0, TOP, WIDTH, TOP, ink=GREY, width=0.4)
    sheet.line(STUB, TOP, STUB, HEIGHT, ink=GREY, width=0.4)
    _stub(sheet, invoice, purpose)
    sheet.code(STUB + 14, TOP + 20, CODE_SIZE, upn_code(upn_payload(invoice, purpose)))
    _order(sheet, invoice, purpose)


def _stub(sheet: Sheet, invoice: SampleInvoice, purpose: str) -> None:
    rows = [
        ("Ime plačnika", invoice.buyer.name),
        ("Namen in rok plačila", purpose),
        ("Znesek", _amount(invoice)),
        ("IBAN prejemnika", format_iban(invoice.seller.iban)),
        ("Referenca prejemnika", _reference(invoice)),
        ("Ime prejemnika", invoice.seller.name),
    ]
    sheet.text(12, TOP + 14, "Potrdilo", size=8, bold=True, ink=LABEL)
    for at, (label, value) in enumerate(rows):
        _field(sheet, 12, TOP + 22 + at * 40, STUB - 24, label, value)


def _order(sheet: Sheet, invoice: SampleInvoice, purpose: str) -> None:
    left, beside, right = STUB + 14, STUB + 142, WIDTH - 16
    payer, payee = invoice.buyer, invoice.seller
    due = f"{invoice.due:%d.%m.%Y}" if invoice.due else ""
    sheet.text(right, TOP + 14, "UPN QR", size=8, bold=True, align="right", ink=LABEL)
    _field(sheet, beside, TOP + 22, right - beside, "Ime, ulica in kraj plačnika", payer.name)
    sheet.text(beside + 4, TOP + 62, f"{payer.street}, {payer.place}", size=8)
    _field(sheet, beside, TOP + 78, 110, "Znesek", _amount(invoice))
    _field(sheet, beside + 120, TOP + 78, right - beside - 120, "Rok plačila", due)
    _field(sheet, left, TOP + 142, 52, "Koda namena", "OTHR")
    _field(sheet, left + 62, TOP + 142, right - left - 62, "Namen plačila", purpose)
    _field(sheet, left, TOP + 176, 190, "IBAN prejemnika", format_iban(payee.iban))
    _field(sheet, left + 200, TOP + 176, right - left - 200, "Referenca prejemnika", _reference(invoice))
    _field(sheet, left, TOP + 210, right - left, "Ime, ulica in kraj prejemnika", payee.name)
    sheet.text(left + 4, TOP + 250, f"{payee.street}, {payee.place}", size=8)


def _field(sheet: Sheet, x: float, y: float, width: float, label: str, value: str) -> None:
    sheet.text(x, y + 6, label, size=5.5, ink=LABEL)
    sheet.fill(x, y + 9, x + width, y + 25, FIELD)
    sheet.text(x + 4, y + 20, value, size=8)


def _amount(invoice: SampleInvoice) -> str:
    """Stars before the amount keep others from writing there."""
    return f"***{invoice.amount_due:.2f} {invoice.currency}".replace(".", ",")


def _reference(invoice: SampleInvoice) -> str:
    reference = invoice.reference or "SI99"
    return f"{reference[:4]} {reference[4:]}".strip()
