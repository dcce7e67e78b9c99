import io

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from extractors.tables.items import find_line_items
from extractors.tables.rulings import read_rulings, wants_rulings
from extractors.text_layer import read_text_layer
from models.geometry import Box
from models.page import Page, Transcript
from tests.extractors.tables.typed import typed_page

HEADER = ("Description", "Quantity", "Unit price", "Amount")
ROWS = (("Oak board, planed", "4", "12.50", "50.00"), ("Beech board", "2", "10.00", "20.00"))
EDGES = (60, 260, 340, 430, 520)
TOP, STEP = 200, 30


def ruled_pdf(*, boxes: bool = False) -> bytes:
    """A table with drawn lines, of strokes or of thin filled rectangles."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for number, row in enumerate((HEADER, *ROWS)):
        for edge, cell in zip(EDGES, row, strict=False):
            canvas.drawString(edge + 5, 842 - (TOP + STEP * number + 20), cell)
    for number in range(4):
        _draw(canvas, Box(EDGES[0], TOP + STEP * number, EDGES[-1], TOP + STEP * number), filled=boxes)
    for edge in EDGES:
        _draw(canvas, Box(edge, TOP, edge, TOP + 3 * STEP), filled=boxes)
    canvas.save()
    return target.getvalue()


def _draw(canvas: Canvas, line: Box, *, filled: bool) -> None:
    if filled:
        canvas.rect(line.x0, 842 - line.bottom, max(line.width, 0.5), max(line.height, 0.5), stroke=0, fill=1)
    else:
        canvas.line(line.x0, 842 - line.top, line.x1, 842 - line.bottom)


def rulings_of(content: bytes) -> tuple[Box, ...]:
    with pdfium.PdfDocument(content) as document:
        return read_rulings(document[0])


def test_lines_are_read_in_points_from_the_top_left() -> None:
    rulings = rulings_of(ruled_pdf())
    flat = sorted({round(box.top) for box in rulings if box.width > box.height})
    upright = sorted({round(box.x0) for box in rulings if box.height > box.width})
    assert flat == [200, 230, 260, 290]
    assert upright == list(EDGES)


def test_thin_rectangles_are_lines_too() -> None:
    rulings = rulings_of(ruled_pdf(boxes=True))
    assert {round(box.x0) for box in rulings if box.height > box.width} >= set(EDGES)


def test_a_drawing_has_no_lines() -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    for number in range(5000):
        canvas.line(10, number / 10, 500, number / 10)
    canvas.save()
    assert rulings_of(target.getvalue()) == ()


def test_only_pages_that_look_like_tables_want_lines() -> None:
    assert wants_rulings(typed_page("Description    Quantity    Unit price    Amount"))
    assert not wants_rulings(typed_page("Dear customer,\nthe goods were shipped today."))


def test_drawn_lines_part_columns_and_rows() -> None:
    content = ruled_pdf()
    (page,) = read_text_layer(content)
    ruled = Page(page.number, page.width, page.height, page.witness, page.words, 0, rulings_of(content))
    found = find_line_items(Transcript("pdf", (ruled,)))
    assert [(row.description, str(row.quantity), str(row.net_amount)) for row in found] == [
        ("Oak board, planed", "4", "50.00"),
        ("Beech board", "2", "20.00"),
    ]
