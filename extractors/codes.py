"""Find two-dimensional codes on a page: QR, Data Matrix, Aztec, PDF417. What they say is for others to interpret.

Payloads stay bytes: a UPN QR is ISO-8859-2, an EPC QR says its own encoding.
"""

import zxingcpp

from extractors.pixels import Pixels, grey
from models.geometry import Box, bounding_box
from models.page import Code

_FORMATS = [
    zxingcpp.BarcodeFormat.QRCode,
    zxingcpp.BarcodeFormat.DataMatrix,
    zxingcpp.BarcodeFormat.Aztec,
    zxingcpp.BarcodeFormat.PDF417,
]


def find_codes(pixels: Pixels, page: int, points_per_pixel: float) -> tuple[Code, ...]:
    """The codes on an upright page image, in colour or grey, from the top down; empty when there are none.

    QR is found however it lies; the search for other kinds on their side would take as long again.
    """
    formats = zxingcpp.BarcodeFormats(_FORMATS)
    found = zxingcpp.read_barcodes(grey(pixels), formats=formats, try_invert=False, try_rotate=False)
    codes = (_code(barcode, page, points_per_pixel) for barcode in found if barcode.valid and barcode.bytes)
    return tuple(sorted(codes, key=lambda code: (code.box.top, code.box.x0)))


def _code(barcode: zxingcpp.Barcode, page: int, points_per_pixel: float) -> Code:
    spot = barcode.position
    corners = (spot.top_left, spot.top_right, spot.bottom_right, spot.bottom_left)
    box = bounding_box(Box(p.x, p.y, p.x, p.y) for p in corners).scaled(points_per_pixel)
    return Code(page, box, barcode.format.name, bytes(barcode.bytes))
