"""Open a PDF whatever its state: junk before the header, encryption, damage.

pdfium opens most; what it refuses is rebuilt by qpdf (pikepdf) once and tried again. Owner passwords that only forbid
printing or copying do not stop the reading of an invoice one has received.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as c

from models.errors import DamagedDocument, EmptyDocument, PasswordNeeded, UnsupportedKind
from models.messages import told

_CERTIFICATE = "unsupported encryption filter"  # what qpdf says of a lock that is no password
_FLATTENED = {c.FPDF_ANNOT_WIDGET, c.FPDF_ANNOT_FREETEXT, c.FPDF_ANNOT_STAMP}


@contextmanager
def open_pdf(content: bytes, password: str | None = None) -> Iterator[pdfium.PdfDocument]:
    """The open document, closed afterwards. Raises PasswordNeeded, DamagedDocument or EmptyDocument (no page)."""
    document = _open_or_repair(_from_header(content), password)
    with suppress(pdfium.PdfiumError):
        document.init_forms()  # draws values whose field has no picture of them, or an old one
    try:
        if len(document) == 0:
            raise EmptyDocument("The PDF has no pages.")
        yield document
    finally:
        document.close()


def load_page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """A page with its filled-in form fields and stamps made part of it, so that they are read like printed text."""
    try:
        page = document[number]
        if _has_flattened_kinds(page) and c.FPDFPage_Flatten(page, c.FLAT_NORMALDISPLAY) == c.FLATTEN_SUCCESS:
            page.close()
            page = document[number]
    except pdfium.PdfiumError as error:
        raise DamagedDocument(f"Page {number + 1} of the PDF cannot be opened.") from error
    return page


def unlocked(content: bytes, password: str | None = None) -> bytes:
    """The PDF rebuilt, without encryption and without junk before it. Raises as `open_pdf`."""
    return _repaired(_from_header(content), password)


def _open_or_repair(content: bytes, password: str | None) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content, password=password)
    except pdfium.PdfiumError:
        pass  # its reason may be that of an earlier document, so qpdf is asked
    try:
        return pdfium.PdfDocument(_repaired(content, password))
    except pdfium.PdfiumError as error:
        raise DamagedDocument("The PDF is damaged and cannot be repaired. Ask for it to be sent again.") from error


def _repaired(content: bytes, password: str | None) -> bytes:
    """The document rebuilt and without its encryption."""
    rebuilt = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content), password=password or "", suppress_warnings=True) as document:
            if not document.pages:
                raise EmptyDocument("The PDF has no pages.")
            document.save(rebuilt, encryption=False)
    except pikepdf.PasswordError as error:
        raise PasswordNeeded(_password_message(password)) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        if _CERTIFICATE in str(error):
            raise UnsupportedKind(
                "The PDF opens only with the certificate of its recipient. Print it as PDF."
            ) from error
        raise DamagedDocument("The PDF is damaged and cannot be repaired. Ask for it to be sent again.") from error
    return rebuilt.getvalue()


def _password_message(password: str | None) -> str:
    return told("The password does not open the PDF.") if password else told("The PDF opens only with a password.")


def _from_header(content: bytes) -> bytes:
    start = content.find(b"%PDF-", 0, 8192)
    return content[start:] if start > 0 else content


def _has_flattened_kinds(page: pdfium.PdfPage) -> bool:
    for index in range(min(c.FPDFPage_GetAnnotCount(page), 500)):
        annotation = c.FPDFPage_GetAnnot(page, index)
        kind = c.FPDFAnnot_GetSubtype(annotation)
        c.FPDFPage_CloseAnnot(annotation)
        if kind in _FLATTENED:
            return True
    return False
