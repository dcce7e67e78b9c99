"""The Polish 2D payment code: `tax number|PL|account|grosze|payee|title|...`.

The account is an IBAN without its country, which stands in the field before.

Source: Związek Banków Polskich, Rekomendacja dotycząca kodu dwuwymiarowego (2D), 2013.
"""

import re

from extractors.qr.payload import Payment, cents_of, decode, only_present
from models.terms import Term
from models.vat_ids import is_valid_vat_id

FEWEST_FIELDS = 6
_ACCOUNT = re.compile(r"\d{26}")


def read_polish(payload: bytes) -> Payment | None:
    """The payment of a Polish code; None when it is none."""
    fields = [field.strip() for field in (decode(payload, "utf-8") or "").split("|")]
    if len(fields) < FEWEST_FIELDS or fields[1] != "PL" or not _ACCOUNT.fullmatch(fields[2]):
        return None
    amount = cents_of(fields[3])
    vat_id = f"PL{fields[0]}"
    return only_present(
        {
            Term.IBAN: f"PL{fields[2]}",
            Term.AMOUNT_DUE: amount,
            Term.CURRENCY: "PLN" if amount else None,
            Term.SELLER_NAME: fields[4],
            Term.SELLER_VAT_ID: vat_id if is_valid_vat_id(vat_id) else None,
            Term.PAYMENT_REFERENCE: fields[5],
        }
    )
