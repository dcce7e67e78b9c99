"""The files attached to a PDF: e-invoice XML belongs to it; PDFs, pictures, mails and archives are other documents.

A portfolio is a PDF that is made of its files: there XML is a document too, and the pages are a cover.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import pikepdf
import pypdfium2 as pdfium

from extractors.archive import Member
from extractors.containers import Part, unpack_members
from extractors.limits import Limits

_XML_LIMIT = 20 * 1024 * 1024
_MOST_FILES = 500
_BROKEN = (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError)


@dataclass(frozen=True, slots=True)
class AttachedFiles:
    """`einvoices` are raw XML (Factur-X, ZUGFeRD, XRechnung and the like); `parts` what else is attached."""

    einvoices: tuple[bytes, ...] = ()
    parts: tuple[Part, ...] = ()
    portfolio: bool = False


def read_attached(document: pdfium.PdfDocument, content: bytes, password: str | None, limits: Limits) -> AttachedFiles:
    """The files of an open document, in their order. Raises LimitExceeded."""
    files = list(_files(document))
    if not files:
        return AttachedFiles()
    if _is_portfolio(content, password):
        return AttachedFiles(parts=unpack_members(files, limits).parts, portfolio=True)
    einvoices = tuple(file.content for file in files if _looks_like_xml(file.content))
    others = unpack_members((file for file in files if not _looks_like_xml(file.content)), limits)
    return AttachedFiles(einvoices, others.parts)


def _files(document: pdfium.PdfDocument) -> Iterator[Member]:
    count = document.count_attachments()
    for index in range(min(count, _MOST_FILES)):
        yield _file(document, index)
    if count > _MOST_FILES:
        yield Member("", reason="too_many_parts")


def _file(document: pdfium.PdfDocument, index: int) -> Member:
    name = f"attachment-{index}"
    try:
        attachment = document.get_attachment(index)
        printable = "".join(char for char in attachment.get_name() if char.isprintable())
        name = PurePosixPath(printable.replace("\\", "/")).name or name
        return Member(name, bytes(attachment.get_data()))
    except pdfium.PdfiumError:
        return Member(name, reason="damaged")


def _looks_like_xml(content: bytes) -> bool:
    return len(content) <= _XML_LIMIT and content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _is_portfolio(content: bytes, password: str | None) -> bool:
    """Whether the catalog has a collection (ISO 32000-1, 12.3.5); False for what only pdfium opens."""
    try:
        with pikepdf.open(io.BytesIO(content), password=password or "", suppress_warnings=True) as document:
            return pikepdf.Name.Collection in document.Root
    except _BROKEN:
        return False
