"""A generated invoice as Factur-X XML (CII D16B), and that attached to its PDF.

Source: EN 16931-3-3; Factur-X 1.07, chapter 6.
"""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pikepdf
from lxml import etree

from flows.samples.invoices import Party, SampleInvoice, SampleLine, SampleTax

RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
NAMESPACES = {"rsm": RSM, "ram": RAM, "udt": UDT}
GUIDELINE = "urn:cen.eu:en16931:2017"
FILE_NAME = "factur-x.xml"

Element = etree._Element  # noqa: SLF001 - the type has no public name


def write_xml(invoice: SampleInvoice) -> bytes:
    """The invoice in the profile EN 16931."""
    root = etree.Element(f"{{{RSM}}}CrossIndustryInvoice", nsmap=NAMESPACES)
    context = _add(root, "rsm:ExchangedDocumentContext")
    _add(context, "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID", GUIDELINE)
    document = _add(root, "rsm:ExchangedDocument")
    _add(document, "ram:ID", invoice.number)
    _add(document, "ram:TypeCode", "381" if invoice.credit_note else "380")
    _add_day(document, "ram:IssueDateTime", invoice.issued)
    deal = _add(root, "rsm:SupplyChainTradeTransaction")
    for number, line in enumerate(invoice.lines, 1):
        _add_line(deal, number, line)
    _add_agreement(deal, invoice)
    delivery = _add(deal, "ram:ApplicableHeaderTradeDelivery")
    _add_day(delivery, "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime", invoice.delivered)
    _add_settlement(deal, invoice)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def attach_xml(pdf: bytes, xml: bytes, name: str = FILE_NAME) -> bytes:
    """The PDF with the XML attached as an alternative of it, under the name of a standard."""
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        attachment = pikepdf.AttachedFileSpec(
            document,
            xml,
            description="Factur-X" if name == FILE_NAME else "e-invoice",
            filename=name,
            mime_type="text/xml",
            creation_date="",
            mod_date="",
        )
        attachment.relationship = pikepdf.Name.Alternative
        document.attachments[name] = attachment
        document.save(written, deterministic_id=True)
    return written.getvalue()


def _add(parent: Element, path: str, text: str | None = None, **attributes: str) -> Element:
    """New elements along `path`; the last one holds the text."""
    for step in path.split("/"):
        prefix, name = step.split(":")
        parent = etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{name}")
    parent.text = text
    for name, value in attributes.items():
        parent.set(name, value)
    return parent


def _add_day(parent: Element, path: str, day: date | None) -> None:
    if day:
        _add(parent, f"{path}/udt:DateTimeString", f"{day:%Y%m%d}", format="102")


def _add_line(deal: Element, number: int, line: SampleLine) -> None:
    item = _add(deal, "ram:IncludedSupplyChainTradeLineItem")
    _add(item, "ram:AssociatedDocumentLineDocument/ram:LineID", str(number))
    _add(item, "ram:SpecifiedTradeProduct/ram:Name", line.description)
    price = _add(item, "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice")
    _add(price, "ram:ChargeAmount", str(line.unit_price))
    _add(item, "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity", str(line.quantity), unitCode="C62")
    settlement = _add(item, "ram:SpecifiedLineTradeSettlement")
    _add_tax_kind(_add(settlement, "ram:ApplicableTradeTax"), line.rate)
    _add(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount", str(line.net))


def _add_tax_kind(tax: Element, rate: Decimal) -> None:
    _add(tax, "ram:TypeCode", "VAT")
    _add(tax, "ram:CategoryCode", "S")
    _add(tax, "ram:RateApplicablePercent", str(rate))


def _add_agreement(deal: Element, invoice: SampleInvoice) -> None:
    agreement = _add(deal, "ram:ApplicableHeaderTradeAgreement")
    _add_party(agreement, "ram:SellerTradeParty", invoice.seller)
    _add_party(agreement, "ram:BuyerTradeParty", invoice.buyer)
    if invoice.order:
        _add(agreement, "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID", invoice.order)


def _add_party(agreement: Element, name: str, party: Party) -> None:
    element = _add(agreement, name)
    _add(element, "ram:Name", party.name)
    address = _add(element, "ram:PostalTradeAddress")
    _add(address, "ram:PostcodeCode", party.postal_code)
    _add(address, "ram:LineOne", party.street)
    _add(address, "ram:CityName", party.town)
    _add(address, "ram:CountryID", party.country)
    if party.vat_id:
        _add(element, "ram:SpecifiedTaxRegistration/ram:ID", party.vat_id, schemeID="VA")


def _add_settlement(deal: Element, invoice: SampleInvoice) -> None:
    settlement = _add(deal, "ram:ApplicableHeaderTradeSettlement")
    if invoice.reference:
        _add(settlement, "ram:PaymentReference", invoice.reference)
    _add(settlement, "ram:InvoiceCurrencyCode", invoice.currency)
    if not invoice.credit_note:
        _add_account(settlement, invoice.seller)
    for row in invoice.taxes:
        _add_tax_row(settlement, row)
    _add_day(settlement, "ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime", invoice.due)
    _add_totals(settlement, invoice)


def _add_account(settlement: Element, seller: Party) -> None:
    means = _add(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")
    _add(means, "ram:TypeCode", "58")
    _add(means, "ram:PayeePartyCreditorFinancialAccount/ram:IBANID", seller.iban)
    _add(means, "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID", seller.bic)


def _add_tax_row(settlement: Element, row: SampleTax) -> None:
    tax = _add(settlement, "ram:ApplicableTradeTax")
    _add(tax, "ram:CalculatedAmount", str(row.tax))
    _add(tax, "ram:TypeCode", "VAT")
    _add(tax, "ram:BasisAmount", str(row.base))
    _add(tax, "ram:CategoryCode", "S")
    _add(tax, "ram:RateApplicablePercent", str(row.rate))


def _add_totals(settlement: Element, invoice: SampleInvoice) -> None:
    totals = _add(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    _add(totals, "ram:LineTotalAmount", str(invoice.net))
    _add(totals, "ram:TaxBasisTotalAmount", str(invoice.net))
    _add(totals, "ram:TaxTotalAmount", str(invoice.tax), currencyID=invoice.currency)
    _add(totals, "ram:GrandTotalAmount", str(invoice.total))
    _add(totals, "ram:TotalPrepaidAmount", str(invoice.prepaid))
    _add(totals, "ram:DuePayableAmount", str(invoice.amount_due))
