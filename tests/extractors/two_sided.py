"""Digital pages whose text layer says one thing and whose picture shows another, and the same page where both agree."""

import io
from collections.abc import Sequence

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.extractors import papers, patchwork

LINES = (
    "Nexen Lumber d.o.o., Tovarniska cesta 12, 1000 Ljubljana",
    "Invoice",
    "Invoice number: 2024-0815",
    "Invoice date: 17 May 2024",
    "Delivery of timber, four pallets, as ordered by telephone",
    "Spruce boards planed and larch beams, zinc plated screws",
    "Total amount to pay: EUR 1131.55",
    "Please transfer the amount within thirty days to the account below",
    "Thank you for your business and your trust in our work",
)
NUMBER, TOTAL = 2, 6


def other_digits(content: bytes) -> bytes:
    """The page, its bold font telling another digit for each that it shows."""
    return patchwork.retold(content, {ord(digit): ord("5694730281"[int(digit)]) for digit in "0123456789"})


def covered(lines: Sequence[str], number: int, shown: str) -> bytes:
    """The page with a picture of other words laid over one of its lines."""

    def draw(canvas: Canvas, y: float, line: str) -> None:
        patchwork.as_text(canvas, y, line)
        width = canvas.stringWidth(line, patchwork.SANS, patchwork.SIZE)
        picture = patchwork.lettered(shown, 40)
        canvas.drawImage(ImageReader(io.BytesIO(papers.encoded(picture))), patchwork.LEFT - 2, y - 4, width + 4, 16)

    return patchwork.page((number,), draw, lines)
