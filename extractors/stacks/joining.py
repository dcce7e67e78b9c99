"""Join files to one PDF: the pages of each, one file after the other, as they are. The mirror of `cutting`.

Pictures become pages (`pictures`), Office documents the pages they are read from. Form fields and hidden layers come
along, for they decide what a page shows. Bookmarks, scripts, signatures and attached files stay with the originals,
but for e-invoice XML: where one of the files alone carries some, it speaks for the whole, and goes along. Where two
carry different ones, none does.
"""

import io
from collections.abc import Sequence
from contextlib import ExitStack

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf

from extractors.containers import Part
from extractors.einvoice.syntaxes import is_einvoice
from extractors.kind import Kind, detect_kind
from extractors.limits import Limits
from extractors.office import convert_office
from extractors.pdf import unlocked
from extractors.stacks.pictures import as_pdf
from models.errors import DamagedDocument, LimitExceeded, UnsupportedKind
from models.page_ranges import PageRange

_XML_LIMIT = 20 * 1024 * 1024
_BROKEN = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, LookupError, OSError, EOFError, SyntaxError)
EInvoices = dict[str, bytes]


def join_documents(sources: Sequence[Part], limits: Limits) -> tuple[bytes, tuple[PageRange, ...]]:
    """All pages of all files in one PDF, and which of them are those of each; the same files give the same bytes.

    Raises the document errors, also when the whole would be more than is read.
    """
    try:
        with Pdf.new() as whole, ExitStack() as opened:
            parts = [opened.enter_context(_opened(source, limits)) for source in sources]
            ends = [_add(whole, part) for part in parts]
            _attach(whole, [found for part in parts if (found := _einvoices(part))])
            if ends[-1] > limits.pages_refused:
                raise LimitExceeded(f"Together they have more than {limits.pages_refused} pages. Join fewer.")
            file = io.BytesIO()
            whole.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except _BROKEN as error:
        raise DamagedDocument("The files cannot be joined. Review them one by one.") from error
    if len(file.getvalue()) > limits.bytes:
        raise LimitExceeded(f"Together they have more than {limits.bytes // 1024**2} MiB. Join fewer.")
    return file.getvalue(), tuple(PageRange(at, end - 1) for at, end in zip([0, *ends], ends, strict=False))


def _opened(source: Part, limits: Limits) -> Pdf:
    return pikepdf.open(io.BytesIO(_pages_of(source, limits)), suppress_warnings=True)


def _pages_of(source: Part, limits: Limits) -> bytes:
    """The file as a PDF without a lock."""
    kind = detect_kind(source.content, source.name)
    if kind is Kind.IMAGE:
        return as_pdf(source.content, limits)
    if kind is Kind.OFFICE:
        return unlocked(convert_office(source.content, limits.seconds))
    if kind is Kind.PDF:
        return unlocked(source.content)
    raise UnsupportedKind("Only PDFs, pictures and Office documents are joined.")


def _add(whole: Pdf, part: Pdf) -> int:
    """Add the pages of one, with their form fields and layers; how many pages there are then."""
    whole.add_pages_from(part)
    layers = part.Root.get("/OCProperties")
    if layers is not None and "/OCGs" in layers:
        _add_layers(whole, whole.copy_foreign(part.make_indirect(layers)))
    return len(whole.pages)


def _add_layers(whole: Pdf, layers: pikepdf.Object) -> None:
    """Which layers there are, and which of them are hidden (ISO 32000-1, 8.11.4)."""
    if "/OCProperties" not in whole.Root:
        whole.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(OFF=Array(), Order=Array()))
    ours = whole.Root.OCProperties
    shown = layers.get("/D", Dictionary())
    hidden = list(shown.get("/OFF", Array()))
    if shown.get("/BaseState") == Name.OFF:
        on = {layer.objgen for layer in shown.get("/ON", Array())}
        hidden = [layer for layer in layers.OCGs if layer.objgen not in on]
    ours.OCGs.extend(list(layers.OCGs))
    ours.D.OFF.extend(hidden)


def _einvoices(part: Pdf) -> EInvoices:
    """The e-invoices that a file carries, by the names of their attachments."""
    found = {name: spec.get_file().read_bytes() for name, spec in part.attachments.items()}
    return {name: xml for name, xml in found.items() if len(xml) <= _XML_LIMIT and is_einvoice(xml)}


def _attach(whole: Pdf, carried: Sequence[EInvoices]) -> None:
    """The e-invoices that are all that is carried. Where files carry different ones, none speaks for the whole."""
    if len({frozenset(found.values()) for found in carried}) != 1:
        return
    for name, xml in carried[0].items():
        unsaid = {"description": "", "creation_date": "", "mod_date": ""}
        whole.attachments[name] = AttachedFileSpec(whole, xml, filename=name, mime_type="text/xml", **unsaid)
