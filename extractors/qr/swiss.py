"""Swiss QR-bill: thirty-one lines or more, addresses structured (S) or combined (K), reference QRR, SCOR or none.

Source: SIX, Swiss Implementation Guidelines for the QR-bill, versions 2.0 to 2.3.
"""

from extractors.qr.payload import Payment, amount_of, currency_of, decode, iban_of, line_at, only_present, split_lines
from extractors.qr.swico import read_swico
from models.terms import Term

HEADER = "SPC"
IBAN, CREDITOR_NAME, AMOUNT, CURRENCY, DEBTOR_NAME = 3, 5, 18, 19, 21
REFERENCE_TYPE, REFERENCE, BILLING = 27, 28, 31


def read_swiss(payload: bytes) -> Payment | None:
    """The payment of a Swiss QR-bill; None when it is none or has no account."""
    text = decode(payload, "utf-8")
    lines = split_lines(text) if text else []
    iban = iban_of(line_at(lines, IBAN))
    if line_at(lines, 0) != HEADER or iban is None:
        return None
    referenced = line_at(lines, REFERENCE_TYPE) in {"QRR", "SCOR"}
    payment = only_present(
        {
            Term.IBAN: iban,
            Term.SELLER_NAME: line_at(lines, CREDITOR_NAME),
            Term.SELLER_ADDRESS: _creditor_address(lines),
            Term.AMOUNT_DUE: amount_of(line_at(lines, AMOUNT)),
            Term.CURRENCY: currency_of(line_at(lines, CURRENCY)),
            Term.BUYER_NAME: line_at(lines, DEBTOR_NAME),
            Term.PAYMENT_REFERENCE: line_at(lines, REFERENCE) if referenced else None,
        }
    )
    return payment | read_swico(line_at(lines, BILLING))


def _creditor_address(lines: list[str]) -> str:
    """The creditor's address on one line: street and house number, postal code and town, country."""
    street, number, code, town, country = (line_at(lines, index) for index in range(6, 11))
    combined = line_at(lines, 4) == "K"
    parts = [street, number] if combined else [f"{street} {number}".strip(), f"{code} {town}".strip()]
    return ", ".join(part for part in [*parts, country] if part)
