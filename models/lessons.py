"""What one approved document teaches about its issuer, and what several lessons together are: its memory.

A lesson holds what stays the same from document to document: who the issuer is, the words around each value, where on
the page they stand, how a number is built. Of the values themselves it holds only the issuer's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from models.terms import Term

LEGAL_TERMS = (Term.SELLER_VAT_ID, Term.SELLER_TAX_NUMBER, Term.SELLER_REGISTRATION_ID)
"""Numbers that the law gives to one issuer alone."""
OWN_TERMS = (Term.SELLER_NAME, Term.SELLER_ADDRESS, *LEGAL_TERMS, Term.IBAN, Term.BIC, Term.CURRENCY)
"""Terms whose value an issuer keeps: these alone are remembered as values."""
PLACED_TERMS = (
    Term.INVOICE_NUMBER, Term.ISSUE_DATE, Term.DUE_DATE, Term.DELIVERY_DATE, Term.TOTAL_NET, Term.TOTAL_TAX,
    Term.TOTAL_GROSS, Term.AMOUNT_DUE,
)  # fmt: skip
"""Terms of which the place and the form are remembered."""
MOST_LESSONS = 4
"""So many lessons are asked about one document."""
EVERYTHING = "*"
"""Stands for all terms where some are named."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value of a term stands, and how it looks.

    `left` and `above` are the nearest words on its row and over it, folded, without figures. The edges are shares of
    the page's width and height. `shape` is how it is written: `RE-2024-017` is `AA-9999-999`.
    """

    term: Term
    page: int
    x0: float
    x1: float
    top: float
    left: str
    above: str
    shape: str
    words: int = 1

    def to_json(self) -> list[Any]:
        edges = [round(edge, 4) for edge in (self.x0, self.x1, self.top)]
        return [self.term.key, self.page, *edges, self.left, self.above, self.shape, self.words]

    @classmethod
    def from_json(cls, data: list[Any]) -> Self:
        key, *rest = data
        return cls(Term(key), *rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What one approved document teaches.

    `own` are the issuer's own values, `printed` those of them that stand in the words of the document. `misread` are
    the terms that are read wrongly without a memory. `words` are words without figures, each with its left edge as a
    share of the width: the layout. `day_first` is how it writes ambiguous dates. `document_class` is what a person
    said that it is where it was taken for no invoice, else empty; `unseen` are then the numbers of the seller that were
    read and that nobody saw, to know it by and never to be said.
    """

    own: Mapping[Term, str] = field(default_factory=dict)
    printed: frozenset[Term] = frozenset()
    misread: frozenset[Term] = frozenset()
    spots: tuple[Spot, ...] = ()
    words: tuple[tuple[str, float], ...] = ()
    day_first: bool | None = None
    document_class: str = ""
    unseen: Mapping[Term, str] = field(default_factory=dict)

    @property
    def known_by(self) -> Mapping[Term, str]:
        """What the issuer is known by."""
        return {**self.unseen, **self.own}

    @property
    def terms(self) -> tuple[Term, ...]:
        """What it teaches about, in the order of the field table."""
        told = {*self.own, *(spot.term for spot in self.spots)}
        told |= {Term.DOCUMENT_TYPE} if self.document_class else set()
        return tuple(term for term in Term if term in told)

    def to_json(self) -> dict[str, Any]:
        return {
            "own": {term.key: text for term, text in self.own.items()},
            "printed": sorted(term.key for term in self.printed),
            "misread": sorted(term.key for term in self.misread),
            "spots": [spot.to_json() for spot in self.spots],
            "words": [[text, round(edge, 3)] for text, edge in self.words],
            "day_first": self.day_first,
            "document_class": self.document_class,
            "unseen": {term.key: text for term, text in self.unseen.items()},
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            own={Term(key): text for key, text in data["own"].items()},
            printed=frozenset(map(Term, data["printed"])),
            misread=frozenset(map(Term, data["misread"])),
            spots=tuple(Spot.from_json(spot) for spot in data["spots"]),
            words=tuple((text, edge) for text, edge in data["words"]),
            day_first=data["day_first"],
            document_class=data["document_class"],
            unseen={Term(key): text for key, text in data["unseen"].items()},
        )


@dataclass(frozen=True, slots=True)
class Record:
    """How often what was remembered of a term has been right on other approved documents."""

    right: int = 0
    wrong: int = 0

    def __add__(self, other: "Record") -> "Record":
        return Record(self.right + other.right, self.wrong + other.wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A lesson with what became of it: its `records` by term, and the terms that somebody made it forget."""

    lesson: Lesson
    source: str = ""
    records: Mapping[Term, Record] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()

    def uses(self, term: Term) -> bool:
        """Whether it is asked about a term: not when that was forgotten, or would have made another document wrong."""
        kept = term.key not in self.forgotten and EVERYTHING not in self.forgotten
        return kept and not self.records.get(term, Record()).wrong


@dataclass(frozen=True, slots=True)
class Memory:
    """The lessons that may concern a document, the newest first; empty where nothing is known."""

    taught: tuple[Taught, ...] = ()


NOTHING_REMEMBERED = Memory()
