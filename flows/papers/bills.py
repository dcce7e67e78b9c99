"""A bill before it is drawn: its lines, taxes and totals, in exact units of its currency."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from flows.papers.companies import Company
from models.money import round_half_up
from models.terms import DocumentClass


class Kind(StrEnum):
    """What a generated document is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"
    REMINDER = "reminder"
    PROFORMA = "proforma"
    DELIVERY_NOTE = "delivery_note"
    STATEMENT = "statement"
    LETTER = "letter"

    @property
    def document_class(self) -> DocumentClass:
        return DocumentClass.OTHER if self is Kind.PROFORMA else DocumentClass(self.value)

    @property
    def has_fields(self) -> bool:
        return self.document_class.has_fields


class Regime(StrEnum):
    """Why tax is or is not charged."""

    TAXED = "taxed"
    SMALL = "small"
    REVERSE_CHARGE = "reverse_charge"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line; `discount` and `rate` in percent, `group` names what it belongs to, `minor` the decimals of amounts."""

    description: str
    article: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount: Decimal
    rate: Decimal
    group: int
    minor: int

    @property
    def net(self) -> Decimal:
        return round_half_up(self.quantity * self.unit_price * (100 - self.discount) / 100, self.minor)

    @property
    def gross(self) -> Decimal:
        return round_half_up(self.net * (100 + self.rate) / 100, self.minor)


@dataclass(frozen=True, slots=True)
class TaxRow:
    """The tax of one rate."""

    rate: Decimal
    base: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """One document; what it does not print is None or empty. `paid` says it has been settled in full.

    Prices of an `inclusive` one contain the tax.
    """

    kind: Kind
    number: str
    issued: date
    currency: str
    minor: int
    seller: Company
    buyer: Company
    regime: Regime
    lines: tuple[BillLine, ...]
    allowance: Decimal = Decimal(0)
    shipping: Decimal = Decimal(0)
    prepaid: Decimal = Decimal(0)
    paid: bool = False
    inclusive: bool = False
    due: date | None = None
    delivered: date | None = None
    order: str = ""
    reference: str = ""
    printed_reference: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    """Further facts as they are printed, by the key of their label: customer number, dates of orders."""

    @property
    def line_sum(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def main_rate(self) -> Decimal:
        return max((line.rate for line in self.lines), default=Decimal(0))

    @property
    def taxes(self) -> tuple[TaxRow, ...]:
        """One row a rate, highest first, after the allowance and with the shipping at the main rate."""
        rates = sorted({line.rate for line in self.lines}, reverse=True)
        return tuple(self._tax_row(rate) for rate in rates)

    def _tax_row(self, rate: Decimal) -> TaxRow:
        amount = self._base(rate)
        if self.inclusive:
            tax = round_half_up(amount * rate / (100 + rate), self.minor)
            return TaxRow(rate, amount - tax, tax)
        return TaxRow(rate, amount, round_half_up(amount * rate / 100, self.minor))

    def _lines_at(self, rate: Decimal) -> Decimal:
        return sum((line.net for line in self.lines if line.rate == rate), Decimal(0))

    def _base(self, rate: Decimal) -> Decimal:
        whole = self._lines_at(rate)
        shipping = self.shipping if rate == self.main_rate else Decimal(0)
        return whole - self._allowance_of(whole) + shipping

    def _allowance_of(self, amount: Decimal) -> Decimal:
        return round_half_up(amount * self.allowance / 100, self.minor)

    @property
    def allowance_amount(self) -> Decimal:
        rates = {line.rate for line in self.lines}
        return sum((self._allowance_of(self._lines_at(rate)) for rate in rates), Decimal(0))

    @property
    def net(self) -> Decimal:
        return sum((row.base for row in self.taxes), Decimal(0))

    @property
    def tax(self) -> Decimal:
        return sum((row.tax for row in self.taxes), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.net + self.tax

    @property
    def amount_due(self) -> Decimal:
        return Decimal(0) if self.paid else self.total - self.prepaid
