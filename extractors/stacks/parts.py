"""A run of pages of a file, read as a document of its own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractors.fields.phrases import fold
from extractors.stacks.signs import PageSigns
from models.evidence import Witness
from models.invoice import Invoice
from models.page import Page, Transcript
from models.page_ranges import PageRange
from models.terms import REQUIRED_TERMS, DocumentClass, Term

ReadOne = Callable[[Transcript], Invoice]

SURE = 0.7
"""How sure number and total of a part must be."""
CLAIM = 0.8
"""How sure a page with a title must be of its number, or of its total, to be an invoice though it lacks something."""
_ALIKE = str.maketrans("oqdilsbzg", "000115829")


@dataclass(frozen=True)
class Part:
    """Pages that may be an invoice, with their signs and what they say when they are read alone.

    `is_doubtful` where pages were put to it that may be another invoice.
    """

    signs: tuple[PageSigns, ...]
    pages: tuple[Page, ...]
    invoice: Invoice
    is_doubtful: bool = False

    @property
    def range(self) -> PageRange:
        return PageRange(self.signs[0].page, self.signs[-1].page)

    @property
    def kind(self) -> DocumentClass:
        return self.invoice.document_class

    @property
    def is_whole(self) -> bool:
        """Whether it is an invoice that needs no other pages: of it all that is required was found, surely."""
        found = self.invoice.fields
        sure = (Term.INVOICE_NUMBER, Term.TOTAL_GROSS)
        return all(term in found for term in REQUIRED_TERMS) and all(found[term].confidence >= SURE for term in sure)

    @property
    def claims_to_be_one(self) -> bool:
        """Whether it says that it is an invoice, whole or not."""
        return self.looks_like_one and (self.signs[0].sure >= CLAIM or self.has_total)

    @property
    def has_total(self) -> bool:
        total = self.invoice.fields.get(Term.TOTAL_GROSS)
        return total is not None and total.confidence >= CLAIM

    @property
    def has_another_head(self) -> bool:
        """Whether a later page of it is headed like an invoice of another number."""
        heads = (page for page in self.signs[1:] if page.titled and page.sure >= CLAIM)
        return any(not same_number(page.number, self.number) for page in heads)

    @property
    def looks_like_one(self) -> bool:
        return self.kind.has_fields and self.signs[0].titled

    @property
    def number(self) -> str:
        return fold(self.invoice.text(Term.INVOICE_NUMBER) or "")

    @property
    def is_digital(self) -> bool:
        """Whether nothing of it was recognised, so that letters are what they are."""
        return all(page.witness is Witness.TEXT_LAYER for page in self.pages)

    @cached_property
    def text(self) -> str:
        return "".join(fold(word.text) for page in self.pages for line in page.lines for word in line.words)

    @property
    def runs(self) -> Iterator[frozenset[str]]:
        return (page.runs for page in self.signs)

    def joined(self, other: "Part", *, doubtful: bool = False) -> "Part":
        """This one with the pages of the other, which are in front of it or behind."""
        signs = tuple(sorted((*self.signs, *other.signs), key=lambda page: page.page))
        pages = tuple(sorted((*self.pages, *other.pages), key=lambda page: page.number))
        return Part(signs, pages, self.invoice, self.is_doubtful or other.is_doubtful or doubtful)


def read_part(transcript: Transcript, signs: Sequence[PageSigns], read_one: ReadOne) -> Part:
    """The pages of these signs, read as if they were all that was sent."""
    numbers = {each.page: at for at, each in enumerate(signs)}
    pages = tuple(page for page in transcript.pages if page.number in numbers)
    renumbered = tuple(replace(page, number=numbers[page.number]) for page in pages)
    codes = tuple(replace(code, page=numbers[code.page]) for code in transcript.codes if code.page in numbers)
    return Part(tuple(signs), pages, read_one(Transcript(transcript.kind, renumbered, codes)))


def same_number(one: str, other: str) -> bool:
    """Whether two folded numbers are one, as far as letters are told apart that print alike.

    >>> same_number("re2024o17", "re2024017"), same_number("re2024017", "re2024018")
    (True, False)
    """
    return one.translate(_ALIKE) == other.translate(_ALIKE)
