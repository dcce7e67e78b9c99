"""Short Payment Descriptor, the Czech QR Platba: `SPD*1.0*ACC:IBAN+BIC*AM:amount*CC:currency*...`.

Source: ČBA, standard "Formát pro sdílení platebních údajů", version 1.2.
"""

from urllib.parse import unquote

from extractors.qr.payload import Payment, amount_of, bic_of, currency_of, day_of, decode, iban_of, only_present
from models.terms import Term

HEADER = "SPD*"
_DAY = r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"


def read_spayd(payload: bytes) -> Payment | None:
    """The payment of a descriptor; None when it is none or has no account."""
    text = decode(payload, "utf-8")
    if not text or not text.startswith(HEADER):
        return None
    pairs = (item.partition(":") for item in text.split("*")[2:])
    values = {key.strip().upper(): unquote(value).strip() for key, _, value in pairs}
    account, _, bic = values.get("ACC", "").partition("+")
    iban = iban_of(account)
    if iban is None:
        return None
    return only_present(
        {
            Term.IBAN: iban,
            Term.BIC: bic_of(bic),
            Term.AMOUNT_DUE: amount_of(values.get("AM", "")),
            Term.CURRENCY: currency_of(values.get("CC", "")),
            Term.DUE_DATE: day_of(values.get("DT", ""), _DAY),
            Term.PAYMENT_REFERENCE: values.get("X-VS") or values.get("RF"),
            Term.SELLER_NAME: values.get("RN"),
        }
    )
