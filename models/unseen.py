"""What one document must be to be booked without a person: its score, its witnesses, and the lane it takes.

Pure: the reading, the policy of the organisation and the document's id decide, and always decide the same.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import prod

from models.evidence import Value, Witness
from models.invoice import Invoice
from models.lessons import PLACED_TERMS
from models.plain_text import letters
from models.terms import REQUIRED_TERMS, Term

WITNESSES_NEEDED = 2
ARITHMETIC = "arithmetic"
COMPARED = (Term.DOCUMENT_TYPE, *REQUIRED_TERMS)
"""What must be as captured for a document to have been right: a credit note booked as an invoice is a wrong one."""

OF_ROWS = frozenset({"br_co_10", "br_co_13", "br_co_14", "br_co_17", "line_net_amount", "tax_rate"})
"""Findings about lines and tax rows. They say nothing against a total that is proved without any row."""
PROOFS = frozenset({ARITHMETIC, Witness.XML.value, Witness.QR.value})
"""Who proves a total without its rows."""

_SUM = (Term.TOTAL_NET, Term.TOTAL_TAX, Term.TOTAL_GROSS)


class Mode(StrEnum):
    SHADOW = "shadow"  # what would go through is recorded, and everything is reviewed
    ON = "on"


class Lane(StrEnum):
    """Which way a document takes."""

    REVIEW = "review"
    SHADOW = "shadow"  # it would go through, were the policy on
    BLIND = "blind"  # it would go through, and is reviewed all the same, unmarked
    UNSEEN = "unseen"


class Obstacle(StrEnum):
    """What stands against booking a document unseen, whatever its score."""

    NONE = ""
    NO_INVOICE = "no_invoice"
    MISSING = "missing_field"
    FINDING = "finding"
    ONE_WITNESS = "one_witness"
    TWO_PEOPLE = "two_people"  # the organisation's rules ask for two approvals


@dataclass(frozen=True, slots=True)
class Policy:
    """How an organisation books unseen. At most 1 in `bound` may be wrong; 1 in `sample` is reviewed all the same.

    `threshold` is the lowest score that goes through, found for readings of version `reader`.
    """

    mode: Mode = Mode.SHADOW
    bound: int = 100
    sample: int = 20
    threshold: float | None = None
    reader: str = ""

    @property
    def share(self) -> float:
        return 1 / self.bound


def document_score(invoice: Invoice) -> float:
    """The probability that nothing would have to be changed, as if fields failed independently; 0 when one is missing.

    Counted is what is compared: the required fields and the type.
    """
    found = [invoice.fields.get(term) for term in COMPARED]
    return prod(field.confidence if field else 0.0 for field in found)


def witnesses_of(invoice: Invoice) -> Mapping[Term, tuple[str, ...]]:
    """Who says each required value, independently of each other.

    Those that the reading names, a person aside, and for the total the sum of net and tax, where there is tax and all
    three stand in places of their own. The memory of an issuer says its own values, as they were approved before; of
    all others it knows the place, and who reads there is named already.
    """
    return {term: (*_named(invoice, term), *_proved(invoice, term)) for term in REQUIRED_TERMS}


def obstacle_of(invoice: Invoice) -> Obstacle:
    """What stands against booking it unseen."""
    if not invoice.document_class.has_fields:
        return Obstacle.NO_INVOICE
    if any(term not in invoice.fields for term in REQUIRED_TERMS):
        return Obstacle.MISSING
    if _is_held(invoice):
        return Obstacle.FINDING
    few = any(len(names) < WITNESSES_NEEDED for names in witnesses_of(invoice).values())
    return Obstacle.ONE_WITNESS if few else Obstacle.NONE


def lane_of(policy: Policy, document_id: str, score: float, obstacle: Obstacle, reader: str) -> Lane:
    """The way of a document that was just read by version `reader`."""
    reached = policy.threshold is not None and score >= policy.threshold and reader == policy.reader
    if obstacle or not reached:
        return Lane.REVIEW
    if policy.mode is not Mode.ON:
        return Lane.SHADOW
    return Lane.BLIND if is_sampled(document_id, policy.sample) else Lane.UNSEEN


def is_sampled(document_id: str, sample: int) -> bool:
    """Whether a document is one of 1 in `sample`: by chance, and the same each time it is asked about.

    >>> sum(is_sampled(f"{number:032x}", 20) for number in range(10_000))
    513
    """
    digest = hashlib.sha256(f"blind sample {document_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % sample == 0


def changed_terms(captured: Invoice, decided: Invoice) -> tuple[Term, ...]:
    """The required fields, and the type, that a person changed; marks and spaces of texts do not count."""
    return tuple(term for term in COMPARED if is_changed(captured, decided, term))


def is_changed(captured: Invoice, decided: Invoice, term: Term) -> bool:
    """Whether a person changed the value of a term, or gave it one, or took it away."""
    return _comparable(captured, term) != _comparable(decided, term)


def _is_held(invoice: Invoice) -> bool:
    """Whether a finding is against it: any, but those about rows only where nothing else proves the total."""
    codes = {finding.code for finding in invoice.findings}
    return bool(codes - OF_ROWS) or (bool(codes) and PROOFS.isdisjoint(witnesses_of(invoice)[Term.TOTAL_GROSS]))


def _named(invoice: Invoice, term: Term) -> tuple[str, ...]:
    field = invoice.fields.get(term)
    names = field.witnesses if field else ()
    return tuple(name for name in names if term not in PLACED_TERMS or name != Witness.HISTORY)


def _proved(invoice: Invoice, term: Term) -> Iterator[str]:
    if term is not Term.TOTAL_GROSS:
        return
    net, tax, gross = (invoice.amount(each) for each in _SUM)
    evidence = [invoice.fields[each].evidence for each in _SUM if each in invoice.fields]
    places = {(found.page, found.box) for found in evidence if found.box}
    if net is not None and tax and gross == net + tax and len(places) == len(_SUM):
        yield ARITHMETIC


def _comparable(invoice: Invoice, term: Term) -> Value | None:
    value = invoice.value(term)
    if isinstance(value, str):
        return letters(value) or value
    return value.normalize() if isinstance(value, Decimal) else value
