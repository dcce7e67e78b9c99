"""The sums of an invoice as small calculations: what adds up, by how much something does not, and what is suspect.

Whether a sum fits is what the rule of that sum says (`models.arithmetic_rules`), with its tolerance.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from models import arithmetic_rules as rules
from models.invoice import Finding, Invoice
from models.terms import Term
from review_ui.formatting import format_amount
from review_ui.languages.speech import gettext
from review_ui.review.contexts import Operand, SumView
from review_ui.wording import label_of

Amount = Decimal | None
Rule = Callable[[Invoice], Iterator[Finding]]
TOLD = frozenset(
    rule.__name__ for rule in (rules.br_co_10, rules.br_co_13, rules.br_co_14, rules.br_co_15, rules.br_co_16)
)
"""The findings that the sums tell, and nobody else needs to."""
TOTALS = (Term.TOTAL_NET, Term.TOTAL_TAX, Term.TOTAL_GROSS)


def make_sums(invoice: Invoice) -> tuple[SumView, ...]:
    """The total first, then what is due, lines and tax rows; those of which nothing is there left out."""
    found = (_total(invoice), _due(invoice), _lines(invoice), *_tax_rows(invoice))
    return tuple(each for each in found if each)


def column_sum(amounts: Iterable[Amount]) -> Amount:
    """The sum of a column; None where a row has no amount, for a sum with holes says nothing."""
    column = rules.complete(amounts)
    return sum(column, Decimal(0)) if column else None


def suspects(sums: Sequence[SumView]) -> dict[str, str]:
    """What is said beside a field because of a sum that does not fit, by the field's key."""
    return {
        each.suspect: gettext("It does not add up: {difference}", difference=each.message)
        for each in sums
        if each.suspect
    }


def _total(invoice: Invoice) -> SumView | None:
    net, tax, gross = (rules.sane(invoice.amount(term)) for term in TOTALS)
    parts = (_field(Term.TOTAL_NET, net), _field(Term.TOTAL_TAX, tax))
    total = _field(Term.TOTAL_GROSS, gross)
    if net is not None and tax is not None and gross is not None:
        fits = _fits(rules.br_co_15, invoice)
        return SumView(parts, total, fits, "" if fits else _off(net + tax - gross), "" if fits else _suspect(invoice))
    if [net, tax, gross].count(None) > 1:
        return None
    lacking = next(term for term, there in zip(TOTALS, (net, tax, gross), strict=True) if there is None)
    would_be = _or_zero(gross) - _or_zero(net) - _or_zero(tax)
    would_be = -would_be if lacking is Term.TOTAL_GROSS else would_be
    said = gettext("{field} would be {amount}", field=label_of(lacking.key), amount=format_amount(would_be))
    return SumView(parts, total, None, said)


def _due(invoice: Invoice) -> SumView | None:
    gross, due = (rules.sane(invoice.amount(term)) for term in (Term.TOTAL_GROSS, Term.AMOUNT_DUE))
    if gross is None or due is None:
        return None
    fits = _fits(rules.br_co_16, invoice)
    left = gross - due
    said = _off(left) if not fits else gettext("{amount} is paid or deducted already", amount=format_amount(left))
    suspect = "" if fits else Term.AMOUNT_DUE.key
    return SumView(
        (_field(Term.TOTAL_GROSS, gross),), _field(Term.AMOUNT_DUE, due), fits, said if left else "", suspect
    )


def _lines(invoice: Invoice) -> SumView | None:
    """Lines and the document's own charges add up to the total without tax, or with tax where prices include it."""
    lines, charges = column_sum(item.net_amount for item in invoice.line_items), invoice.charges
    net, gross = (rules.sane(invoice.amount(term)) for term in (Term.TOTAL_NET, Term.TOTAL_GROSS))
    if lines is None or (net is None and gross is None):
        return None
    fits = _fits(rules.br_co_10, invoice)
    term, total = (Term.TOTAL_NET, net) if net is not None else (Term.TOTAL_GROSS, gross)
    whole = lines + charges
    if fits and gross is not None and (net is None or abs(whole - gross) < abs(whole - net)):
        term, total = Term.TOTAL_GROSS, gross
    said = "" if fits else _off(whole - _or_zero(total))
    parts = [_operand("line_items", label_of("line_items"), lines)]
    if charges:
        parts.append(_operand("line_items", gettext("Charges and discounts"), charges))
    return SumView(tuple(parts), _field(term, total), fits, said)


def _tax_rows(invoice: Invoice) -> Iterator[SumView]:
    nets = column_sum(row.net_amount for row in invoice.tax_breakdown)
    taxes = column_sum(row.tax_amount for row in invoice.tax_breakdown)
    columns: tuple[tuple[str, Amount, Term, Rule], ...] = (
        (gettext("Tax rows, net"), nets, Term.TOTAL_NET, rules.br_co_13),
        (gettext("Tax rows, tax"), taxes, Term.TOTAL_TAX, rules.br_co_14),
    )
    for label, rows, term, rule in columns:
        total = rules.sane(invoice.amount(term))
        if rows is not None and total is not None:
            fits = _fits(rule, invoice)
            said = "" if fits else _off(rows - total)
            yield SumView((_operand("tax_breakdown", label, rows),), _field(term, total), fits, said)


def _suspect(invoice: Invoice) -> str:
    """Of the totals that nothing else proves the least sure one."""
    proofs = {
        Term.TOTAL_NET: _proves(invoice, rules.br_co_13, invoice.tax_breakdown)
        or _proves(invoice, rules.br_co_10, invoice.line_items),
        Term.TOTAL_TAX: _proves(invoice, rules.br_co_14, invoice.tax_breakdown),
        Term.TOTAL_GROSS: invoice.amount(Term.AMOUNT_DUE) == invoice.amount(Term.TOTAL_GROSS),
    }
    unproved = [term for term in TOTALS if not proofs[term]] or TOTALS
    return min(unproved, key=lambda term: invoice.fields[term].confidence).key


def _proves(invoice: Invoice, rule: Rule, rows: Sequence[object]) -> bool:
    return bool(rows) and _fits(rule, invoice)


def _fits(rule: Rule, invoice: Invoice) -> bool:
    return next(rule(invoice), None) is None


def _off(difference: Decimal) -> str:
    return gettext("off by {amount}", amount=format_amount(abs(difference)))


def _or_zero(amount: Amount) -> Decimal:
    return Decimal(0) if amount is None else amount


def _field(term: Term, amount: Amount) -> Operand:
    return _operand(term.key, label_of(term.key), amount)


def _operand(key: str, label: str, amount: Amount) -> Operand:
    if amount is None:
        return Operand(key, label, "")
    return Operand(key, label, format_amount(amount), format_amount(-amount) if amount < 0 else "")
