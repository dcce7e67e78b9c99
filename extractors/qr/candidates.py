"""Candidates from the payment codes on a document: who is paid, how much, where, with which reference.

A code is read without error or not at all, so what it says is nearly certain; what it means is less so: the payee may
be a bank that bought the claim, and the amount is what is left to pay.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from extractors.qr.by_square import read_by_square
from extractors.qr.epc import read_epc
from extractors.qr.hub3 import read_hub3
from extractors.qr.ips import read_ips
from extractors.qr.payload import Payment
from extractors.qr.polish import read_polish
from extractors.qr.spayd import read_spayd
from extractors.qr.swiss import read_swiss
from extractors.qr.upn import is_upn_whole, read_upn
from models.evidence import Candidate, Evidence, Value, Witness
from models.invoice import value_to_text
from models.page import Code
from models.references import parse_reference
from models.terms import Term

SCHEMES: dict[str, Callable[[bytes], Payment | None]] = {
    "epc": read_epc,
    "upn": read_upn,
    "swiss": read_swiss,
    "hub3": read_hub3,
    "spayd": read_spayd,
    "ips": read_ips,
    "by_square": read_by_square,
    "polish": read_polish,
}
PROBABILITIES = {
    Term.INVOICE_NUMBER: 0.96,
    Term.ISSUE_DATE: 0.95,
    Term.DELIVERY_DATE: 0.7,
    Term.DUE_DATE: 0.93,
    Term.CURRENCY: 0.98,
    Term.SELLER_NAME: 0.6,
    Term.SELLER_ADDRESS: 0.55,
    Term.SELLER_VAT_ID: 0.93,
    Term.BUYER_NAME: 0.7,
    Term.PAYMENT_REFERENCE: 0.97,
    Term.IBAN: 0.98,
    Term.BIC: 0.97,
    Term.TOTAL_GROSS: 0.8,
    Term.AMOUNT_DUE: 0.96,
}
DAMAGED = 0.8
DAY_OF_PAYMENT = 0.6  # of Czech and Slovak codes: when to pay, which sellers set before the due date


def find_code_candidates(codes: Sequence[Code]) -> list[Candidate]:
    """Candidates from every payment code, best first; codes of other kinds, and damaged ones, give none.

    Each amount stands twice: surely as the amount due, likely as the total (BT-112). Never raises.
    """
    found = (candidate for code in codes for candidate in _candidates(code))
    return sorted(found, key=lambda candidate: -candidate.probability)


def _candidates(code: Code) -> Iterator[Candidate]:
    for scheme, read in SCHEMES.items():
        payment = read(code.payload)
        if payment is not None:
            for term, value in _values(payment):
                evidence = Evidence(Witness.QR, value_to_text(value), code.page, code.box)
                yield Candidate(term, value, _probability(scheme, term, code.payload), evidence, f"code {scheme}")


def _probability(scheme: str, term: Term, payload: bytes) -> float:
    if scheme in {"spayd", "by_square"} and term is Term.DUE_DATE:
        return DAY_OF_PAYMENT
    return PROBABILITIES[term] * (DAMAGED if scheme == "upn" and not is_upn_whole(payload) else 1.0)


def _values(payment: Payment) -> Iterable[tuple[Term, Value]]:
    """The values of a payment, its reference in canonical form, its amount also as the total."""
    account = str(payment.get(Term.IBAN, ""))
    reference = parse_reference(str(payment.get(Term.PAYMENT_REFERENCE, "")), account[:2])
    yield from (item for item in payment.items() if item[0] is not Term.PAYMENT_REFERENCE)
    if reference is not None:
        yield Term.PAYMENT_REFERENCE, reference.canonical
    if Term.AMOUNT_DUE in payment:
        yield Term.TOTAL_GROSS, payment[Term.AMOUNT_DUE]
