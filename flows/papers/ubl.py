"""A plain bill as UBL 2.1, an `Invoice` or a `CreditNote`, in the profile of EN 16931.

Source: EN 16931-3-2:2017; OASIS UBL 2.1.
"""

from flows.papers.bills import Bill, BillLine, Kind, TaxRow
from flows.papers.companies import Company
from flows.papers.elements import Element, Grower, written

_OASIS = "urn:oasis:names:specification:ubl:schema:xsd:"
_COMMON = {"cac": f"{_OASIS}CommonAggregateComponents-2", "cbc": f"{_OASIS}CommonBasicComponents-2"}
_PROFILE = "urn:cen.eu:en16931:2017"


def write_ubl(bill: Bill) -> bytes:
    """The bill as its seller's program would write it."""
    return _Writer(bill).write()


class _Writer(Grower):
    def __init__(self, bill: Bill) -> None:
        self.bill = bill
        self.name = "CreditNote" if bill.kind is Kind.CREDIT_NOTE else "Invoice"
        super().__init__({"": f"{_OASIS}{self.name}-2", **_COMMON})

    def write(self) -> bytes:
        bill, root = self.bill, self.root(self.name)
        self.add(root, "cbc:CustomizationID", _PROFILE)
        self.add(root, "cbc:ID", bill.number)
        self.add(root, "cbc:IssueDate", bill.issued)
        if bill.due and self.name == "Invoice":
            self.add(root, "cbc:DueDate", bill.due)
        self.add(root, f"cbc:{self.name}TypeCode", "381" if self.name == "CreditNote" else "380")
        self.add(root, "cbc:DocumentCurrencyCode", bill.currency)
        if bill.order:
            self.add(root, "cac:OrderReference/cbc:ID", bill.order)
        self._party(self.add(root, "cac:AccountingSupplierParty/cac:Party"), bill.seller)
        self._party(self.add(root, "cac:AccountingCustomerParty/cac:Party"), bill.buyer)
        if bill.delivered:
            self.add(root, "cac:Delivery/cbc:ActualDeliveryDate", bill.delivered)
        self._payment(root)
        self._taxes(root)
        self._totals(root)
        for number, line in enumerate(bill.lines, 1):
            self._line(self.add(root, f"cac:{self.name}Line"), number, line)
        return written(root)

    def _party(self, party: Element, company: Company) -> None:
        code, _, town = company.place.partition(" ")
        address = self.add(party, "cac:PostalAddress")
        self.add(address, "cbc:StreetName", company.street)
        self.add(address, "cbc:CityName", town)
        self.add(address, "cbc:PostalZone", code)
        self.add(address, "cac:Country/cbc:IdentificationCode", company.country)
        for scheme, number in (("VAT", company.vat_id), ("TAX", company.tax_number)):
            if number:
                tax = self.add(party, "cac:PartyTaxScheme")
                self.add(tax, "cbc:CompanyID", number)
                self.add(tax, "cac:TaxScheme/cbc:ID", scheme)
        entity = self.add(party, "cac:PartyLegalEntity")
        self.add(entity, "cbc:RegistrationName", company.name)
        if company.registration:
            self.add(entity, "cbc:CompanyID", company.registration)

    def _payment(self, root: Element) -> None:
        for account in self.bill.seller.accounts if self.name == "Invoice" else ():
            means = self.add(root, "cac:PaymentMeans")
            self.add(means, "cbc:PaymentMeansCode", "58")
            if self.bill.reference:
                self.add(means, "cbc:PaymentID", self.bill.reference)
            payee = self.add(means, "cac:PayeeFinancialAccount")
            self.add(payee, "cbc:ID", account.iban)
            self.add(payee, "cac:FinancialInstitutionBranch/cbc:ID", account.bic)

    def _taxes(self, root: Element) -> None:
        total = self.add(root, "cac:TaxTotal")
        self._amount(total, "cbc:TaxAmount", self.bill.tax)
        for row in self.bill.taxes:
            self._tax(self.add(total, "cac:TaxSubtotal"), row)

    def _tax(self, subtotal: Element, row: TaxRow) -> None:
        self._amount(subtotal, "cbc:TaxableAmount", row.base)
        self._amount(subtotal, "cbc:TaxAmount", row.tax)
        self._category(self.add(subtotal, "cac:TaxCategory"), row.rate)

    def _category(self, category: Element, rate: object) -> None:
        self.add(category, "cbc:ID", "S")
        self.add(category, "cbc:Percent", rate)
        self.add(category, "cac:TaxScheme/cbc:ID", "VAT")

    def _totals(self, root: Element) -> None:
        totals, bill = self.add(root, "cac:LegalMonetaryTotal"), self.bill
        self._amount(totals, "cbc:LineExtensionAmount", bill.line_sum)
        self._amount(totals, "cbc:TaxExclusiveAmount", bill.net)
        self._amount(totals, "cbc:TaxInclusiveAmount", bill.total)
        if bill.prepaid:
            self._amount(totals, "cbc:PrepaidAmount", bill.prepaid)
        self._amount(totals, "cbc:PayableAmount", bill.amount_due)

    def _line(self, item: Element, number: int, line: BillLine) -> None:
        quantity = "CreditedQuantity" if self.name == "CreditNote" else "InvoicedQuantity"
        self.add(item, "cbc:ID", number)
        self.add(item, f"cbc:{quantity}", line.quantity, unitCode="C62")
        self._amount(item, "cbc:LineExtensionAmount", line.net)
        product = self.add(item, "cac:Item")
        self.add(product, "cbc:Name", line.description)
        self._category(self.add(product, "cac:ClassifiedTaxCategory"), line.rate)
        self._amount(self.add(item, "cac:Price"), "cbc:PriceAmount", line.unit_price)

    def _amount(self, parent: Element, path: str, amount: object) -> None:
        self.add(parent, path, amount, currencyID=self.bill.currency)
