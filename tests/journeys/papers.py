"""Documents drawn for the journeys: a page with a text layer, and scans that take a while to read."""

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Brightwater Design Studio Ltd",
    "Kingfisher Row 3, LX4 7QP Larkmere",
    "Invoice",
    "Invoice number: {number}",
    "Invoice date: 12 March 2026",
    "Poster design, A2   2   240.00   480.00",
    "Net total  GBP 480.00",
    "VAT 20%  GBP 96.00",
    "Total  GBP 576.00",
)
ANNEX_ROW = "{day} March 2026   Pumping station {row}   inspected, cleaned, seals renewed, refilled   {row}.25 h"
ANNEX_ROWS = 36
SCAN_DPI = 200


def draw_digital(number: str) -> bytes:
    """One page with a text layer."""
    target = io.BytesIO()
    canvas = Canvas(target)
    for row, line in enumerate(LINES):
        canvas.drawString(60, 780 - 24 * row, line.format(number=number))
    canvas.save()
    return target.getvalue()


def draw_scan(number: str, pages: int = 3) -> bytes:
    """Pages that are pictures, and take seconds to recognise."""
    return _bound([_picture(draw_digital(number))] * pages)


def draw_scan_with_annex(number: str, pages: int = 40) -> bytes:
    """A scanned invoice of one page, and a long annex of scanned records of work."""
    return _bound([_picture(draw_digital(number)), *(_picture(_draw_annex(day)) for day in range(1, pages))])


def draw_noise(frames: int = 8) -> bytes:
    """A TIFF whose frames take seconds to be packed without loss."""
    pictures = [Image.effect_noise((1200, 1700), 90 + at).convert("RGB") for at in range(frames)]
    target = io.BytesIO()
    pictures[0].save(target, "TIFF", save_all=True, append_images=pictures[1:], compression="jpeg")
    return target.getvalue()


def _draw_annex(day: int) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    for row in range(ANNEX_ROWS):
        canvas.drawString(60, 780 - 20 * row, ANNEX_ROW.format(day=day, row=row + 1))
    canvas.save()
    return target.getvalue()


def _picture(content: bytes) -> Image.Image:
    page: Image.Image = pypdfium2.PdfDocument(content)[0].render(scale=SCAN_DPI / 72).to_pil()
    return page.convert("L")


def _bound(pages: Sequence[Image.Image]) -> bytes:
    target = io.BytesIO()
    pages[0].save(target, "PDF", resolution=SCAN_DPI, save_all=True, append_images=pages[1:])
    return target.getvalue()
