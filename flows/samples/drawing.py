"""A generated invoice as a PDF with a text layer."""

from flows.samples.designs import Design
from flows.samples.heading import draw_heading, title_of
from flows.samples.invoices import SampleInvoice
from flows.samples.payment import draw_foot, draw_narrow_payment, draw_payment
from flows.samples.sheet import HEIGHT, Sheet
from flows.samples.table import draw_table, draw_tax_rows, draw_totals
from flows.samples.upn_form import TOP as UPN_TOP
from flows.samples.upn_form import draw_upn_form


def draw_invoice(invoice: SampleInvoice, design: Design) -> bytes:
    """One A4 page; a Slovenian invoice has the payment form UPN QR at its foot. The same input gives the same bytes."""
    sheet = Sheet(design.face, f"{title_of(invoice)} {invoice.number}")
    below = draw_table(sheet, invoice, design, draw_heading(sheet, invoice, design)) + 24
    totals, taxes = draw_totals(sheet, invoice, design, below), draw_tax_rows(sheet, invoice, below)
    if has_upn_form(invoice):
        draw_narrow_payment(sheet, invoice, taxes)
        draw_upn_form(sheet, invoice)
        draw_foot(sheet, invoice, UPN_TOP - 10)
    else:
        draw_payment(sheet, invoice, design, max(totals, taxes) + 26)
        draw_foot(sheet, invoice, HEIGHT - 34)
    return sheet.content()


def has_upn_form(invoice: SampleInvoice) -> bool:
    return invoice.seller.country == "SI" and invoice.currency == "EUR" and not invoice.credit_note
