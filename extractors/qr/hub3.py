"""HUB3, the PDF417 code on the Croatian payment form: fourteen lines, amount in cents.

Source: HUB, Uputa za 2D bar kod po standardu HUB3 (euro, 2022).
"""

from extractors.qr.payload import Payment, cents_of, currency_of, decode, iban_of, line_at, only_present, split_lines
from models.terms import Term

HEADER = "HRVHUB30"


def read_hub3(payload: bytes) -> Payment | None:
    """The payment of a HUB3 code; None when it is none or has no account."""
    text = decode(payload, "utf-8")
    lines = split_lines(text) if text else []
    iban = iban_of(line_at(lines, 9))
    if line_at(lines, 0) != HEADER or iban is None:
        return None
    reference = line_at(lines, 11)
    return only_present(
        {
            Term.CURRENCY: currency_of(line_at(lines, 1)),
            Term.AMOUNT_DUE: cents_of(line_at(lines, 2)),
            Term.BUYER_NAME: line_at(lines, 3),
            Term.SELLER_NAME: line_at(lines, 6),
            Term.IBAN: iban,
            Term.PAYMENT_REFERENCE: f"{line_at(lines, 10)} {reference}".strip() if reference else None,
        }
    )
