"""What a person has to look at in a reading: what is missing or unsure, and findings, as short machine words.

A word is `missing:due_date`, `unsure:iban`, `unsure:line_items` (one of a table, however many rows are unsure) or
`finding:br_co_15`. What lists filter by is its subject, `field:iban` or
`finding:br_co_15`: whoever looks for unsure dates wants the missing ones too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

from models.evidence import Witness
from models.invoice import FieldValue, Invoice, Row
from models.terms import REQUIRED_TERMS

SURE = 0.9
CONFIRMED = "confirmed"  # the reason of a value that a person looked at and kept
TABLES = ("line_items", "tax_breakdown")
MOST = 30
MAX_WORD = 64


class DoubtKind(StrEnum):
    """From what needs a person most."""

    MISSING = "missing"
    UNSURE = "unsure"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at; `name` is the key of a term or of a table, or the code of a finding.

    >>> Doubt(DoubtKind.UNSURE, "iban").word, Doubt(DoubtKind.UNSURE, "iban").subject
    ('unsure:iban', 'field:iban')
    """

    kind: DoubtKind
    name: str

    @property
    def word(self) -> str:
        return f"{self.kind}:{self.name}"[:MAX_WORD]

    @property
    def subject(self) -> str:
        return (self.word if self.kind is DoubtKind.FINDING else field_subject(self.name))[:MAX_WORD]


def field_subject(key: str) -> str:
    """What doubts about a field are found by."""
    return f"field:{key}"


def finding_subject(code: str) -> str:
    """What findings of a rule are found by."""
    return Doubt(DoubtKind.FINDING, code).subject


def doubts_of(invoice: Invoice) -> tuple[Doubt, ...]:
    """What is missing, then what is unsure, the least sure first, then what does not fit; at most MOST, each once."""
    if not invoice.document_class.has_fields:
        return ()
    missing = [Doubt(DoubtKind.MISSING, term.key) for term in REQUIRED_TERMS if term not in invoice.fields]
    unsure = [(field.confidence, field.term.key) for field in invoice.fields.values() if is_unsure(field)]
    unsure += [(min(row.confidence for row in rows), key) for key, rows in unsure_rows(invoice).items()]
    doubts = [*missing, *(Doubt(DoubtKind.UNSURE, key) for _, key in sorted(unsure, key=itemgetter(0)))]
    doubts += [Doubt(DoubtKind.FINDING, finding.code) for finding in invoice.findings]
    return tuple(dict.fromkeys(doubts))[:MOST]


def is_unsure(field: FieldValue) -> bool:
    """Whether nobody has looked at a value that is not sure."""
    return field.confidence < SURE and field.evidence.witness is not Witness.PERSON and field.reason != CONFIRMED


def unsure_rows(invoice: Invoice) -> dict[str, list[Row]]:
    """The lines and the tax rows that nobody has looked at and that are not sure; no table without any."""
    tables: dict[str, tuple[Row, ...]] = dict(zip(TABLES, (invoice.line_items, invoice.tax_breakdown), strict=True))
    unsure = {key: [row for row in rows if row.confidence < SURE] for key, rows in tables.items()}
    return {key: rows for key, rows in unsure.items() if rows}


def write_doubts(doubts: Iterable[Doubt]) -> str:
    """The words in a row, as a column holds them.

    >>> write_doubts(read_doubts("missing:due_date finding:br_co_15"))
    'missing:due_date finding:br_co_15'
    """
    return " ".join(doubt.word for doubt in doubts)


def read_doubts(words: str | None) -> tuple[Doubt, ...]:
    """The inverse; none from a column that nobody has filled."""
    split = (word.partition(":") for word in (words or "").split())
    return tuple(Doubt(DoubtKind(kind), name) for kind, _, name in split)
