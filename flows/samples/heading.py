"""The upper part of an invoice: who writes, to whom, under which number and dates."""

from flows.samples.designs import Design
from flows.samples.forms import words, write_date
from flows.samples.invoices import Party, SampleInvoice
from flows.samples.sheet import GREY, WHITE, WIDTH, Sheet

LEFT, RIGHT = 54.0, WIDTH - 54.0
FACTS_X = 330.0


def draw_heading(sheet: Sheet, invoice: SampleInvoice, design: Design) -> float:
    """Draw head, addresses and facts; returns the y at which the table may begin."""
    {"band": _band, "mark": _mark, "letter": _letter}[design.head](sheet, invoice, design)
    _buyer(sheet, invoice, 142)
    if design.facts == "strip":
        return _strip(sheet, facts_of(invoice), design, 216)
    return _list(sheet, facts_of(invoice), 142)


def title_of(invoice: SampleInvoice) -> str:
    return words(invoice.language)["credit_note" if invoice.credit_note else "invoice"]


def facts_of(invoice: SampleInvoice) -> list[tuple[str, str]]:
    """Labels and values beside the address; those that the invoice has."""
    label, language = words(invoice.language), invoice.language
    days = [("issued", invoice.issued), ("delivered", invoice.delivered), ("due", invoice.due)]
    facts = [(label["number"], invoice.number)]
    facts += [(label[key], write_date(day, language)) for key, day in days if day]
    texts = [("order", invoice.order), ("buyer_vat_id", invoice.buyer.vat_id)]
    return facts + [(label[key], text) for key, text in texts if text]


def contact_lines(party: Party, vat_label: str) -> list[str]:
    return [party.street, party.place, f"{vat_label} {party.vat_id}", party.phone, party.email]


def _band(sheet: Sheet, invoice: SampleInvoice, design: Design) -> None:
    sheet.fill(0, 0, WIDTH, 84, design.accent)
    sheet.text(LEFT, 46, invoice.seller.name, size=17, bold=True, ink=WHITE)
    line = f"{invoice.seller.street} · {invoice.seller.place} · {invoice.seller.phone}"
    sheet.text(LEFT, 64, line, size=8, ink=WHITE)
    sheet.text(RIGHT, 46, title_of(invoice).upper(), size=15, align="right", ink=WHITE)
    label = words(invoice.language)["vat_id"]
    sheet.text(RIGHT, 64, f"{label} {invoice.seller.vat_id}", size=8, align="right", ink=WHITE)


def _mark(sheet: Sheet, invoice: SampleInvoice, design: Design) -> None:
    """A round mark with initials, the name beside it, the contact at right."""
    sheet.disc(LEFT + 19, 56, 19, design.accent)
    initials = "".join(word[0] for word in invoice.seller.name.split()[:2])
    sheet.text(LEFT + 19, 61, initials, size=14, bold=True, align="center", ink=WHITE)
    sheet.text(LEFT + 48, 54, invoice.seller.name, size=14, bold=True)
    sheet.text(LEFT + 48, 71, title_of(invoice), size=12, ink=design.accent)
    for row, line in enumerate(contact_lines(invoice.seller, words(invoice.language)["vat_id"])):
        sheet.text(RIGHT, 46 + row * 11, line, size=8, align="right", ink=GREY)
    sheet.line(LEFT, 108, RIGHT, 108, ink=design.accent, width=1.2)


def _letter(sheet: Sheet, invoice: SampleInvoice, design: Design) -> None:
    """A letter: the sender above at right, once more in small above the address window."""
    sheet.text(RIGHT, 48, invoice.seller.name, size=13, bold=True, align="right", ink=design.accent)
    for row, line in enumerate(contact_lines(invoice.seller, words(invoice.language)["vat_id"])):
        sheet.text(RIGHT, 62 + row * 11, line, size=8, align="right", ink=GREY)
    sheet.text(LEFT, 84, title_of(invoice), size=20, bold=True)
    sender = f"{invoice.seller.name} · {invoice.seller.street} · {invoice.seller.place}"
    sheet.text(LEFT, 122, sender, size=6.5, ink=GREY)
    sheet.line(LEFT, 126, LEFT + sheet.width_of(sender, size=6.5), 126, ink=GREY, width=0.4)


def _buyer(sheet: Sheet, invoice: SampleInvoice, top: float) -> None:
    buyer = invoice.buyer
    sheet.text(LEFT, top, words(invoice.language)["bill_to"], size=8, ink=GREY)
    sheet.text(LEFT, top + 14, buyer.name, size=10.5, bold=True)
    sheet.text(LEFT, top + 28, buyer.street, size=9.5)
    sheet.text(LEFT, top + 41, f"{buyer.place}, {buyer.country}", size=9.5)


def _list(sheet: Sheet, facts: list[tuple[str, str]], top: float) -> float:
    for row, (label, value) in enumerate(facts):
        sheet.text(FACTS_X, top + row * 14, label, size=8.5, ink=GREY)
        sheet.text(RIGHT, top + row * 14, value, size=9, bold=row == 0, align="right")
    return max(top + len(facts) * 14, top + 58) + 14


def _strip(sheet: Sheet, facts: list[tuple[str, str]], design: Design, top: float) -> float:
    """Facts side by side over the width of the page, three a row."""
    for at, (label, value) in enumerate(facts):
        x, y = LEFT + (at % 3) * 166, top + at // 3 * 32
        sheet.line(x, y - 9, x + 150, y - 9, ink=design.accent, width=0.8)
        sheet.text(x, y + 2, label, size=7.5, ink=GREY)
        sheet.text(x, y + 14, value, size=9.5, bold=True)
    return top + (len(facts) + 2) // 3 * 32 + 4
