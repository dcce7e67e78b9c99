"""Read one document: bytes in; words, codes, e-invoice XML and page pictures out.

Mails and archives hold documents but are none: `extractors.containers` takes them apart first.
"""

from dataclasses import replace

from lxml import etree

from extractors.document import DocumentRead, PageImage
from extractors.images import count_frames, iterate_frames
from extractors.kind import Kind, detect_kind
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.notes import Notes
from extractors.office import convert_office
from extractors.paging import pages_to_read
from extractors.pdf_reading import read_pdf
from extractors.recognition import ReadPage, recognise_page
from extractors.seen import as_seen
from models.errors import DamagedDocument, LimitExceeded, UnsupportedKind
from models.page import Transcript

__all__ = ["DocumentRead", "PageImage", "read_document"]


_OFFICE_SHARE = 0.6  # of the time of a document, for its conversion


def read_document(
    content: bytes, name: str = "", *, limits: Limits = DEFAULT_LIMITS, password: str | None = None
) -> DocumentRead:
    """Read a PDF, a picture, an Office document or an XML e-invoice. Raises the document errors; see `models.errors`.

    Long documents are read up to `limits.pages`; `Transcript.warnings` say what was left.
    """
    if len(content) > limits.bytes:
        raise LimitExceeded(f"The file has more than {limits.bytes // 1024**2} MiB. Send it smaller, or in parts.")
    kind = detect_kind(content, name)
    notes = Notes(limits.reading_seconds)
    if kind is Kind.OFFICE:
        with notes.timed("office"):
            content = convert_office(content, limits.seconds * _OFFICE_SHARE)
    if kind in {Kind.PDF, Kind.OFFICE}:
        read = read_pdf(content, password, limits, notes)
        found = _document(kind, read.pages, notes, read.attached.einvoices)
        return replace(found, parts=read.attached.parts, portfolio=read.attached.portfolio)
    if kind is Kind.IMAGE:
        return _document(kind, _read_image(content, limits, notes), notes)
    if kind is Kind.XML:
        return _document(kind, (), notes, (_well_formed(content),))
    raise UnsupportedKind("A mail or archive is taken apart before its documents are read.")


def _read_image(content: bytes, limits: Limits, notes: Notes) -> tuple[ReadPage, ...]:
    count = pages_to_read(count_frames(content), limits, notes)
    pages: list[ReadPage] = []
    for number, frame in enumerate(iterate_frames(content, count, limits)):
        if notes.out_of_time:
            notes.warn("pages_unread")
            break
        notes.next_page()
        read = recognise_page(frame.pixels, number, frame.dpi, notes, count - number)
        pages.append(as_seen(read, frame.pixels, notes))
    return tuple(pages)


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
