"""What happens to paper on its way: scanned, photographed, copied, stamped, faxed.

Everything follows from the chance that is handed in.
"""

import io
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from extractors.pixels import Pixels
from flows.papers.damage import DAMAGES, stamp_once
from flows.samples.scanning import MADE_AT, Scanner, as_scanned

_BEFORE = ("coloured", "bleed_through", *("untouched",) * 6)
_STAMPED = 0.12
_STAMPS = ("RECEIVED", "PREJETO", "EINGEGANGEN", "ZAPRIMLJENO", "PAID", "KNJIZENO", "BEZAHLT", "COPY")
_PHOTOS = ("phone", "phone", "phone", "perspective", "desk", "uneven_light")
_WAYS = {"scan": 66, "photo": 22, "copy": 12}


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A degraded document: its bytes, kind and suffix as manifests have them, and the steps in words."""

    content: bytes
    kind: str
    suffix: str
    note: str


def degrade(pdf: bytes, random: Random) -> Spoilt:
    """The document as a scanner, a telephone or a copier gives it; only documents of one page are photographed."""
    way = random.choices(list(_WAYS), list(_WAYS.values()))[0]
    before = random.choice(_BEFORE)
    dpi = random.choice((150, 200, 200, 300))
    pages = _rendered(pdf, dpi if way == "scan" else 200)
    grain = np.random.default_rng(random.randrange(2**32))
    pages = [DAMAGES[before](page, pages[0], grain) for page in pages]
    if random.random() < _STAMPED:
        day = f"{random.randint(1, 28)} {random.randint(1, 12)} {random.randint(2022, 2026)}"
        pages[0] = stamp_once(pages[0], (random.choice(_STAMPS), day, random.choice("ABC")), grain)
        before = f"{before}, stamped"
    if way == "photo" and len(pages) == 1:
        return _photo(pages[0], random, grain)
    spoilt = [_copied(page, grain) for page in pages] if way == "copy" else _scanned(pages, dpi, random, grain)
    quality = random.randint(50, 88)
    return Spoilt(_bound(spoilt, dpi if way == "scan" else 200, quality), "scanned_pdf", "pdf", f"{before}, {way}")


def _rendered(pdf: bytes, dpi: int) -> list[Pixels]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [
            document[at].render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False) for at in range(len(document))
        ]
        return [np.ascontiguousarray(page.to_numpy()) for page in pages]
    finally:
        document.close()


def _photo(page: Pixels, random: Random, grain: np.random.Generator) -> Spoilt:
    name = random.choice(_PHOTOS)
    taken = DAMAGES[name](page, page, grain)
    target = io.BytesIO()
    Image.fromarray(taken).save(target, "JPEG", quality=random.randint(60, 90))
    return Spoilt(target.getvalue(), "image", "jpg", name)


def _scanned(pages: list[Pixels], dpi: int, random: Random, grain: np.random.Generator) -> list[Pixels]:
    scanner = Scanner(
        dpi=dpi,
        degrees=random.gauss(0, 0.7),
        blur=random.uniform(0.35, 0.9) * dpi / 200,
        noise=random.uniform(1, 8),
    )
    return [as_scanned(page, scanner, grain) for page in pages]


def _copied(page: Pixels, grain: np.random.Generator) -> Pixels:
    """Black and white by a threshold that is a little too dark or too light, with specks, as a fax or copier does."""
    level = cv2.GaussianBlur(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (0, 0), 0.8).astype(np.float32)
    level += grain.normal(0, 10, level.shape)
    black = level < grain.uniform(150, 205)
    specks = grain.random(level.shape) < 0.0004
    return np.repeat(np.where(black | specks, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def _bound(pages: list[Pixels], dpi: int, quality: int) -> bytes:
    """All pages in one PDF."""
    target = io.BytesIO()
    first, *rest = [Image.fromarray(page) for page in pages]
    first.save(
        target,
        "PDF",
        resolution=dpi,
        quality=quality,
        save_all=True,
        append_images=rest,
        creationDate=MADE_AT,
        modDate=MADE_AT,
    )
    return target.getvalue()
