"""Make a clean page look scanned: turned a little, paper of its own colour, uneven light, blur, noise, JPEG."""

import time
from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.float32]
POINTS_PER_INCH = 72
PAPER, INK = (246.0, 243.0, 238.0), 30.0
MADE_AT = time.struct_time((2026, 1, 1, 0, 0, 0, 3, 1, 0))


@dataclass(frozen=True, slots=True)
class Scanner:
    """How bad a scan is: resolution, turn in degrees, blur and noise in pixels and grey levels, JPEG quality."""

    dpi: int = 200
    degrees: float = 0.7
    blur: float = 0.6
    noise: float = 5.0
    quality: int = 72


def scan(pdf: bytes, scanner: Scanner, seed: int) -> bytes:
    """The first page of a PDF as an image-only PDF; the same seed gives the same bytes."""
    page = as_scanned(_rendered(pdf, scanner.dpi), scanner, np.random.default_rng(seed))
    written = BytesIO()
    dpi, quality = scanner.dpi, scanner.quality
    image = Image.fromarray(page)
    image.save(written, "PDF", resolution=dpi, quality=quality, creationDate=MADE_AT, modDate=MADE_AT)
    return written.getvalue()


def as_scanned(white: NDArray[np.uint8], scanner: Scanner, grain: np.random.Generator) -> NDArray[np.uint8]:
    """A clean page in RGB as the scanner gives it; resolution and quality are whoever's who makes the picture."""
    page = _turned(_printed(white), scanner.degrees)
    page = page * _light(page.shape[0], page.shape[1], grain)
    page = cv2.GaussianBlur(page, (0, 0), scanner.blur).astype(np.float32)
    page += grain.normal(0, scanner.noise, page.shape[:2]).astype(np.float32)[..., None]
    return np.clip(page, 0, 255).astype(np.uint8)


def _rendered(pdf: bytes, dpi: int) -> NDArray[np.uint8]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].render(scale=dpi / POINTS_PER_INCH).to_numpy()[..., :3]
        return np.ascontiguousarray(page[..., ::-1])
    finally:
        document.close()


def _printed(white: NDArray[np.uint8]) -> Pixels:
    """The page on slightly yellow paper, ink not quite black."""
    paper = np.array(PAPER, np.float32)
    return np.asarray(INK + (paper - INK) * white.astype(np.float32) / 255, np.float32).copy()


def _turned(page: Pixels, degrees: float) -> Pixels:
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turned = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=PAPER)
    return np.asarray(turned, np.float32)


def _light(height: int, width: int, grain: np.random.Generator) -> Pixels:
    """Brightness over the page: the lamp fades to one side, a shadow lies along the left edge."""
    across = np.linspace(1.0, 1.0 - grain.uniform(0.02, 0.07), width, dtype=np.float32)
    down = np.linspace(1.0 - grain.uniform(0.0, 0.04), 1.0, height, dtype=np.float32)
    shadow = 1 - 0.18 * np.exp(-np.arange(width, dtype=np.float32) / (width * 0.012))
    return np.asarray(down[:, None] * (across * shadow)[None, :], np.float32)[..., None]
