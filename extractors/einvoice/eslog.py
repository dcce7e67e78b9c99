"""e-SLOG 2.0, the Slovenian e-invoice: the EDIFACT message INVOIC D.01B written as XML.

Segments are `S_`, composites `C_`, data elements `D_`, groups `G_`; a code in the segment says what its value means.

Source: e-SLOG 2.0 (EPOS, Slovenia), mapping of EN 16931-1 to INVOIC D.01B.
"""

from extractors.einvoice.elements import Element, every, joined, local_name, text, texts
from extractors.einvoice.raw import RawInvoice, address
from models.terms import Term

AMOUNTS = {Term.TOTAL_NET: "389", Term.TOTAL_TAX: "176", Term.TOTAL_GROSS: "388", Term.AMOUNT_DUE: "9"}
DATES = {Term.ISSUE_DATE: "137", Term.DELIVERY_DATE: "35"}
DUE_DATE = "13"
REFERENCES = {Term.ORDER_REFERENCE: "ON", Term.PAYMENT_REFERENCE: "PQ"}
SELLER_NUMBERS = {Term.SELLER_VAT_ID: "VA", Term.SELLER_TAX_NUMBER: "AHP", Term.SELLER_REGISTRATION_ID: "0199"}
SELLER, BUYER, PAYEE = "SE", "BY", "PE"
NET_PRICE = "AAA"
LINE_NET, TAX_BASE, TAX_AMOUNT = "203", "125", "124"
NAME_PARTS = "D_3036|D_3036_2|D_3036_3|D_3036_4"
STREET_PARTS = "D_3042|D_3042_2|D_3042_3|D_3042_4"


def read_eslog(root: Element) -> RawInvoice:
    """The raw values of an e-SLOG 2.0 `Invoice`, or of its message `M_INVOIC`."""
    message = root if local_name(root) == "M_INVOIC" else next(iter(every(root, "M_INVOIC")), root)
    raw = RawInvoice("eslog", text(message, "S_BGM/C_C002/D_1001"))
    raw.texts = {
        Term.INVOICE_NUMBER: texts(message, "S_BGM/C_C106/D_1004"),
        Term.CURRENCY: texts(message, "G_SG7/S_CUX/C_C504/D_6345"),
        Term.DUE_DATE: _dates(message, "G_SG8/S_DTM", DUE_DATE),
    }
    raw.texts |= {term: _dates(message, "S_DTM", code) for term, code in DATES.items()}
    raw.texts |= {term: _references(message, "G_SG1", code) for term, code in REFERENCES.items()}
    raw.texts |= {term: _amounts(message, "G_SG50/S_MOA", code) for term, code in AMOUNTS.items()}
    _read_parties(raw, message)
    raw.lines = [_line(item) for item in every(message, "G_SG26")]
    raw.taxes = [_tax(row) for row in every(message, "G_SG52")]
    return raw


def _coded(segments: list[Element], code_path: str, code: str, value_path: str) -> list[str]:
    """The values of those segments whose code is `code`."""
    return [value for s in segments if text(s, code_path) == code for value in texts(s, value_path)]


def _dates(element: Element, path: str, code: str) -> list[str]:
    return _coded(every(element, path), "C_C507/D_2005", code, "C_C507/D_2380")


def _amounts(element: Element, path: str, code: str) -> list[str]:
    return _coded(every(element, path), "C_C516/D_5025", code, "C_C516/D_5004")


def _references(element: Element, group: str, code: str) -> list[str]:
    return _coded(every(element, f"{group}/S_RFF"), "C_C506/D_1153", code, "C_C506/D_1154")


def _parties(message: Element, role: str) -> list[Element]:
    return [party for party in every(message, "G_SG2") if text(party, "S_NAD/D_3035") == role]


def _read_parties(raw: RawInvoice, message: Element) -> None:
    for seller in _parties(message, SELLER):
        raw.texts[Term.SELLER_NAME] = _names(seller)
        raw.texts[Term.SELLER_ADDRESS] = _address(seller)
        raw.texts |= {term: _references(seller, "G_SG3", code) for term, code in SELLER_NUMBERS.items()}
    for buyer in _parties(message, BUYER):
        raw.texts[Term.BUYER_NAME] = _names(buyer)
        raw.texts[Term.BUYER_VAT_ID] = _references(buyer, "G_SG3", SELLER_NUMBERS[Term.SELLER_VAT_ID])
    for payee in _parties(message, PAYEE) + _parties(message, SELLER):
        raw.texts.setdefault(Term.IBAN, []).extend(texts(payee, "S_FII/C_C078/D_3194"))
        raw.texts.setdefault(Term.BIC, []).extend(texts(payee, "S_FII/C_C088/D_3433"))


def _names(party: Element) -> list[str]:
    """A long name may be broken over several elements."""
    name = joined(party, f"S_NAD/C_C080/{NAME_PARTS}")
    return [name] if name else []


def _address(party: Element) -> list[str]:
    place = joined(party, "S_NAD/D_3251", "S_NAD/D_3164")
    return address(*texts(party, f"S_NAD/C_C059/{STREET_PARTS}"), place, text(party, "S_NAD/D_3207"))


def _line(item: Element) -> dict[str, str | None]:
    prices = [price for price in every(item, "G_SG29/S_PRI/C_C509") if text(price, "D_5125") == NET_PRICE]
    price = prices[0] if prices else item
    names = [name for name in (joined(imd, "C_C273/D_7008|D_7008_2") for imd in every(item, "S_IMD")) if name]
    return {
        "description": next(iter(names), None),
        "quantity": text(item, "S_QTY/C_C186/D_6060"),
        "unit": text(item, "S_QTY/C_C186/D_6411"),
        "unit_price": text(price, "D_5118"),
        "base_quantity": text(price, "D_5284"),
        "net_amount": next(iter(_amounts(item, "G_SG27/S_MOA", LINE_NET)), None),
        "vat_rate": text(item, "G_SG34/S_TAX/C_C243/D_5278"),
    }


def _tax(row: Element) -> dict[str, str | None]:
    return {
        "vat_rate": text(row, "S_TAX/C_C243/D_5278"),
        "net_amount": next(iter(_amounts(row, "S_MOA", TAX_BASE)), None),
        "tax_amount": next(iter(_amounts(row, "S_MOA", TAX_AMOUNT)), None),
    }
