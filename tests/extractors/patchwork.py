"""Digital pages of which a part is no text: pictures, outlines, and fonts that say other letters than they show."""

import io
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files

import cv2
import numpy as np
import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.extractors import papers

SANS, BOLD = "Vera", "VeraBd"
LEFT, FIRST, STEP, SIZE = 60, 770, 24, 11

Draw = Callable[[Canvas, int, str], None]


def page(odd: Sequence[int], draw: Draw, lines: Sequence[str] = papers.LINES) -> bytes:
    """A page of lines as text, but for the `odd` ones, which `draw` puts there at the given height."""
    pdfmetrics.registerFont(TTFont(SANS, "Vera.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, "VeraBd.ttf"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for number, line in enumerate(lines):
        if number in odd:
            draw(canvas, FIRST - STEP * number, line)
        else:
            as_text(canvas, FIRST - STEP * number, line)
    canvas.save()
    return target.getvalue()


def as_text(canvas: Canvas, y: float, line: str, font: str = SANS) -> None:
    canvas.setFont(font, SIZE)
    canvas.drawString(LEFT, y, line)


def as_picture(canvas: Canvas, y: float, line: str) -> None:
    """The line as a picture of it, such as a letterhead or a total drawn by a program."""
    picture = lettered(line, 40)
    height = 16
    canvas.drawImage(
        ImageReader(Image.fromarray(picture)), LEFT, y - 4, height * picture.shape[1] / picture.shape[0], height
    )


def as_outlines(canvas: Canvas, y: float, line: str) -> None:
    """The line as filled shapes, a path for each letter with its holes."""
    ink = (lettered(line, 80) < 128).astype(np.uint8)
    contours, levels = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_TC89_L1)
    scale = 18 / ink.shape[0]
    for number, contour in enumerate(contours):
        if levels[0][number][3] >= 0:
            continue
        holes = [hole for hole, level in zip(contours, levels[0], strict=True) if level[3] == number]
        path = canvas.beginPath()
        for shape in (contour, *holes):
            points = [(LEFT + x * scale, y + 13 - row * scale) for x, row in shape[:, 0]]
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            path.close()
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def as_bold(canvas: Canvas, y: float, line: str) -> None:
    as_text(canvas, y, line, BOLD)


def garbled(content: bytes, shift: int) -> bytes:
    """The page, its bold font telling letters that are `shift` places away from those it shows."""
    return retold(content, {code: (code + shift) % 0x10000 for code in range(0x21, 0x7F)})


def retold(content: bytes, told: Mapping[int, int]) -> bytes:
    """The page, its bold font telling other letters for some that it shows: code points by code."""

    def change(document: pikepdf.Pdf) -> None:
        for font in document.pages[0].Resources.Font.values():
            if BOLD in str(font.get("/BaseFont", "")).replace("-", "").replace("BitstreamVeraSansBold", BOLD):
                font.ToUnicode = document.make_stream(_to_unicode(told))

    return papers.rewritten(content, change)


def _to_unicode(told: Mapping[int, int]) -> bytes:
    pairs = [f"<{code:02X}> <{told.get(code, code):04X}>" for code in range(0x21, 0x7F)]
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    head += "1 begincodespacerange <00> <FF> endcodespacerange\n"
    body = f"{len(pairs)} beginbfchar\n" + "\n".join(pairs) + "\nendbfchar\nendcmap end end"
    return (head + body).encode()


def lettered(line: str, pixels: int) -> np.ndarray:
    """The line in black on white, its letters `pixels` high."""
    font = ImageFont.truetype(str(files("reportlab").joinpath("fonts/Vera.ttf")), pixels)
    picture = Image.new("L", (round(font.getlength(line)) + pixels, round(1.6 * pixels)), 255)
    ImageDraw.Draw(picture).text((pixels // 4, pixels // 4), line, fill=0, font=font)
    return np.asarray(picture)


def with_picture(picture: np.ndarray, place: tuple[float, float, float, float] = (330, 60, 200, 120)) -> bytes:
    """The page of lines with a picture in a place: left, bottom, width, height."""

    def draw(canvas: Canvas, _y: float, _line: str) -> None:
        canvas.drawImage(ImageReader(Image.fromarray(picture)), *place)

    return page([len(papers.LINES)], draw, [*papers.LINES, ""])


def a_photo(seed: int = 3) -> np.ndarray:
    """Something soft of many colours, with no print on it."""
    grain = np.random.default_rng(seed).normal(128, 60, (24, 40, 3)).astype(np.float32)
    return np.asarray(np.clip(cv2.resize(grain, (400, 240), interpolation=cv2.INTER_CUBIC), 0, 255), np.uint8)


def stamp(lines: Sequence[str], degrees: float) -> np.ndarray:
    """A stamp in blue, put down askew."""
    picture = np.full((270, 600, 3), 255, np.uint8)
    for number, line in enumerate(lines):
        drawn = lettered(line, 40)
        height, width = drawn.shape
        picture[60 + 80 * number : 60 + 80 * number + height, 30 : 30 + width][drawn < 128] = (40, 60, 190)
    turn = cv2.getRotationMatrix2D((300, 135), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, turn, (600, 270), borderValue=(255, 255, 255)), np.uint8)


def over(picture: np.ndarray, lines: Sequence[str]) -> bytes:
    """A picture of the page of `papers` under its own words, visible."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.fromarray(picture)), 0, 0, 595, 842)
    for number, line in enumerate(lines):
        as_text(canvas, FIRST - STEP * number, line, "Helvetica")
    canvas.save()
    return target.getvalue()


def repeated(content: bytes, times: int) -> bytes:
    """The first page so many times."""

    def change(document: pikepdf.Pdf) -> None:
        for _ in range(times - 1):
            document.pages.append(document.pages[0])

    return papers.rewritten(content, change)
