"""Swico billing information of the Swiss QR-bill: `//S1/10/invoice number/11/date/30/UID ...`.

Source: Swico, Syntaxdefinition Rechnungsinformationen, version 1.2.
"""

import re
from datetime import date

from extractors.qr.payload import Payment, day_of, only_present
from models.terms import Term

PREFIX = "//S1/"
_DAY = r"(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})"
_ITEM = re.compile(r"(\d{2})/((?:[^/\\]|\\.)*)(?:/|$)")


def read_swico(text: str) -> Payment:
    r"""The values in a billing information; empty when it is none.

    >>> sorted(term.key for term in read_swico("//S1/10/A7/11/260412/30/106017086"))
    ['invoice_number', 'issue_date', 'seller_vat_id']
    """
    if not text.startswith(PREFIX):
        return {}
    items = {tag: re.sub(r"\\(.)", r"\1", value) for tag, value in _ITEM.findall(text[len(PREFIX) :])}
    return only_present(
        {
            Term.INVOICE_NUMBER: items.get("10"),
            Term.ISSUE_DATE: _day(items.get("11", "")),
            Term.DELIVERY_DATE: _day(items.get("31", "")),
            Term.SELLER_VAT_ID: _uid(items.get("30", "")),
        }
    )


def _day(text: str) -> date | None:
    return day_of(text, _DAY)


def _uid(text: str) -> str | None:
    return f"CHE{text}" if re.fullmatch(r"\d{9}", text) else None
