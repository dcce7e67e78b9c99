"""Words that nobody sees on a page are not read from it."""

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.reading import read_document
from models.evidence import Witness
from models.page import Page
from tests.extractors import papers


def drawn(draw: Callable[[Canvas], object]) -> bytes:
    """The usual page, with something else on it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for number, line in enumerate(papers.LINES):
        canvas.drawString(60, 770 - 24 * number, line)
    draw(canvas)
    canvas.save()
    return target.getvalue()


def read(content: bytes) -> Page:
    (page,) = read_document(content).transcript.pages
    return page


def write(canvas: Canvas, x: float, grey: float) -> None:
    canvas.setFillGray(grey)
    canvas.drawString(x, 300, "Hidden total 99999.99")


def cover(canvas: Canvas) -> None:
    write(canvas, 60, 0)
    canvas.setFillGray(1)
    canvas.rect(50, 290, 300, 30, stroke=0, fill=1)


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda canvas: write(canvas, 60, 1), id="white on white"),
        pytest.param(lambda canvas: write(canvas, 900, 0), id="outside the page"),
        pytest.param(cover, id="under something opaque"),
    ],
)
def test_what_nobody_sees_is_not_read(draw: Callable[[Canvas], object]) -> None:
    page = read(drawn(draw))
    assert page.text == read(papers.pdf()).text
    assert (page.witness, page.path) in {
        (Witness.TEXT_LAYER, ("words_unseen",)),
        (Witness.TEXT_LAYER, ()),  # pdfium itself leaves out what lies outside
    }


@pytest.mark.parametrize("grey", [0.0, 0.6, 0.9])
def test_pale_words_are_seen(grey: float) -> None:
    assert "99999.99" in read(drawn(lambda canvas: write(canvas, 60, grey))).text


def test_white_words_on_a_dark_ground_are_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(50, 290, 300, 30, stroke=0, fill=1)
        write(canvas, 60, 1)

    assert "99999.99" in read(drawn(draw)).text


def test_a_page_whose_text_is_not_where_its_ink_is_is_recognised() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.drawString(60, 770, "Invoice number 2024-0815")
    canvas.setFillGray(1)
    for number in range(20):
        canvas.drawString(60, 700 - 24 * number, "Something else that is not there")
    canvas.save()
    page = read(target.getvalue())
    assert (page.witness, page.text) == (Witness.OCR, "Invoice number 2024-0815")
    assert page.path == ("text_layer_unseen", "rapidocr")
