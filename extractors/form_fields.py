"""What is filled in on a page: the values of its form fields, whatever was drawn of them.

Programs that fill in forms often leave the drawing to the viewer, and pdfium draws only letters for which it finds a
font on this machine. The values themselves are text, so they count where the drawing says something else.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.glyphs import Flip, page_flip
from extractors.text_layer import turn_box
from models.geometry import Box
from models.page import Page, Word

_WITH_TEXT = {c.FPDF_FORMFIELD_TEXTFIELD, c.FPDF_FORMFIELD_COMBOBOX}
_PASSWORD = 1 << 13  # PDF 32000-1, table 228
_MOST_FIELDS = 500  # of a page
_MOST_LETTERS = 2000  # of a value
_LETTER = 0.5  # of the size of the font: the mean width of a letter
_WORD = re.compile(r"\S+")
_LARGEST = 11.0  # points of the font of a high field


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value and the field it is in, on the page as displayed."""

    text: str
    box: Box


def field_values(document: pdfium.PdfDocument, number: int) -> tuple[FieldValue, ...]:
    """The values of the fields of a page that a viewer shows; before the page is flattened, for then they are gone."""
    form = document.formenv
    if form is None:
        return ()
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return ()  # whoever reads the page will tell
    try:
        flip = page_flip(page)
        count = min(c.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)
        values = (_value(form, annotation, flip) for annotation in _annotations(page, count))
        return tuple(value for value in values if value)
    finally:
        page.close()


def with_values(page: Page, values: Iterable[FieldValue]) -> Page:
    """The page with each value in the place of the words in its field, where it is not among them."""
    turns = page.rotation // 90
    width, height = (page.height, page.width) if turns % 2 else (page.width, page.height)
    words = list(page.words)
    for value in values:
        box = turn_box(value.box, turns, width, height)
        drawn = [word for word in words if box.contains(word.box.x_mid, word.box.y_mid)]
        if _letters([value.text]) not in _letters(word.text for word in drawn):
            words = [word for word in words if word not in drawn] + list(_spread(value.text, box))
    return replace(page, words=tuple(words))


def _annotations(page: pdfium.PdfPage, count: int) -> Iterator[c.FPDF_ANNOTATION]:
    for index in range(count):
        annotation = c.FPDFPage_GetAnnot(page, index)
        try:
            yield annotation
        finally:
            c.FPDFPage_CloseAnnot(annotation)


def _value(form: pdfium.PdfFormEnv, annotation: c.FPDF_ANNOTATION, flip: Flip) -> FieldValue | None:
    area = c.FS_RECTF()
    if (
        c.FPDFAnnot_GetFormFieldType(form, annotation) not in _WITH_TEXT
        or c.FPDFAnnot_GetFlags(annotation) & c.FPDF_ANNOT_FLAG_HIDDEN
        or c.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD
        or not c.FPDFAnnot_GetRect(annotation, area)
    ):
        return None
    text = _text_of(form, annotation)
    return FieldValue(text, flip(area.left, area.bottom, area.right, area.top)) if text else None


def _text_of(form: pdfium.PdfFormEnv, annotation: c.FPDF_ANNOTATION) -> str:
    size = c.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    if not 2 < size <= 2 * _MOST_LETTERS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    c.FPDFAnnot_GetFormFieldValue(form, annotation, ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()


def _letters(texts: Iterable[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


def _spread(text: str, box: Box) -> Iterator[Word]:
    """The words of a value about where a viewer writes them: from the left, one line under the other."""
    lines = text.splitlines()
    height = box.height / len(lines)
    step = min(_LARGEST, 0.8 * height) * _LETTER
    for row, line in enumerate(lines):
        top = box.top + row * height
        for found in _WORD.finditer(line):
            left, right = (min(box.x0 + step * (place + 0.5), box.x1) for place in found.span())
            yield Word(found[0], Box(left, top, right, top + height))
