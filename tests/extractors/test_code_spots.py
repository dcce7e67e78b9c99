import io
from collections.abc import Callable

import numpy as np
import pytest
import segno
import zxingcpp
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.code_spots import code_spots
from extractors.reading import read_document
from extractors.text_layer import read_text_layer
from models.geometry import Box
from tests.extractors import papers

MM = 72 / 25.4
PAYLOAD = b"BCD\n002\n1\nSCT\nBPOTBEB1\nRed Cross\nBE72000000001616\nEUR1\n\n\nUrgency fund\n"
Draw = Callable[[Canvas], object]


def drawn(*steps: Draw) -> bytes:
    """A page of a letter with what the steps draw on it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for step in steps:
        step(canvas)
    canvas.setFillColorRGB(0, 0, 0)
    for number, line in enumerate(papers.LINES):
        canvas.drawString(60, 790 - 14 * number, line)
    canvas.save()
    return target.getvalue()


def printed(kind: zxingcpp.BarcodeFormat, side: float) -> Draw:
    """A code of millimetres wide as a picture, from the top of the lower half down."""
    barcode = zxingcpp.create_barcode(PAYLOAD[:40], kind)
    pixels = np.asarray(zxingcpp.write_barcode_to_image(barcode, scale=4))
    height = side * MM * pixels.shape[0] / pixels.shape[1]
    reader = ImageReader(Image.fromarray(pixels))
    return lambda canvas: canvas.drawImage(reader, 380, 400 - height, side * MM, height)


def of_squares(side: float, colour: str) -> Draw:
    """A QR code of millimetres wide, drawn square by square."""
    modules = segno.make_qr(PAYLOAD).matrix
    step = side * MM / len(modules)

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(HexColor(colour))
        for row, line in enumerate(modules):
            for column in np.flatnonzero(line):
                canvas.rect(380 + step * column, 400 - step * (row + 1), step, step, stroke=0, fill=1)

    return draw


def tinted(colour: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(HexColor(colour))
        canvas.rect(0, 0, 595, 842, stroke=0, fill=1)

    return draw


QR, PDF417 = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.PDF417
PAGES = {
    "QR": [printed(QR, 20)],
    "small QR": [printed(QR, 13)],
    "large QR": [printed(QR, 60)],
    "Data Matrix": [printed(zxingcpp.BarcodeFormat.DataMatrix, 36)],
    "Aztec": [printed(zxingcpp.BarcodeFormat.Aztec, 12)],
    "PDF417": [printed(PDF417, 60)],
    "squares": [of_squares(25, "#000000")],
    "blue squares": [of_squares(25, "#2040a0")],
    "grey squares on a tint": [tinted("#fff0d0"), of_squares(25, "#505050")],
}


@pytest.mark.parametrize("steps", PAGES.values(), ids=PAGES.keys())
def test_a_code_of_any_make_is_found_on_a_digital_page(steps: list[Draw]) -> None:
    (code,) = read_document(drawn(*steps)).transcript.codes
    assert PAYLOAD.startswith(code.payload)
    assert code.box.x0 == pytest.approx(380, abs=25)
    assert code.box.top == pytest.approx(442, abs=25)


def test_a_code_on_a_page_that_was_written_sideways_is_found() -> None:
    (code,) = read_document(papers.rotated(drawn(printed(QR, 30)), 90)).transcript.codes
    assert PAYLOAD.startswith(code.payload)


def test_a_letter_has_no_spots() -> None:
    content = papers.pdf()
    assert code_spots(papers.picture(content, dpi=120), read_text_layer(content)[0]) == ()


def test_a_page_full_of_ink_is_one_spot() -> None:
    (page,) = read_text_layer(papers.pdf(()))
    noise = np.random.default_rng(1).integers(0, 255, (1403, 992, 3), dtype=np.uint8)
    assert code_spots(noise, page) == (Box(0, 0, 595, 842),)


def test_a_page_that_claims_to_be_a_million_miles_wide_has_none() -> None:
    def widen(document: object) -> None:
        document.pages[0].mediabox = [2147483647, 0, 220, 120]  # type: ignore[attr-defined]

    assert read_document(papers.rewritten(papers.pdf(), widen)).transcript.codes == ()
