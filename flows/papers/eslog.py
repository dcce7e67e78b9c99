"""A plain bill as e-SLOG 2.0, the e-invoice of Slovenia: the EDIFACT message INVOIC D.01B in XML.

Source: e-SLOG 2.0 (EPOS, Slovenia), mapping of EN 16931-1 to INVOIC D.01B.
"""

from flows.papers.bills import Bill, BillLine, Kind, TaxRow
from flows.papers.companies import Company
from flows.papers.elements import Element, Grower, written

_NAMESPACE = "urn:eslog:2.00"
_NAME_LENGTH = 70  # of one element; a longer name goes on in the next


def write_eslog(bill: Bill) -> bytes:
    """The bill as its seller's program would write it."""
    return _Writer(bill).write()


class _Writer(Grower):
    def __init__(self, bill: Bill) -> None:
        super().__init__({"": _NAMESPACE})
        self.bill = bill

    def write(self) -> bytes:
        bill, root = self.bill, self.root("Invoice")
        message = self.add(root, "M_INVOIC", Id="data")
        self._head(message)
        self._party(message, "BY", bill.buyer)
        self._party(message, "SE", bill.seller)
        self._coded(message, "G_SG7/S_CUX/C_C504", D_6347="2", D_6345=bill.currency)
        terms = self.add(message, "G_SG8")
        self.add(terms, "S_PAT/D_4279", "1")
        if bill.due:
            self._coded(terms, "S_DTM/C_C507", D_2005="13", D_2380=bill.due)
        self.add(terms, "S_PAI/C_C534/D_4461", "30")
        for number, line in enumerate(bill.lines, 1):
            self._line(self.add(message, "G_SG26"), number, line)
        self.add(message, "S_UNS/D_0081", "D")
        self._totals(message)
        for row in bill.taxes:
            self._tax(self.add(message, "G_SG52"), row)
        return written(root)

    def _head(self, message: Element) -> None:
        bill = self.bill
        unh = self.add(message, "S_UNH")
        self.add(unh, "D_0062", "1")
        self._coded(unh, "C_S009", D_0065="INVOIC", D_0052="D", D_0054="01B", D_0051="UN")
        bgm = self.add(message, "S_BGM")
        self.add(bgm, "C_C002/D_1001", "381" if bill.kind is Kind.CREDIT_NOTE else "380")
        self.add(bgm, "C_C106/D_1004", bill.number)
        for code, day in (("137", bill.issued), ("35", bill.delivered)):
            if day:
                self._coded(message, "S_DTM/C_C507", D_2005=code, D_2380=day)
        for code, reference in (("PQ", bill.reference), ("ON", bill.order)):
            if reference:
                self._coded(message, "G_SG1/S_RFF/C_C506", D_1153=code, D_1154=reference)

    def _party(self, message: Element, role: str, company: Company) -> None:
        code, _, town = company.place.partition(" ")
        group = self.add(message, "G_SG2")
        nad = self.add(group, "S_NAD")
        self.add(nad, "D_3035", role)
        self._name(self.add(nad, "C_C080"), company.name)
        self.add(nad, "C_C059/D_3042", company.street)
        self.add(nad, "D_3164", town)
        self.add(nad, "D_3251", code)
        self.add(nad, "D_3207", company.country)
        for account in company.accounts if self.bill.kind is Kind.INVOICE else ():
            fii = self.add(group, "S_FII")
            self.add(fii, "D_3035", "RB")
            self.add(fii, "C_C078/D_3194", account.iban)
            self.add(fii, "C_C088/D_3433", account.bic)
        numbers = {"VA": company.vat_id, "AHP": company.tax_number, "0199": company.registration}
        for scheme, number in numbers.items():
            if number:
                self._coded(group, "G_SG3/S_RFF/C_C506", D_1153=scheme, D_1154=number)

    def _name(self, composite: Element, name: str) -> None:
        """A long name is broken at a word, over as many elements as it takes."""
        rows = [""]
        for word in name.split():
            longer = f"{rows[-1]} {word}".strip()
            rows[-1:] = [longer] if len(longer) <= _NAME_LENGTH else [rows[-1], word]
        for number, row in enumerate(rows, 1):
            self.add(composite, "D_3036" if number == 1 else f"D_3036_{number}", row)

    def _line(self, item: Element, number: int, line: BillLine) -> None:
        self.add(item, "S_LIN/D_1082", number)
        imd = self.add(item, "S_IMD")
        self.add(imd, "D_7077", "F")
        self.add(imd, "C_C273/D_7008", line.description)
        self._coded(item, "S_QTY/C_C186", D_6063="47", D_6060=line.quantity, D_6411="C62")
        self._coded(item, "G_SG27/S_MOA/C_C516", D_5025="203", D_5004=line.net)
        self._coded(item, "G_SG27/S_MOA/C_C516", D_5025="38", D_5004=line.gross)
        self._coded(item, "G_SG29/S_PRI/C_C509", D_5125="AAA", D_5118=line.unit_price)
        self._rate(self.add(item, "G_SG34/S_TAX"), line.rate)

    def _rate(self, tax: Element, rate: object) -> None:
        self.add(tax, "D_5283", "7")
        self.add(tax, "C_C241/D_5153", "VAT")
        self.add(tax, "C_C243/D_5278", rate)
        self.add(tax, "D_5305", "S")

    def _totals(self, message: Element) -> None:
        bill = self.bill
        totals = {"79": bill.line_sum, "389": bill.net, "176": bill.tax, "388": bill.total, "9": bill.amount_due}
        totals |= {"113": bill.prepaid} if bill.prepaid else {}
        for code, amount in totals.items():
            self._coded(message, "G_SG50/S_MOA/C_C516", D_5025=code, D_5004=amount)

    def _tax(self, group: Element, row: TaxRow) -> None:
        self._rate(self.add(group, "S_TAX"), row.rate)
        self._coded(group, "S_MOA/C_C516", D_5025="125", D_5004=row.base)
        self._coded(group, "S_MOA/C_C516", D_5025="124", D_5004=row.tax)

    def _coded(self, parent: Element, path: str, **values: object) -> None:
        """A composite with its data elements."""
        composite = self.add(parent, path)
        for name, value in values.items():
            self.add(composite, name, value)
