"""What reading one document gives. Imports no engine, so that whoever only receives it stays light."""

from dataclasses import dataclass

from extractors.containers import Part
from extractors.notes import Notes
from models.invoice import Invoice
from models.page import Transcript
from models.page_ranges import LAST_PAGE, PageRange
from models.terms import Term

READING_VERSION = "8"
"""Of what is read from a document and extracted from it. Whoever changes that raises it: what earlier versions read is
neither taken for a reading of this one nor evidence for what it does."""

SEVERAL_INVOICES = "several_invoices"
"""The finding that a file surely holds several."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """The upright page as a picture for the screen; `page` counts from 0.

    `raw` is the page as it came, where it had to be turned, straightened, flattened or lit evenly.
    """

    page: int
    content: bytes
    media_type: str
    width_px: int
    height_px: int
    raw: "PageImage | None" = None


@dataclass(frozen=True, slots=True)
class Rest:
    """Where the reading of a long document was put down: after `done` of `count` pages, with the notes so far."""

    done: int
    count: int
    notes: Notes


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """What was read, and the upright pages as pictures in the order of the pages (none for XML).

    `parts` are the files attached to a PDF, but its e-invoices; a `portfolio` is a PDF that is made of them. `rest` is
    what is still to be read, where a document is read in sittings; None once it is whole.
    """

    transcript: Transcript
    images: tuple[PageImage, ...]
    parts: tuple[Part, ...] = ()
    portfolio: bool = False
    rest: Rest | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One go at a document that may be put down and taken up again: what was read `before`, None at first."""

    before: DocumentRead | None = None


@dataclass(frozen=True, slots=True)
class SearchableCopy:
    """A PDF with the words under its pages, and what it claims to be: `PDF/A-2b`, or nothing."""

    content: bytes
    claims: str


@dataclass(frozen=True, slots=True)
class Captured:
    """A document read and understood, and the seconds both took together."""

    read: DocumentRead
    invoice: Invoice
    seconds: float

    @property
    def is_cover(self) -> bool:
        """Whether its pages are but the cover of a portfolio with documents: no invoice stands on them."""
        has_documents = any(not part.reason for part in self.read.parts)
        return self.read.portfolio and has_documents and Term.TOTAL_GROSS not in self.invoice.fields

    @property
    def division(self) -> tuple[PageRange, ...]:
        """The pages of each invoice of a file that surely holds several; the last has what was not read any more."""
        told = next((found.pages for found in self.invoice.findings if found.code == SEVERAL_INVOICES), ())
        if not told or "pages_cut" not in self.read.transcript.warnings:
            return told
        return (*told[:-1], PageRange(told[-1].first, LAST_PAGE))
