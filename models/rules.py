"""What a person should know about an invoice before booking it: broken rules, wrong check figures, odd dates.

Rules keep the names of EN 16931 where it has them. A paper invoice that breaks a rule is a finding, never an
exception and never a reason to drop a value: rejecting the valid is the worse error.

Source: EN 16931-1:2017, business rules.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from models.arithmetic_rules import ARITHMETIC_RULES
from models.bank_accounts import compact_iban, is_valid_bic, is_valid_iban
from models.evidence import Witness
from models.invoice import Finding, Invoice
from models.messages import told
from models.money import CURRENCY_CODES
from models.references import parse_reference
from models.tax_rates import is_known_rate
from models.terms import Term
from models.vat_ids import is_valid_vat_id, vat_country

Rule = Callable[[Invoice], Iterator[Finding]]

_TIME_ZONES = timedelta(days=1)


def check_rules(invoice: Invoice, *, today: date | None = None) -> tuple[Finding, ...]:
    """The findings of every rule, sums first; empty when nothing is wrong or too little is there to tell.

    Dates in the future are told only to those who say what day it is. Never raises.
    """
    found = [finding for rule in (*ARITHMETIC_RULES, *_OTHER_RULES) for finding in rule(invoice)]
    return (*found, *_issued_in_future(invoice, today))


def _iban_checksum(invoice: Invoice) -> Iterator[Finding]:
    iban = invoice.text(Term.IBAN)
    if iban and not is_valid_iban(iban):
        yield Finding("iban_checksum", "The check figures of the IBAN do not fit.", (Term.IBAN.key,))


def _bic_form(invoice: Invoice) -> Iterator[Finding]:
    bic = invoice.text(Term.BIC)
    if bic and not is_valid_bic(bic):
        yield Finding("bic_form", "The BIC does not have the form of one.", (Term.BIC.key,))


def _vat_ids(invoice: Invoice) -> Iterator[Finding]:
    """`br_co_09`: the VAT number of an e-invoice begins with its country; and its check figures fit.

    On paper many leave the country out, as their law lets them at home.
    """
    for term in (Term.SELLER_VAT_ID, Term.BUYER_VAT_ID):
        field = invoice.fields.get(term)
        valid = is_valid_vat_id(str(field.value)) if field else True
        if valid is None and field and field.evidence.witness is Witness.XML:
            yield Finding("br_co_09", "The VAT number does not begin with a country.", (term.key,))
        elif valid is False:
            yield Finding("vat_id_checksum", "The check figures of the VAT number do not fit.", (term.key,))


def _same_parties(invoice: Invoice) -> Iterator[Finding]:
    terms = (Term.SELLER_VAT_ID, Term.BUYER_VAT_ID)
    seller, buyer = (invoice.text(term) for term in terms)
    if seller and seller == buyer:
        yield Finding("same_parties", "Seller and buyer have the same VAT number.", tuple(term.key for term in terms))


def _reference_checksum(invoice: Invoice) -> Iterator[Finding]:
    """The check figures that the reference itself announces, or those usual in the account's country."""
    iban, text = invoice.text(Term.IBAN), invoice.text(Term.PAYMENT_REFERENCE)
    country = compact_iban(iban)[:2] if iban else None
    reference = parse_reference(text, country) if text else None
    if reference and reference.valid is False:
        message = told("The check figures of the payment reference do not fit.")
        yield Finding("reference_checksum", message, (Term.PAYMENT_REFERENCE.key,))


def _currency(invoice: Invoice) -> Iterator[Finding]:
    currency = invoice.text(Term.CURRENCY)
    if currency and currency not in CURRENCY_CODES:
        yield Finding("br_cl_04", "The currency is not one of ISO 4217.", (Term.CURRENCY.key,))


def _tax_rates(invoice: Invoice) -> Iterator[Finding]:
    country = vat_country(invoice.text(Term.SELLER_VAT_ID) or "")
    rates = [row.vat_rate for row in invoice.tax_breakdown if row.vat_rate is not None and row.vat_rate.is_finite()]
    if country and any(is_known_rate(rate, country) is False for rate in rates):
        yield Finding("tax_rate", "A tax rate is not known in the seller's country.", ("tax_breakdown",))


def _due_before_issue(invoice: Invoice) -> Iterator[Finding]:
    terms = (Term.ISSUE_DATE, Term.DUE_DATE)
    issued, due = (invoice.value(term) for term in terms)
    if isinstance(issued, date) and isinstance(due, date) and due < issued:
        yield Finding("due_before_issue", "It is due before it was issued.", tuple(term.key for term in terms))


def _issued_in_future(invoice: Invoice, today: date | None) -> Iterator[Finding]:
    issued = invoice.value(Term.ISSUE_DATE)
    if today and isinstance(issued, date) and issued - today > _TIME_ZONES:
        yield Finding("issue_date_in_future", "The issue date is in the future.", (Term.ISSUE_DATE.key,))


_OTHER_RULES: tuple[Rule, ...] = (
    _vat_ids,
    _same_parties,
    _iban_checksum,
    _bic_form,
    _reference_checksum,
    _currency,
    _tax_rates,
    _due_before_issue,
)
