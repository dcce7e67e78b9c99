"""Cut the documents of a stack out of it: each a file of its own pages, which stay as they are.

Of a PDF all but those pages is taken away, so that fonts, layers and form fields keep what they rest on; what leads to
other pages goes too, or they would come along unseen. Of a TIFF the pages are kept without loss.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import pikepdf
from PIL import Image

from extractors.containers import Part
from extractors.images import count_frames
from extractors.kind import Kind, detect_kind, is_tiff
from extractors.limits import Limits
from extractors.office import convert_office
from extractors.pdf import unlocked
from models.errors import DamagedDocument, UnsupportedKind
from models.page_ranges import PageRange, left_between

BETWEEN = "between_documents"
_BEYOND = (
    "/AA", "/AF", "/Collection", "/Dests", "/Metadata", "/Names", "/OpenAction", "/Outlines", "/PageLabels",
    "/StructTreeRoot", "/Threads",
)  # fmt: skip
_BROKEN = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, OSError, EOFError, SyntaxError)


def cut_document(
    content: bytes, name: str, ranges: Sequence[PageRange], password: str | None, limits: Limits
) -> tuple[Part, ...]:
    """A part for each of the ranges, and one with a reason for pages between them, in the order of the pages.

    The last range ends where the file does. Raises the document errors, also when a range is beyond the file.
    """
    kind = detect_kind(content, name)
    stem = PurePosixPath(name.replace("\\", "/")).stem or "document"
    try:
        if kind is Kind.IMAGE and is_tiff(content):
            plain, suffix, count = content, "tif", count_frames(content)
        elif kind in {Kind.PDF, Kind.OFFICE}:
            plain = unlocked(convert_office(content, limits.seconds) if kind is Kind.OFFICE else content, password)
            suffix, count = "pdf", _count(plain)
        else:
            raise UnsupportedKind("Only PDFs, TIFFs and Office documents are split. Send its pages one by one.")
        whole = _within(ranges, count)
        files = zip(whole, _cut_pdf(plain, whole) if suffix == "pdf" else _cut_tiff(plain, whole), strict=True)
        parts = [Part(f"{stem} {part}.{suffix}", file, pages=part) for part, file in files]
    except _BROKEN as error:
        raise DamagedDocument("The file cannot be split. Send its pages one by one.") from error
    left = [Part(f"{stem} {part}", reason=BETWEEN, pages=part) for part in left_between(whole, count)]
    return tuple(sorted([*parts, *left], key=_place))


def _within(ranges: Sequence[PageRange], count: int) -> tuple[PageRange, ...]:
    *before, last = ranges
    if last.first >= count:
        raise DamagedDocument("The file has fewer pages than it seemed to have.")
    return (*before, PageRange(last.first, min(last.last, count - 1)))


def _place(part: Part) -> PageRange:
    return part.pages or PageRange(0, 0)


def _count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
        return len(document.pages)


def _cut_pdf(pdf: bytes, ranges: Sequence[PageRange]) -> Iterator[bytes]:
    for part in ranges:
        with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
            _keep(document, part)
            file = io.BytesIO()
            document.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            yield file.getvalue()


def _keep(document: pikepdf.Pdf, part: PageRange) -> None:
    """Take away every page but those of the part, and what leads to them."""
    del document.pages[part.last + 1 :]
    del document.pages[: part.first]
    for key in _BEYOND:
        if key in document.Root:
            del document.Root[key]
    kept = set()
    for page in document.pages:
        if "/B" in page.obj:
            del page.obj["/B"]
        annotations = [each for each in page.obj.get("/Annots", ()) if not _leads_away(each)]
        if "/Annots" in page.obj:
            page.obj["/Annots"] = pikepdf.Array(annotations)
        kept |= {_field_of(each) for each in annotations if each.get("/Subtype") == "/Widget"}
    form = document.Root.get("/AcroForm")
    if form is not None and "/Fields" in form:
        form["/Fields"] = pikepdf.Array([field for field in form["/Fields"] if field.objgen in kept])
    document.remove_unreferenced_resources()


def _leads_away(annotation: pikepdf.Object) -> bool:
    """Whether it is a link to another page."""
    action = annotation.get("/A")
    goes = action is not None and action.get("/S") == "/GoTo"
    return annotation.get("/Subtype") == "/Link" and (goes or "/Dest" in annotation)


def _field_of(widget: pikepdf.Object) -> tuple[int, int]:
    """The field at the top of those that a widget belongs to."""
    field = widget
    for _ in range(16):
        if "/Parent" not in field:
            break
        field = field["/Parent"]
    return field.objgen


def _cut_tiff(content: bytes, ranges: Sequence[PageRange]) -> Iterator[bytes]:
    with Image.open(io.BytesIO(content)) as image:
        for part in ranges:
            first, *rest = [_frame(image, number) for number in range(part.first, part.last + 1)]
            file = io.BytesIO()
            first.save(file, "TIFF", save_all=True, append_images=rest)
            yield file.getvalue()


def _frame(image: Image.Image, number: int) -> Image.Image:
    """A page as it is, with its resolution and how it lies, to be written without loss."""
    image.seek(number)
    frame = image.copy()
    frame.encoderinfo = {
        "compression": "group4" if frame.mode == "1" else "tiff_adobe_deflate",
        "dpi": image.info.get("dpi", (0, 0)),
        "exif": image.getexif(),
    }
    return frame
