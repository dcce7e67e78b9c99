"""Documents drawn for the journeys: a page with a text layer, and scans that take a while to read."""

import io

import pypdfium2
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
    page = pypdfium2.PdfDocument(draw_digital(number))[0].render(scale=SCAN_DPI / 72).to_pil().convert("L")
    target = io.BytesIO()
    page.save(target, "PDF", resolution=SCAN_DPI, save_all=True, append_images=[page] * (pages - 1))
    return target.getvalue()
