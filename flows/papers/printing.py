"""Pages of marks as a PDF; the same marks give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from flows.papers.marks import Area, Line, Mark, Modules, Squares, Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size in points, and all that is on it."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def print_sheets(sheets: Sequence[Sheet], title: str) -> bytes:
    """A PDF of the pages with their text layer."""
    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for sheet in sheets:
        canvas.setPageSize((sheet.width, sheet.height))
        for mark in sheet.marks:
            _draw(canvas, sheet.height, mark)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@cache
def _colour(ink: str) -> Color:
    return HexColor(ink)


def _draw(canvas: Canvas, height: float, mark: Mark) -> None:
    match mark:
        case Text():
            _draw_text(canvas, height, mark)
        case Line():
            canvas.setStrokeColor(_colour(mark.ink))
            canvas.setLineWidth(mark.width)
            canvas.setDash([mark.dash, mark.dash] if mark.dash else [])
            canvas.line(mark.x0, height - mark.y0, mark.x1, height - mark.y1)
        case Area():
            _draw_area(canvas, height, mark)
        case Squares():
            _draw_code(canvas, height, mark)


def _draw_text(canvas: Canvas, height: float, mark: Text) -> None:
    text = canvas.beginText(mark.x, height - mark.y)
    text.setFont(mark.face.font(bold=mark.bold), mark.size * mark.face.size)
    text.setFillColor(_colour(mark.ink))
    text.setHorizScale(mark.face.stretch * 100)
    text.textOut(mark.text)
    canvas.drawText(text)


def _draw_area(canvas: Canvas, height: float, mark: Area) -> None:
    if mark.fill:
        canvas.setFillColor(_colour(mark.fill))
    if mark.frame:
        canvas.setStrokeColor(_colour(mark.frame))
        canvas.setLineWidth(mark.width)
        canvas.setDash([])
    place = (mark.x0, height - mark.y1, mark.x1 - mark.x0, mark.y1 - mark.y0)
    stroke, fill = int(bool(mark.frame)), int(bool(mark.fill))
    if mark.radius:
        canvas.roundRect(*place, mark.radius, stroke=stroke, fill=fill)
    else:
        canvas.rect(*place, stroke=stroke, fill=fill)


def _draw_code(canvas: Canvas, height: float, mark: Squares) -> None:
    """Runs of dark modules of a row are drawn as one stroke."""
    step = mark.size / len(mark.modules)
    canvas.setFillColor(_colour("#000000"))
    path = canvas.beginPath()
    for number, modules in enumerate(mark.modules):
        for start, end in _runs(modules):
            path.rect(mark.x + start * step, height - mark.y - (number + 1) * step, (end - start) * step, step)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """The runs of dark modules in a row, as (start, end)."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(marks):
        if dark and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif dark:
            runs.append((at, at + 1))
    return runs


__all__ = ["Modules", "Sheet", "print_sheets"]
