"""A generated invoice before it is drawn: parties, lines, and totals that follow from them."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Party:
    """A firm or person; what a buyer has no use for is empty."""

    name: str
    street: str
    postal_code: str
    town: str
    country: str
    vat_id: str
    iban: str = ""
    bic: str = ""
    phone: str = ""
    email: str = ""

    @property
    def place(self) -> str:
        return f"{self.postal_code} {self.town}"


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One line; `rate` in percent."""

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    rate: Decimal

    @property
    def net(self) -> Decimal:
        return (self.quantity * self.unit_price).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class SampleTax:
    """The tax of one rate."""

    rate: Decimal
    base: Decimal

    @property
    def tax(self) -> Decimal:
        return (self.base * self.rate / 100).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleInvoice:
    """A whole invoice; optional values are None when it does not print them."""

    language: str
    number: str
    issued: date
    currency: str
    seller: Party
    buyer: Party
    lines: tuple[SampleLine, ...]
    credit_note: bool = False
    due: date | None = None
    delivered: date | None = None
    order: str | None = None
    reference: str | None = None
    prepaid: Decimal = Decimal(0)

    @property
    def taxes(self) -> tuple[SampleTax, ...]:
        """One row a rate, highest first."""
        rates = sorted({line.rate for line in self.lines}, reverse=True)
        return tuple(SampleTax(rate, self._base(rate)) for rate in rates)

    def _base(self, rate: Decimal) -> Decimal:
        return sum((line.net for line in self.lines if line.rate == rate), Decimal(0))

    @property
    def net(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def tax(self) -> Decimal:
        return sum((row.tax for row in self.taxes), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.net + self.tax

    @property
    def amount_due(self) -> Decimal:
        return self.total - self.prepaid
