"""Where print may be drawn is known from the objects of a page, wherever they are nested, however it is turned."""

import io
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.drawings import drawn_areas
from models.geometry import Box
from tests.extractors import papers, patchwork

PICTURE = ImageReader(Image.new("RGB", (100, 50), "red"))


def areas(draw: Callable[[Canvas], object], rotate: int = 0) -> list[list[int]]:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(600, 800))
    draw(canvas)
    canvas.save()
    return areas_of(papers.rotated(target.getvalue(), rotate) if rotate else target.getvalue())


def areas_of(content: bytes) -> list[list[int]]:
    document = pdfium.PdfDocument(content)
    try:
        return [[round(edge) for edge in box.as_list()] for box in drawn_areas(document[0])]
    finally:
        document.close()


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("logo")
    canvas.drawImage(PICTURE, 10, 10, 100, 50)
    canvas.endForm()
    canvas.translate(200, 300)
    canvas.scale(2, 2)
    canvas.doForm("logo")


def frames(canvas: Canvas) -> None:
    for number in range(30):
        canvas.roundRect(50, 700 - 20 * number, 400, 15, 3)
        canvas.line(50, 20, 500, 20)


def test_a_picture_is_found() -> None:
    assert areas(lambda canvas: canvas.drawImage(PICTURE, 100, 700, 100, 50)) == [[100, 50, 200, 100]]


def test_a_picture_is_found_inside_a_form() -> None:
    assert areas(in_a_form) == [[220, 380, 420, 480]]


def test_places_are_those_of_the_page_as_displayed() -> None:
    assert areas(lambda canvas: canvas.drawImage(PICTURE, 100, 700, 100, 50), 90) == [[700, 100, 750, 200]]


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(frames, id="frames and lines"),
        pytest.param(lambda canvas: canvas.drawImage(PICTURE, 100, 700, 6, 6), id="a bullet"),
        pytest.param(lambda canvas: canvas.drawImage(PICTURE, 900, 700, 100, 50), id="outside the page"),
        pytest.param(lambda canvas: canvas.drawString(60, 700, "Total 12.50"), id="text"),
    ],
)
def test_what_cannot_be_print_is_left(draw: Callable[[Canvas], object]) -> None:
    assert areas(draw) == []


def test_a_line_of_outlines_is_one_area() -> None:
    ((x0, top, x1, bottom),) = areas_of(patchwork.page([3], patchwork.as_outlines))
    line = Box(60, 842 - 770 + 72 - 12, 330, 842 - 770 + 72 + 6)
    assert line.grown(6).contains(x0, top)
    assert line.grown(6).contains(x1, bottom)
