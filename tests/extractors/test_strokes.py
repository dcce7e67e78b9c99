import io
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.strokes import iterate_strokes
from models.geometry import Box
from tests.extractors import papers


def strokes_of(draw: Callable[[Canvas], object], degrees: int = 0) -> list[Box]:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(600, 800))
    draw(canvas)
    canvas.save()
    with pdfium.PdfDocument(papers.rotated(target.getvalue(), degrees)) as document:
        return [box.rounded() for box in iterate_strokes(document[0])]


def test_a_line_runs_from_the_top_left_of_the_page() -> None:
    assert strokes_of(lambda canvas: canvas.line(100, 700, 300, 700)) == [Box(100, 100, 300, 100)]


def test_a_rectangle_has_four_sides() -> None:
    sides = strokes_of(lambda canvas: canvas.rect(100, 600, 50, 100, stroke=0, fill=1))
    expected = {Box(100, 100, 150, 100), Box(100, 200, 150, 200), Box(100, 100, 100, 200), Box(150, 100, 150, 200)}
    assert set(sides) == expected


def test_a_page_that_is_shown_turned_has_its_lines_turned() -> None:
    assert strokes_of(lambda canvas: canvas.line(100, 700, 300, 700), 90) == [Box(700, 100, 700, 300)]


def test_slanted_lines_curves_and_what_only_clips_are_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(100, 100, 300, 200)
        canvas.bezier(0, 0, 10, 0, 10, 10, 100, 0)
        path = canvas.beginPath()
        path.rect(10, 10, 100, 100)
        canvas.clipPath(path, stroke=0, fill=0)

    assert strokes_of(draw) == []


@pytest.mark.parametrize("scale", [1, 2])
def test_lines_of_a_form_stand_where_it_is_placed(scale: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("box")
        canvas.line(0, 0, 100, 0)
        canvas.endForm()
        canvas.translate(50, 300)
        canvas.scale(scale, scale)
        canvas.doForm("box")

    assert strokes_of(draw) == [Box(50, 500, 50 + 100 * scale, 500)]
