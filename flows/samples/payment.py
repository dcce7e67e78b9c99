"""Where and how to pay: the account, the reference, an EPC code where the design has one, and the foot of the page."""

from flows.samples.designs import Design
from flows.samples.forms import words
from flows.samples.heading import LEFT, RIGHT
from flows.samples.invoices import SampleInvoice
from flows.samples.numbers import format_rf
from flows.samples.payment_codes import epc_code
from flows.samples.sheet import GREY, Sheet
from models.bank_accounts import format_iban

CODE_SIZE = 74.0


def draw_payment(sheet: Sheet, invoice: SampleInvoice, design: Design, top: float) -> None:
    """Draw what a payer needs over the width of the page; a credit note asks for nothing."""
    label = words(invoice.language)
    if invoice.credit_note:
        sheet.text(LEFT, top, label["thanks"], size=9, ink=GREY)
        return
    sheet.text(LEFT, top, label["pay"], size=8.5, ink=GREY)
    x = LEFT
    if design.epc and invoice.currency == "EUR":
        sheet.code(LEFT, top + 12, CODE_SIZE, epc_code(invoice))
        x = LEFT + CODE_SIZE + 14
    _draw_account(sheet, invoice, x, top + 24)
    sheet.text(LEFT, top + CODE_SIZE + 36, label["thanks"], size=9)


def draw_narrow_payment(sheet: Sheet, invoice: SampleInvoice, top: float) -> None:
    """The same in the left half of the page, where a payment form takes its foot."""
    for row, part in enumerate(_halves(words(invoice.language)["pay"])):
        sheet.text(LEFT, top + row * 11, part, size=8.5, ink=GREY)
    _draw_account(sheet, invoice, LEFT, top + 30)


def _draw_account(sheet: Sheet, invoice: SampleInvoice, x: float, top: float) -> None:
    for row, (name, value) in enumerate(_account(invoice)):
        sheet.text(x, top + row * 14, name, size=8, ink=GREY)
        sheet.text(x + 66, top + row * 14, value, size=9, bold=name == "IBAN")


def _halves(sentence: str) -> tuple[str, str]:
    """A sentence broken at the blank after its middle."""
    cut = sentence.find(" ", len(sentence) // 2)
    return sentence[:cut], sentence[cut + 1 :]


def _account(invoice: SampleInvoice) -> list[tuple[str, str]]:
    rows = [("IBAN", format_iban(invoice.seller.iban)), ("BIC", invoice.seller.bic)]
    if invoice.reference:
        label = words(invoice.language)["reference"]
        rows.append((label if len(label) < 14 else "Ref.", _printed_reference(invoice.reference)))
    return rows


def _printed_reference(reference: str) -> str:
    """Slovenian and Croatian references stand apart from their model, RF references in groups of four."""
    if reference[:2] in {"SI", "HR"}:
        return f"{reference[:4]} {reference[4:]}"
    return format_rf(reference)


def draw_foot(sheet: Sheet, invoice: SampleInvoice, y: float) -> None:
    """The small print: the seller once more, and the page."""
    seller, label = invoice.seller, words(invoice.language)
    sheet.line(LEFT, y - 12, RIGHT, y - 12, ink=GREY, width=0.4)
    line = " · ".join([seller.name, seller.street, seller.place, f"{label['vat_id']} {seller.vat_id}"])
    sheet.text(LEFT, y, line, size=7, ink=GREY)
    sheet.text(RIGHT, y, label["page"], size=7, align="right", ink=GREY)
