"""Find two-dimensional codes on a page: QR, Data Matrix, Aztec, PDF417. What they say is for others to interpret.

Payloads stay bytes: a UPN QR is ISO-8859-2, an EPC QR says its own encoding.
"""

import math
from collections.abc import Iterable, Iterator

import numpy as np
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
_EVERYWHERE = Box(0, 0, math.inf, math.inf)


def find_codes(
    pixels: Pixels, page: int, points_per_pixel: float, spots: Iterable[Box] = (_EVERYWHERE,)
) -> tuple[Code, ...]:
    """The codes on an upright page image, in colour or grey, from the top down; empty when there are none.

    They are sought in `spots`, in points, which lie apart. QR is found however it lies; the search for other kinds on
    their side would take as long again.
    """
    picture = grey(pixels)
    codes = [code for spot in spots for code in _codes_in(spot, picture, page, points_per_pixel)]
    return tuple(sorted(codes, key=lambda code: (code.box.top, code.box.x0)))


def _codes_in(spot: Box, picture: Pixels, page: int, points_per_pixel: float) -> Iterator[Code]:
    height, width = picture.shape[:2]
    left, top = (int(min(side / points_per_pixel, limit)) for side, limit in ((spot.x0, width), (spot.top, height)))
    right, bottom = (min(side / points_per_pixel, limit) for side, limit in ((spot.x1, width), (spot.bottom, height)))
    part = np.ascontiguousarray(picture[top : math.ceil(bottom), left : math.ceil(right)])
    formats = zxingcpp.BarcodeFormats(_FORMATS)
    for barcode in zxingcpp.read_barcodes(part, formats=formats, try_invert=False, try_rotate=False):
        if barcode.valid and barcode.bytes:
            corners = _corners(barcode, left, top)
            yield Code(page, bounding_box(corners).scaled(points_per_pixel), barcode.format.name, bytes(barcode.bytes))


def _corners(barcode: zxingcpp.Barcode, left: int, top: int) -> Iterator[Box]:
    spot = barcode.position
    for corner in (spot.top_left, spot.top_right, spot.bottom_right, spot.bottom_left):
        yield Box(left + corner.x, top + corner.y, left + corner.x, top + corner.y)
