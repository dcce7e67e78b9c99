"""EPC QR code for SEPA credit transfers, also known as GiroCode or Stuzza.

Twelve lines: BCD, version, character set, SCT, BIC, name, IBAN, amount, purpose, structured reference or text,
information to the payer.

Source: EPC069-12, version 3.1 (2024).
"""

from decimal import Decimal

from extractors.qr.payload import Payment, amount_of, bic_of, decode, iban_of, line_at, only_present, split_lines
from models.terms import Term

CHARACTER_SETS = {
    "1": "utf-8",
    "2": "iso-8859-1",
    "3": "iso-8859-2",
    "4": "iso-8859-4",
    "5": "iso-8859-5",
    "6": "iso-8859-7",
    "7": "iso-8859-10",
    "8": "iso-8859-15",
}
VERSIONS = {"001", "002"}


def read_epc(payload: bytes) -> Payment | None:
    """The payment of an EPC code; None when it is none or has no account."""
    lines = _lines(payload)
    iban = iban_of(line_at(lines, 6))
    if line_at(lines, 0) != "BCD" or line_at(lines, 1) not in VERSIONS or iban is None:
        return None
    amount = _euros(line_at(lines, 7))
    return only_present(
        {
            Term.BIC: bic_of(line_at(lines, 4)),
            Term.SELLER_NAME: line_at(lines, 5),
            Term.IBAN: iban,
            Term.AMOUNT_DUE: amount,
            Term.CURRENCY: "EUR" if amount else None,
            Term.PAYMENT_REFERENCE: line_at(lines, 9) or line_at(lines, 10),
        }
    )


def _lines(payload: bytes) -> list[str]:
    """The lines in the character set that the third one names."""
    named = line_at(split_lines(payload[:32].decode("latin-1")), 2)
    text = decode(payload, CHARACTER_SETS.get(named, "utf-8"))
    return split_lines(text) if text else []


def _euros(text: str) -> Decimal | None:
    return amount_of(text[3:]) if text.startswith("EUR") else None
