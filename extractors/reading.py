"""Read one document: bytes in; words, codes, e-invoice XML and page pictures out.

Mails and archives hold documents but are none: `extractors.containers` takes them apart first.
"""

from dataclasses import replace

from lxml import etree

from extractors.asked import PLAINLY, Asked
from extractors.document import DocumentRead, PageImage, Rest, Sitting
from extractors.images import count_frames, open_frames
from extractors.kind import Kind, detect_kind
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.notes import Notes
from extractors.office import convert_office
from extractors.paging import pages_to_read, reading_order
from extractors.pdf_reading import read_pdf
from extractors.recognition import ReadPage, recognise_page
from extractors.seen import as_seen
from extractors.sittings import read_in_order
from models.errors import DamagedDocument, LimitExceeded, UnsupportedKind
from models.page import Transcript

__all__ = ["DocumentRead", "PageImage", "read_document"]


_OFFICE_SHARE = 0.6  # of the time of a document, for its conversion


def read_document(
    content: bytes,
    name: str = "",
    *,
    limits: Limits = DEFAULT_LIMITS,
    asked: Asked = PLAINLY,
    sitting: Sitting | None = None,
) -> DocumentRead:
    """Read a PDF, a picture, an Office document or an XML e-invoice. Raises the document errors; see `models.errors`.

    Long documents are read up to `limits.pages`; `Transcript.warnings` say what was left. With a `sitting`, long scans
    are read as far as is worth showing, or on from there; see `extractors.sittings`.
    """
    if len(content) > limits.bytes:
        raise LimitExceeded(f"The file has more than {limits.bytes // 1024**2} MiB. Send it smaller, or in parts.")
    kind = detect_kind(content, name)
    rest = sitting.before.rest if sitting and sitting.before else None
    notes = rest.notes.taken_up() if rest else Notes(limits.reading_seconds)
    if kind is Kind.OFFICE:
        with notes.timed("office"):
            content, sitting = convert_office(content, limits.seconds * _OFFICE_SHARE), None
    if kind in {Kind.PDF, Kind.OFFICE}:
        read = read_pdf(content, asked, limits, notes, sitting)
        found = _document(kind, read.pages, notes, read.attached.einvoices)
        parts = () if read.rest else read.attached.parts
        return replace(found, parts=parts, portfolio=read.attached.portfolio, rest=read.rest)
    if kind is Kind.IMAGE:
        pages, rest = _read_image(content, asked, limits, notes, sitting)
        return replace(_document(kind, pages, notes), rest=rest)
    if kind is Kind.XML:
        return _document(kind, (), notes, (_well_formed(content),))
    raise UnsupportedKind("A mail or archive is taken apart before its documents are read.")


def _read_image(
    content: bytes, asked: Asked, limits: Limits, notes: Notes, sitting: Sitting | None
) -> tuple[tuple[ReadPage, ...], Rest | None]:
    order = reading_order(pages_to_read(count_frames(content), limits, notes))
    with open_frames(content, limits) as frame_of:

        def read_one(number: int, left: int) -> ReadPage | None:
            if notes.out_of_time:
                notes.warn("pages_unread")
                return None
            notes.next_page()
            frame = frame_of(number)
            read = recognise_page(frame.pixels, asked.page(number, left), frame.dpi, notes)
            return as_seen(read, frame.pixels, notes)

        return read_in_order(order, read_one, notes, sitting)


def _well_formed(content: bytes) -> bytes:
    """The XML itself, once it parses; external entities are never loaded, internal ones never expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument("The XML is not well-formed. Ask for it to be sent again.") from error
    return content


def _document(kind: Kind, pages: tuple[ReadPage, ...], notes: Notes, einvoices: tuple[bytes, ...] = ()) -> DocumentRead:
    transcript = Transcript(
        kind=kind.value,
        pages=tuple(read.page for read in pages),
        codes=tuple(code for read in pages for code in read.codes),
        einvoices=einvoices,
        warnings=notes.warnings,
        seconds=notes.seconds,
    )
    return DocumentRead(transcript, tuple(read.image for read in pages))
