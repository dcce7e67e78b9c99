"""UN/CEFACT Cross Industry Invoice: Factur-X, ZUGFeRD 1 and 2, XRechnung CII.

ZUGFeRD 1 is an older CII whose elements bear other names at the same places; the paths name both.

Source: EN 16931-3-3:2017 (CII D16B); ZUGFeRD 1.0, technical supplement.
"""

from extractors.einvoice.elements import Element, every, joined, text, texts
from extractors.einvoice.raw import RawInvoice, address
from models.terms import Term

DOCUMENT = "ExchangedDocument|HeaderExchangedDocument"
DEAL = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
AGREEMENT = f"{DEAL}/ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"
DELIVERY = f"{DEAL}/ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery"
SETTLEMENT = f"{DEAL}/ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"
TOTALS = "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
MEANS = "SpecifiedTradeSettlementPaymentMeans"
DATE = "DateTimeString|DateString|DateTime"
RATE = "RateApplicablePercent|ApplicablePercent"
LINE_TERMS = "SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement"
LINE_DELIVERY = "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery"
LINE_SETTLEMENT = "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement"
LINE_TOTALS = "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
GROUPING_LINES = {"GROUP", "INFORMATION"}

PATHS = {
    Term.INVOICE_NUMBER: f"{DOCUMENT}/ID",
    Term.ISSUE_DATE: f"{DOCUMENT}/IssueDateTime/{DATE}",
    Term.DELIVERY_DATE: f"{DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/{DATE}",
    Term.CURRENCY: f"{SETTLEMENT}/InvoiceCurrencyCode",
    Term.SELLER_NAME: f"{AGREEMENT}/SellerTradeParty/Name",
    Term.SELLER_REGISTRATION_ID: f"{AGREEMENT}/SellerTradeParty/SpecifiedLegalOrganization/ID",
    Term.BUYER_NAME: f"{AGREEMENT}/BuyerTradeParty/Name",
    Term.ORDER_REFERENCE: f"{AGREEMENT}/BuyerOrderReferencedDocument/IssuerAssignedID|ID",
    Term.PAYMENT_REFERENCE: f"{SETTLEMENT}/PaymentReference",
    Term.IBAN: f"{SETTLEMENT}/{MEANS}/PayeePartyCreditorFinancialAccount/IBANID|ProprietaryID",
    Term.BIC: f"{SETTLEMENT}/{MEANS}/PayeeSpecifiedCreditorFinancialInstitution/BICID",
    Term.TOTAL_NET: f"{SETTLEMENT}/{TOTALS}/TaxBasisTotalAmount",
    Term.TOTAL_GROSS: f"{SETTLEMENT}/{TOTALS}/GrandTotalAmount",
    Term.AMOUNT_DUE: f"{SETTLEMENT}/{TOTALS}/DuePayableAmount",
}


def read_cii(root: Element) -> RawInvoice:
    """The raw values of a `CrossIndustryInvoice` or `CrossIndustryDocument`."""
    raw = RawInvoice("cii", text(root, f"{DOCUMENT}/TypeCode"))
    raw.texts = {term: texts(root, path) for term, path in PATHS.items()}
    raw.texts[Term.DUE_DATE] = _due_dates(root)
    raw.texts[Term.TOTAL_TAX] = _total_tax(root, text(root, PATHS[Term.CURRENCY]))
    for seller in every(root, f"{AGREEMENT}/SellerTradeParty"):
        raw.texts[Term.SELLER_ADDRESS] = _address(seller)
        raw.texts[Term.SELLER_VAT_ID] = _tax_numbers(seller, {"VA"})
        raw.texts[Term.SELLER_TAX_NUMBER] = _tax_numbers(seller, {"FC"})
    for buyer in every(root, f"{AGREEMENT}/BuyerTradeParty"):
        raw.texts[Term.BUYER_VAT_ID] = _tax_numbers(buyer, {"VA"})
    raw.charges = texts(root, f"{SETTLEMENT}/{TOTALS}/ChargeTotalAmount")
    raw.allowances = texts(root, f"{SETTLEMENT}/{TOTALS}/AllowanceTotalAmount")
    raw.lines = [_line(item) for item in every(root, f"{DEAL}/IncludedSupplyChainTradeLineItem") if not _groups(item)]
    raw.taxes = [_tax(row) for row in every(root, f"{SETTLEMENT}/ApplicableTradeTax")]
    return raw


def _due_dates(root: Element) -> list[str]:
    """Terms without a discount first: the date until which a discount is granted is no due date."""
    terms = every(root, f"{SETTLEMENT}/SpecifiedTradePaymentTerms")
    terms.sort(key=lambda term: bool(every(term, "ApplicableTradePaymentDiscountTerms")))
    return [date for term in terms for date in texts(term, f"DueDateDateTime/{DATE}")]


def _total_tax(root: Element, currency: str | None) -> list[str]:
    """The total in the invoice's currency first; another one is that of the tax authority (BT-111)."""
    totals = every(root, f"{SETTLEMENT}/{TOTALS}/TaxTotalAmount")
    totals.sort(key=lambda total: total.get("currencyID", currency) != currency)
    return [amount for total in totals if (amount := (total.text or "").strip())]


def _tax_numbers(party: Element, schemes: set[str]) -> list[str]:
    numbers = every(party, "SpecifiedTaxRegistration/ID")
    return [(number.text or "").strip() for number in numbers if number.get("schemeID") in schemes and number.text]


def _address(party: Element) -> list[str]:
    lines = texts(party, "PostalTradeAddress/LineOne|LineTwo|LineThree")
    place = joined(party, "PostalTradeAddress/PostcodeCode", "PostalTradeAddress/CityName")
    return address(*lines, place, text(party, "PostalTradeAddress/CountryID"))


def _groups(item: Element) -> bool:
    """Whether a line only groups or explains others, as the extended profile allows."""
    return text(item, "AssociatedDocumentLineDocument/LineStatusReasonCode") in GROUPING_LINES


def _line(item: Element) -> dict[str, str | None]:
    quantity = next(iter(every(item, f"{LINE_DELIVERY}/BilledQuantity")), None)
    price = f"{LINE_TERMS}/NetPriceProductTradePrice"
    return {
        "description": text(item, "SpecifiedTradeProduct/Name") or text(item, "SpecifiedTradeProduct/Description"),
        "quantity": quantity.text if quantity is not None else None,
        "unit": quantity.get("unitCode") if quantity is not None else None,
        "unit_price": text(item, f"{price}/ChargeAmount"),
        "base_quantity": text(item, f"{price}/BasisQuantity"),
        "net_amount": text(item, f"{LINE_SETTLEMENT}/{LINE_TOTALS}/LineTotalAmount"),
        "vat_rate": text(item, f"{LINE_SETTLEMENT}/ApplicableTradeTax/{RATE}"),
    }


def _tax(row: Element) -> dict[str, str | None]:
    return {
        "vat_rate": text(row, RATE),
        "net_amount": text(row, "BasisAmount"),
        "tax_amount": text(row, "CalculatedAmount"),
    }
