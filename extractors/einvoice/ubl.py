"""OASIS UBL 2.1 Invoice and CreditNote: XRechnung UBL, Peppol BIS Billing 3, national profiles.

Source: EN 16931-3-2:2017; OASIS UBL 2.1.
"""

from extractors.einvoice.elements import Element, every, joined, local_name, text, texts
from extractors.einvoice.raw import RawInvoice, address
from models.terms import Term

SELLER = "AccountingSupplierParty/Party"
BUYER = "AccountingCustomerParty/Party"
TOTALS = "LegalMonetaryTotal"
CREDIT_NOTE_CODE = "381"
NOT_AVAILABLE = {"NA", "N/A"}  # Peppol asks for an order number even where there is none

PATHS = {
    Term.INVOICE_NUMBER: "ID",
    Term.ISSUE_DATE: "IssueDate",
    Term.DELIVERY_DATE: "Delivery/ActualDeliveryDate",
    Term.CURRENCY: "DocumentCurrencyCode",
    Term.PAYMENT_REFERENCE: "PaymentMeans/PaymentID",
    Term.IBAN: "PaymentMeans/PayeeFinancialAccount/ID",
    Term.BIC: "PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID",
    Term.TOTAL_NET: f"{TOTALS}/TaxExclusiveAmount",
    Term.TOTAL_GROSS: f"{TOTALS}/TaxInclusiveAmount",
    Term.AMOUNT_DUE: f"{TOTALS}/PayableAmount",
}


def read_ubl(root: Element) -> RawInvoice:
    """The raw values of a UBL `Invoice` or `CreditNote`."""
    raw = RawInvoice("ubl", _type_code(root))
    raw.texts = {term: texts(root, path) for term, path in PATHS.items()}
    raw.texts[Term.DUE_DATE] = [
        *texts(root, "DueDate"),
        *texts(root, "PaymentMeans/PaymentDueDate"),
        *texts(root, "PaymentTerms/PaymentDueDate"),
    ]
    raw.texts[Term.ORDER_REFERENCE] = [r for r in texts(root, "OrderReference/ID") if r.upper() not in NOT_AVAILABLE]
    raw.texts[Term.TOTAL_TAX] = _total_tax(root, text(root, "DocumentCurrencyCode"))
    _read_seller(raw, root)
    _read_buyer(raw, root)
    raw.charges = texts(root, f"{TOTALS}/ChargeTotalAmount")
    raw.allowances = texts(root, f"{TOTALS}/AllowanceTotalAmount")
    raw.lines = [_line(line) for line in every(root, "InvoiceLine|CreditNoteLine")]
    raw.taxes = [_tax(row) for row in every(root, "TaxTotal/TaxSubtotal")]
    return raw


def _type_code(root: Element) -> str | None:
    code = text(root, "InvoiceTypeCode|CreditNoteTypeCode")
    return code or (CREDIT_NOTE_CODE if local_name(root) == "CreditNote" else None)


def _read_seller(raw: RawInvoice, root: Element) -> None:
    for party in every(root, SELLER):
        raw.texts[Term.SELLER_NAME] = _names(party)
        raw.texts[Term.SELLER_ADDRESS] = _address(party)
        raw.texts[Term.SELLER_VAT_ID] = _tax_numbers(party, vat=True)
        raw.texts[Term.SELLER_TAX_NUMBER] = _tax_numbers(party, vat=False)
        raw.texts[Term.SELLER_REGISTRATION_ID] = texts(party, "PartyLegalEntity/CompanyID")


def _read_buyer(raw: RawInvoice, root: Element) -> None:
    for party in every(root, BUYER):
        raw.texts[Term.BUYER_NAME] = _names(party)
        raw.texts[Term.BUYER_VAT_ID] = _tax_numbers(party, vat=True)


def _names(party: Element) -> list[str]:
    """The registered name (BT-27, BT-44) first, then the trading name."""
    return [*texts(party, "PartyLegalEntity/RegistrationName"), *texts(party, "PartyName/Name")]


def _tax_numbers(party: Element, *, vat: bool) -> list[str]:
    schemes = [scheme for scheme in every(party, "PartyTaxScheme") if _is_vat(scheme) == vat]
    return [number for scheme in schemes for number in texts(scheme, "CompanyID")]


def _is_vat(scheme: Element) -> bool:
    return (text(scheme, "TaxScheme/ID") or "VAT").upper() == "VAT"


def _address(party: Element) -> list[str]:
    lines = texts(party, "PostalAddress/StreetName|AdditionalStreetName")
    lines += texts(party, "PostalAddress/AddressLine/Line")
    place = joined(party, "PostalAddress/PostalZone", "PostalAddress/CityName")
    return address(*lines, place, text(party, "PostalAddress/Country/IdentificationCode"))


def _total_tax(root: Element, currency: str | None) -> list[str]:
    """The total in the invoice's currency first; another one is that of the tax authority (BT-111)."""
    totals = every(root, "TaxTotal/TaxAmount")
    totals.sort(key=lambda total: total.get("currencyID", currency) != currency)
    return [amount for total in totals if (amount := (total.text or "").strip())]


def _line(line: Element) -> dict[str, str | None]:
    quantity = next(iter(every(line, "InvoicedQuantity|CreditedQuantity")), None)
    return {
        "description": text(line, "Item/Name") or text(line, "Item/Description"),
        "quantity": quantity.text if quantity is not None else None,
        "unit": quantity.get("unitCode") if quantity is not None else None,
        "unit_price": text(line, "Price/PriceAmount"),
        "base_quantity": text(line, "Price/BaseQuantity"),
        "net_amount": text(line, "LineExtensionAmount"),
        "vat_rate": text(line, "Item/ClassifiedTaxCategory/Percent"),
    }


def _tax(row: Element) -> dict[str, str | None]:
    return {
        "vat_rate": text(row, "TaxCategory/Percent"),
        "net_amount": text(row, "TaxableAmount"),
        "tax_amount": text(row, "TaxAmount"),
    }
