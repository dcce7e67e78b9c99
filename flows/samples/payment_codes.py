"""Payment codes of generated invoices, as rows of dark and light modules.

Source: EPC069-12; ZBS, Tehnični standard UPN QR.
"""

import segno

from flows.samples.invoices import SampleInvoice
from models.references import ReferenceKind, parse_reference

Modules = tuple[tuple[bool, ...], ...]
UPN_VERSION = 15


def epc_code(invoice: SampleInvoice) -> Modules:
    """The EPC code of an invoice in euros; a structured reference where there is one, else its number as text."""
    seller = invoice.seller
    known = parse_reference(invoice.reference or "")
    structured = known.canonical if known and known.kind is ReferenceKind.RF else ""
    text = "" if structured else (invoice.reference or invoice.number)
    lines = ["BCD", "002", "1", "SCT", seller.bic, seller.name[:70], seller.iban, f"EUR{invoice.amount_due:.2f}"]
    payload = "\n".join([*lines, "", structured, text, ""])
    return _modules(segno.make_qr(payload, error="m", mode="byte", encoding="utf-8", eci=False, boost_error=False))


def upn_payload(invoice: SampleInvoice, purpose: str) -> str:
    """The twenty lines of a UPN code, the last one telling the number of characters before it."""
    payer, payee = invoice.buyer, invoice.seller
    cents = f"{int(invoice.amount_due * 100):011d}"
    due = f"{invoice.due:%d.%m.%Y}" if invoice.due else ""
    account = ["UPNQR", "", "", "", "", payer.name[:33], payer.street[:33], payer.place[:33], cents, "", ""]
    payment = ["OTHR", purpose[:42], due, payee.iban, invoice.reference or "SI99"]
    body = [*account, *payment, payee.name[:33], payee.street[:33], payee.place[:33]]
    count = sum(len(line) + 1 for line in body)
    return "\n".join([*body, f"{count:03d}", ""])


def upn_code(payload: str) -> Modules:
    """The UPN code: QR version 15, error correction M, bytes in ISO-8859-2."""
    code = segno.make_qr(
        payload.encode("iso-8859-2"), version=UPN_VERSION, error="m", mode="byte", eci=False, boost_error=False
    )
    return _modules(code)


def _modules(code: segno.QRCode) -> Modules:
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
