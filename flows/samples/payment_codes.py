"""Payment codes of generated invoices, as rows of dark and light modules.

Source: EPC069-12; ZBS, Tehnični standard UPN QR.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

import segno

from flows.samples.invoices import SampleInvoice
from models.references import ReferenceKind, parse_reference

Modules = tuple[tuple[bool, ...], ...]
UPN_VERSION = 15


class Payer(Protocol):
    """Who pays, as a payment code names them."""

    @property
    def name(self) -> str: ...
    @property
    def street(self) -> str: ...
    @property
    def place(self) -> str: ...


class Payee(Payer, Protocol):
    """Who is paid, and where."""

    @property
    def iban(self) -> str: ...
    @property
    def bic(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A payment to be made; `reference` is canonical or empty."""

    payer: Payer
    payee: Payee
    amount: Decimal
    due: date | None
    reference: str


def epc_code(invoice: SampleInvoice) -> Modules:
    """The EPC code of an invoice in euros; a structured reference where there is one, else its number as text."""
    return epc_modules(invoice.seller, invoice.amount_due, invoice.reference or "", invoice.number)


def epc_modules(payee: Payee, amount: Decimal, reference: str, number: str) -> Modules:
    """The EPC code of a payment in euros."""
    known = parse_reference(reference)
    structured = known.canonical if known and known.kind is ReferenceKind.RF else ""
    text = "" if structured else (reference or number)
    lines = ["BCD", "002", "1", "SCT", payee.bic, payee.name[:70], payee.iban, f"EUR{amount:.2f}"]
    payload = "\n".join([*lines, "", structured, text, ""])
    return _modules(segno.make_qr(payload, error="m", mode="byte", encoding="utf-8", eci=False, boost_error=False))


def upn_payload(invoice: SampleInvoice, purpose: str) -> str:
    """The twenty lines of a UPN code of an invoice."""
    return upn_lines(order_of(invoice), purpose)


def order_of(invoice: SampleInvoice) -> Order:
    """What an invoice asks for."""
    return Order(
        payer=invoice.buyer,
        payee=invoice.seller,
        amount=invoice.amount_due,
        due=invoice.due,
        reference=invoice.reference or "",
    )


def upn_lines(order: Order, purpose: str) -> str:
    """The twenty lines of a UPN code, the last one telling the number of characters before it."""
    payer, payee = order.payer, order.payee
    cents = f"{int(order.amount * 100):011d}"
    due = f"{order.due:%d.%m.%Y}" if order.due else ""
    account = ["UPNQR", "", "", "", "", payer.name[:33], payer.street[:33], payer.place[:33], cents, "", ""]
    payment = ["OTHR", purpose[:42], due, payee.iban, order.reference or "SI99"]
    body = [*account, *payment, payee.name[:33], payee.street[:33], payee.place[:33]]
    count = sum(len(line) + 1 for line in body)
    return "\n".join([*body, f"{count:03d}", ""])


def upn_code(payload: str) -> Modules:
    """The UPN code: QR version 15, error correction M, bytes in ISO-8859-2."""
    code = segno.make_qr(
        payload.encode("iso-8859-2", errors="replace"),
        version=UPN_VERSION,
        error="m",
        mode="byte",
        eci=False,
        boost_error=False,
    )
    return _modules(code)


def _modules(code: segno.QRCode) -> Modules:
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
