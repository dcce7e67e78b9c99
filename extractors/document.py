"""What reading one document gives. Imports no engine, so that whoever only receives it stays light."""

from dataclasses import dataclass

from models.invoice import Invoice
from models.page import Transcript


@dataclass(frozen=True, slots=True)
class PageImage:
    """The upright page as a picture for the screen; `page` counts from 0.

    `raw` is the page as it came, where it had to be turned or straightened.
    """

    page: int
    content: bytes
    media_type: str
    width_px: int
    height_px: int
    raw: "PageImage | None" = None


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """What was read, and the upright pages as pictures in the order of the pages (none for XML)."""

    transcript: Transcript
    images: tuple[PageImage, ...]


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
