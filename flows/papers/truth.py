"""What a document says: values that are printed, those that are not, those that nobody can hold against a reader.

A key is true when a text that carries it was drawn. What is not drawn is `absent`, unless the page leaves it open: the
amount to be paid where only a total stands, a number printed under another name. Then it is in neither, and not scored.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.papers.bills import Bill, Kind
from flows.papers.forms import SIGNS
from flows.papers.identity import numbers_of, vat_readings
from flows.papers.issuers import Issuer
from flows.papers.layout import Layout
from flows.papers.marks import Squares, Text
from flows.papers.payments import says_same_day
from flows.papers.printing import Sheet
from models.identifiers import compact_identifier
from models.terms import Term

SCORED = tuple(term.key for term in Term)
_LINE_KEYS = {"amount": "net_amount", "rate": "vat_rate"}


@dataclass(frozen=True, slots=True)
class Truth:
    """As manifests have it. `places` tells the boxes of each value: page, x0, top, x1, bottom."""

    truth: dict[str, Any]
    alternatives: dict[str, list[str]]
    absent: list[str]
    places: dict[str, list[list[float]]]


def truth_of(layout: Layout, sheets: Sequence[Sheet]) -> Truth:
    """The truth of a document as it was drawn."""
    bill = layout.bill
    places = _places(sheets)
    if not bill.kind.has_fields:
        return Truth({}, {}, list(SCORED), {})
    values = _values(bill, layout)
    shown = {key: value for key, value in values.items() if key in places and value}
    shown["document_type"] = bill.kind.value
    if _shows_currency(bill, sheets):
        shown["currency"] = bill.currency
    else:
        shown.pop("currency", None)
    open_keys = _open(layout, sheets, shown)
    truth: dict[str, Any] = {key: shown[key] for key in SCORED if key in shown}
    items = [] if bill.inclusive else _line_items(bill, places)
    taxes = _tax_breakdown(bill)
    truth |= ({"tax_breakdown": taxes} if taxes else {}) | ({"line_items": items} if items else {})
    absent = [key for key in SCORED if key not in shown and key not in open_keys]
    alternatives = {key: forms for key, forms in _alternatives(layout).items() if key in shown and forms}
    return Truth(truth, alternatives, absent, places)


def _places(sheets: Sequence[Sheet]) -> dict[str, list[list[float]]]:
    places: dict[str, list[list[float]]] = {}
    for number, sheet in enumerate(sheets):
        for mark in sheet.marks:
            if isinstance(mark, Text) and mark.key:
                box = (mark.x, mark.y - mark.size * 0.8, mark.x + mark.width, mark.y + mark.size * 0.22)
                places.setdefault(mark.key, []).append([number, *(round(edge, 1) for edge in box)])
    return places


def _values(bill: Bill, layout: Layout) -> dict[str, str]:
    printed = {one.key: one.text for one in layout.numbers()}
    return {
        "invoice_number": bill.number,
        "issue_date": bill.issued.isoformat(),
        "due_date": bill.due.isoformat() if bill.due else "",
        "delivery_date": bill.delivered.isoformat() if bill.delivered else "",
        "seller_name": bill.seller.name,
        "seller_address": bill.seller.address,
        "seller_vat_id": compact_identifier(printed.get("seller_vat_id", "")),
        "seller_tax_number": compact_identifier(printed.get("seller_tax_number", "")),
        "seller_registration_id": compact_identifier(printed.get("seller_registration_id", "")),
        "buyer_name": bill.buyer.name,
        "buyer_vat_id": compact_identifier(layout.buyer_vat()),
        "order_reference": bill.order,
        "payment_reference": bill.reference,
        "iban": bill.seller.iban,
        "bic": bill.seller.bic,
        "total_net": str(bill.net),
        "total_tax": str(bill.tax),
        "total_gross": str(bill.total),
        "amount_due": str(bill.amount_due),
    }


def _alternatives(layout: Layout) -> dict[str, list[str]]:
    """Other forms that are right too: VAT numbers with and without their prefix, further accounts."""
    bill = layout.bill
    printed = {one.key: one.text for one in layout.numbers()}
    further = bill.seller.accounts[1:] if layout.habits.all_accounts else ()
    vats = {"seller_vat_id": (bill.seller.vat_id, printed.get("seller_vat_id", ""))}
    vats["buyer_vat_id"] = (bill.buyer.vat_id, layout.buyer_vat())
    return {
        **{key: vat_readings(vat, text)[1:] for key, (vat, text) in vats.items() if text},
        "iban": [account.iban for account in further],
        "bic": [account.bic for account in further],
    }


def _shows_currency(bill: Bill, sheets: Sequence[Sheet]) -> bool:
    """Whether the code or the sign of the currency stands anywhere."""
    sign = re.escape(SIGNS.get(bill.currency, bill.currency))
    form = re.compile(rf"(?<![A-Za-z]){bill.currency}(?![A-Za-z])|(?<![A-Za-z]){sign}(?![A-Za-z])")
    return any(form.search(mark.text) for sheet in sheets for mark in sheet.marks if isinstance(mark, Text))


def _open(layout: Layout, sheets: Sequence[Sheet], shown: Mapping[str, str]) -> set[str]:
    """Keys that are not printed and yet not absent."""
    bill = layout.bill
    codes = any(isinstance(mark, Squares) for sheet in sheets for mark in sheet.marks)
    open_keys = {"currency", "amount_due"} | ({"payment_reference", "bic", "iban"} if codes else set())
    if not bill.tax:
        open_keys.add("total_net")
    if says_same_day(layout) or "period" in bill.facts:
        open_keys.add("delivery_date")
    if bill.seller.country == "US":
        open_keys.add("seller_vat_id")
    if _same_figures(bill, layout.issuer, shown):
        open_keys |= {"seller_vat_id", "seller_tax_number", "seller_registration_id"}
    return open_keys - set(shown)


def _same_figures(bill: Bill, issuer: Issuer, shown: Mapping[str, str]) -> bool:
    """Whether one of the seller's printed numbers is another one too."""
    numbers = numbers_of(bill.seller, issuer.identity, bill.regime)
    own = [_figures(bill.seller.vat_id), _figures(bill.seller.tax_number), _figures(bill.seller.registration)]
    return any(
        one.key in shown and sum(bool(other) and other[:8] == _figures(one.text)[:8] for other in own) > 1
        for one in numbers
    )


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _line_items(bill: Bill, printed: Iterable[str]) -> list[dict[str, str]]:
    """The lines with those of their values that are printed."""
    keys, items = set(printed), []
    for at, line in enumerate(bill.lines):
        values = {
            "description": line.description,
            "quantity": str(line.quantity),
            "unit": line.unit,
            "unit_price": str(line.unit_price),
            "amount": str(line.net),
            "rate": str(line.rate),
        }
        shown = {_LINE_KEYS.get(key, key): value for key, value in values.items() if f"line/{at}/{key}" in keys}
        if "net_amount" in shown:
            items.append(shown)
    return items


def _tax_breakdown(bill: Bill) -> list[dict[str, str]]:
    return [
        {"vat_rate": str(row.rate), "net_amount": str(row.base), "tax_amount": str(row.tax)}
        for row in bill.taxes
        if row.rate and bill.kind is not Kind.DELIVERY_NOTE
    ]
