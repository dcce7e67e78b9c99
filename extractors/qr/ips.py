"""NBS IPS, the Serbian payment code: `K:PR|V:01|C:1|R:account|N:payee|I:RSD100,00|...`.

The account is a domestic one and stays unread, for an IBAN is not in the code.

Source: Narodna banka Srbije, IPS QR kôd, tehnička specifikacija.
"""

from extractors.qr.payload import Payment, amount_of, currency_of, decode, only_present
from models.terms import Term

HEADERS = ("K:PR|", "K:PT|")


def read_ips(payload: bytes) -> Payment | None:
    """The payment of an IPS code; None when it is none."""
    text = decode(payload, "utf-8")
    if not text or not text.startswith(HEADERS):
        return None
    values = {tag: value.strip() for tag, _, value in (item.partition(":") for item in text.split("|"))}
    money = values.get("I", "")
    return only_present(
        {
            Term.SELLER_NAME: _first_line(values.get("N", "")),
            Term.BUYER_NAME: _first_line(values.get("P", "")),
            Term.CURRENCY: currency_of(money[:3]),
            Term.AMOUNT_DUE: amount_of(money[3:]),
            Term.PAYMENT_REFERENCE: values.get("RO"),
        }
    )


def _first_line(text: str) -> str:
    """The name above an address."""
    return next(iter(text.splitlines()), "").strip()
