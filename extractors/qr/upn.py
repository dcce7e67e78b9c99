"""UPN QR, the code on the Slovenian payment form.

Twenty lines in ISO-8859-2: UPNQR, five of the payer's account, the payer, amount in cents, date, urgency, purpose,
due date, the payee's account, reference and address, and the number of characters before as a check.

Source: ZBS, Tehnični standard UPN QR (2016, amended 2024).
"""

from extractors.qr.payload import Payment, cents_of, day_of, decode, iban_of, line_at, only_present, split_lines
from models.terms import Term

ENCODING = "iso-8859-2"
HEADER = "UPNQR"
CHECKED_LINES = 19


def read_upn(payload: bytes) -> Payment | None:
    """The payment of a UPN code; None when it is none or has no account."""
    text = decode(payload, ENCODING)
    lines = split_lines(text) if text else []
    iban = iban_of(line_at(lines, 14))
    if line_at(lines, 0) != HEADER or iban is None:
        return None
    amount = cents_of(line_at(lines, 8))
    return only_present(
        {
            Term.BUYER_NAME: line_at(lines, 5),
            Term.AMOUNT_DUE: amount,
            Term.CURRENCY: "EUR" if amount else None,
            Term.DUE_DATE: day_of(line_at(lines, 13), r"(?P<d>\d{2})\.(?P<m>\d{2})\.(?P<y>\d{4})"),
            Term.IBAN: iban,
            Term.PAYMENT_REFERENCE: line_at(lines, 15),
            Term.SELLER_NAME: line_at(lines, 16),
        }
    )


def is_upn_whole(payload: bytes) -> bool:
    """Whether the twentieth line tells the number of characters of those before it, their line ends included."""
    lines = payload.split(b"\n")
    told = lines[CHECKED_LINES].strip() if len(lines) > CHECKED_LINES else b""
    counted = sum(len(line) + 1 for line in lines[:CHECKED_LINES])
    return told.isdigit() and int(told) == counted
