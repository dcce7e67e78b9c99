"""A page to draw on, measured in points from its top-left corner like everything in the house."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from flows.samples.payment_codes import Modules

WIDTH, HEIGHT = A4
INK, GREY, WHITE = "#1c2430", "#667085", "#ffffff"
Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Face:
    """A regular and a bold font by reportlab's names."""

    regular: str
    bold: str


VERA = Face("Vera", "VeraBd")  # comes with reportlab, embedded, knows č š ž ć but no Đ
HELVETICA = Face("Helvetica", "Helvetica-Bold")
TIMES = Face("Times-Roman", "Times-Bold")


@cache
def register_vera() -> None:
    for name in (VERA.regular, VERA.bold):
        registerFont(TTFont(name, f"{name}.ttf"))


class Sheet:
    """One A4 page. `content()` is the PDF; the same strokes give the same bytes."""

    def __init__(self, face: Face, title: str) -> None:
        register_vera()
        self.face = face
        self._file = BytesIO()
        self._canvas = Canvas(self._file, pagesize=A4, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        bold: bool = False,
        align: Align = "left",
        ink: str = INK,
    ) -> None:
        """Write on the baseline `y`; `x` is the left, middle or right end of the text."""
        self._canvas.setFont(self._font(bold=bold), size)
        self._canvas.setFillColor(HexColor(ink))
        draw = {
            "left": self._canvas.drawString,
            "right": self._canvas.drawRightString,
            "center": self._canvas.drawCentredString,
        }
        draw[align](x, HEIGHT - y, text)

    def width_of(self, text: str, *, size: float = 9, bold: bool = False) -> float:
        return float(stringWidth(text, self._font(bold=bold), size))

    def line(self, x0: float, y0: float, x1: float, y1: float, *, ink: str = INK, width: float = 0.6) -> None:
        self._canvas.setStrokeColor(HexColor(ink))
        self._canvas.setLineWidth(width)
        self._canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def fill(self, x0: float, y0: float, x1: float, y1: float, ink: str) -> None:
        self._canvas.setFillColor(HexColor(ink))
        self._canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def frame(self, x0: float, y0: float, x1: float, y1: float, *, ink: str = INK, width: float = 0.6) -> None:
        self._canvas.setStrokeColor(HexColor(ink))
        self._canvas.setLineWidth(width)
        self._canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=1, fill=0)

    def disc(self, x: float, y: float, radius: float, ink: str) -> None:
        self._canvas.setFillColor(HexColor(ink))
        self._canvas.circle(x, HEIGHT - y, radius, stroke=0, fill=1)

    def code(self, x: float, y: float, size: float, modules: Modules) -> None:
        """A square code with its top-left corner at (x, y); rows of dark modules are drawn as one stroke each."""
        step = size / len(modules)
        for row, marks in enumerate(modules):
            for start, end in _runs(marks):
                top = y + row * step
                self.fill(x + start * step, top, x + end * step, top + step, "#000000")

    def content(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def _font(self, *, bold: bool) -> str:
        return self.face.bold if bold else self.face.regular


def _runs(marks: tuple[bool, ...]) -> list[tuple[int, int]]:
    """The runs of dark modules in a row, as (start, end)."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(marks):
        if dark and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif dark:
            runs.append((at, at + 1))
    return runs
