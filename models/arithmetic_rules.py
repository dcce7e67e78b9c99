"""The sums of an invoice: `br_co_10` and `br_co_13` to `br_co_17`, as far as its totals are there.

Each rule is a function from the invoice to its findings. Tolerances are those of paper: one smallest unit of the
currency, or of its coins where no total has cents, per row that was rounded. The document's own allowances and
charges (BR-CO-11, BR-CO-12) are not among our terms: BR-CO-10 counts them as far as they are known. The breakdown of a
credit note may have another sign than its totals.

Source: EN 16931-1:2017, BR-CO-10 to BR-CO-17.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from models.invoice import Finding, Invoice
from models.money import CENT, cash_units, minor_units, nearly_equal, round_half_up
from models.terms import Term

_TOTALS = (Term.TOTAL_NET, Term.TOTAL_TAX, Term.TOTAL_GROSS)
_LARGEST_EXPONENT = 15
_CASH_ROUNDING = Decimal(1)


def br_co_10(invoice: Invoice) -> Iterator[Finding]:
    """Lines and the document's own charges add up to the total without tax, or with tax where prices include it."""
    lines = complete(item.net_amount for item in invoice.line_items)
    totals = [total for term in (Term.TOTAL_NET, Term.TOTAL_GROSS) if (total := sane(invoice.amount(term))) is not None]
    whole = sum(lines, invoice.charges)
    if lines and totals and not any(_equal(invoice, whole, total, len(lines)) for total in totals):
        yield Finding("br_co_10", "The lines do not add up to the total without tax.", _keys(Term.TOTAL_NET))


def br_co_13(invoice: Invoice) -> Iterator[Finding]:
    """The taxable amounts of the breakdown are the total without tax."""
    rows, total = complete(row.net_amount for row in invoice.tax_breakdown), sane(invoice.amount(Term.TOTAL_NET))
    if rows and total is not None and not _equal(invoice, abs(sum(rows, Decimal(0))), abs(total), len(rows)):
        yield Finding("br_co_13", "The taxable amounts do not add up to the total without tax.", _keys(Term.TOTAL_NET))


def br_co_14(invoice: Invoice) -> Iterator[Finding]:
    """The taxes of the breakdown are the total tax."""
    rows, total = complete(row.tax_amount for row in invoice.tax_breakdown), sane(invoice.amount(Term.TOTAL_TAX))
    if rows and total is not None and not _equal(invoice, abs(sum(rows, Decimal(0))), abs(total), len(rows)):
        yield Finding("br_co_14", "The taxes of the breakdown do not add up to the total tax.", _keys(Term.TOTAL_TAX))


def br_co_15(invoice: Invoice) -> Iterator[Finding]:
    """Total with tax = total without tax + total tax."""
    net, tax, gross = (sane(invoice.amount(term)) for term in _TOTALS)
    if net is None or tax is None or gross is None:
        return
    if not _equal(invoice, net + tax, gross, len(invoice.tax_breakdown)):
        yield Finding("br_co_15", "Total without tax and tax do not add up to the total with tax.", _keys(*_TOTALS))


def br_co_16(invoice: Invoice) -> Iterator[Finding]:
    """Nobody owes more than was invoiced, but for rounding to coins; less is owed after a prepayment."""
    due, gross = (sane(invoice.amount(term)) for term in (Term.AMOUNT_DUE, Term.TOTAL_GROSS))
    if due is not None and gross is not None and abs(due) > abs(gross) + _CASH_ROUNDING:
        keys = _keys(Term.AMOUNT_DUE, Term.TOTAL_GROSS)
        yield Finding("br_co_16", "The amount due is more than the total with tax.", keys)


def br_co_17(invoice: Invoice) -> Iterator[Finding]:
    """Tax = taxable amount x rate in each row of the breakdown; a cent per line, for some round the tax of each."""
    for row in invoice.tax_breakdown:
        net, rate, tax = sane(row.net_amount), sane(row.vat_rate), sane(row.tax_amount)
        if net is None or rate is None or tax is None:
            continue
        if not _equal(invoice, round_half_up(net * rate / 100), tax, len(invoice.line_items)):
            yield Finding("br_co_17", "A tax amount is not its taxable amount times its rate.", ("tax_breakdown",))
            return


def line_net_amount(invoice: Invoice) -> Iterator[Finding]:
    """No line costs more than quantity x price, tax included; less is a discount."""
    for item in invoice.line_items:
        quantity, price, net = sane(item.quantity), sane(item.unit_price), sane(item.net_amount)
        if quantity is None or price is None or net is None:
            continue
        rate = sane(item.vat_rate) or Decimal(0)
        taxed = abs(quantity * price) * (1 + abs(rate) / 100)
        if abs(net) > taxed + CENT * max(Decimal(1), abs(quantity)):
            yield Finding("line_net_amount", "A line costs more than its quantity times its price.", ("line_items",))
            return


def sane(amount: Decimal | None) -> Decimal | None:
    """The amount; None when it is absent or so large that no sum of money can be."""
    if amount is None or not amount.is_finite() or amount.adjusted() > _LARGEST_EXPONENT:
        return None
    return amount


def complete(amounts: Iterable[Decimal | None]) -> list[Decimal]:
    """The amounts of a column when every row has one, else none: a sum with holes proves nothing."""
    column = [sane(amount) for amount in amounts]
    found = [amount for amount in column if amount is not None]
    return found if len(found) == len(column) else []


def _equal(invoice: Invoice, one: Decimal, other: Decimal, rows: int) -> bool:
    currency = invoice.text(Term.CURRENCY) or ""
    digits = cash_units(currency) if _without_cents(invoice) else minor_units(currency)
    return nearly_equal(one, other, rows=rows, unit=max(CENT, Decimal(1).scaleb(-digits)))


def _without_cents(invoice: Invoice) -> bool:
    """Whether no total is printed with a decimal mark."""
    amounts = [amount for term in _TOTALS if (amount := sane(invoice.amount(term))) is not None]
    return bool(amounts) and all(amount.as_tuple().exponent == 0 for amount in amounts)


def _keys(*terms: Term) -> tuple[str, ...]:
    return tuple(term.key for term in terms)


ARITHMETIC_RULES = (br_co_10, br_co_13, br_co_14, br_co_15, br_co_16, br_co_17, line_net_amount)
