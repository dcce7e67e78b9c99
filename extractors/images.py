"""Open picture files: JPEG, PNG, TIFF of many pages, WebP, HEIC, BMP, GIF; upright by EXIF, on white, in RGB.

The size in the header is looked at before anything is decoded. A truncated picture gives what arrived of it.
"""

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count

import numpy as np
import pillow_heif
from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from extractors.limits import Limits
from extractors.pixels import Pixels, resized
from extractors.raster import RECOGNITION_PIXELS, fitting_scale
from models.errors import DamagedDocument, LimitExceeded

_LONG_SIDE_INCHES = 11.69  # of a page whose resolution is not known: A4
_UPRIGHT = 1  # EXIF 2.3, orientation
_SIDES_INCHES = (2.0, 24.0)  # of a page whose stated resolution is believed
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, TypeError)

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # the limits here are ours
ImageFile.LOAD_TRUNCATED_IMAGES = True


@dataclass(frozen=True, slots=True)
class Frame:
    """One page of a picture file with its resolution in dots per inch."""

    pixels: Pixels
    dpi: float


def count_frames(content: bytes) -> int:
    """Pages in the file up to the first whose directory is damaged; an animation counts as one."""
    with _opened(content) as image, _translated():
        if image.format not in {"TIFF", "HEIF"}:
            return 1
        try:
            return int(getattr(image, "n_frames", 1))
        except _BROKEN:
            return max(1, sum(1 for _ in _reachable(image)))


def _reachable(image: Image.Image) -> Iterator[int]:
    """The numbers of the pages that can be gone to."""
    with suppress(*_BROKEN):
        for number in count():
            image.seek(number)
            yield number


def iterate_frames(content: bytes, count: int, limits: Limits) -> Iterator[Frame]:
    """The first `count` pages, one at a time. Raises DamagedDocument, or LimitExceeded for too many pixels."""
    with open_frames(content, limits) as frame_of:
        for number in range(count):
            yield frame_of(number)


@contextmanager
def open_frames(content: bytes, limits: Limits) -> Iterator[Callable[[int], Frame]]:
    """What gives each page by its number, in any order. It raises as above."""
    with _opened(content) as image:
        yield lambda number: _frame(image, number, limits)


def _opened(content: bytes) -> Image.Image:
    with _translated():
        return Image.open(io.BytesIO(content))


@contextmanager
def _translated() -> Iterator[None]:
    """Pillow's many errors as one of ours; its warnings about odd headers are no one's concern."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except _BROKEN as error:
        raise DamagedDocument("The picture cannot be opened.") from error


def _frame(image: Image.Image, number: int, limits: Limits) -> Frame:
    with _translated():
        image.seek(number)
        _check_size(image, limits)
        dpi = _resolution(image)
        dpi *= _reduced(image)
        lies = image.getexif().get(ExifTags.Base.Orientation, _UPRIGHT)
        upright = _on_white(image if lies == _UPRIGHT else ImageOps.exif_transpose(image))
    width, height = upright.size
    pixels = np.asarray(upright, dtype=np.uint8)
    scale = fitting_scale(width, height, 1.0, min(limits.pixels, RECOGNITION_PIXELS))
    return Frame(resized(pixels, scale) if scale < 1 else pixels, dpi * min(scale, 1.0))


def _check_size(image: Image.Image, limits: Limits) -> None:
    width, height = image.size
    if width * height > limits.image_pixels:
        megapixels = limits.image_pixels // 1_000_000
        raise LimitExceeded(f"The picture has more than {megapixels} million pixels. Send it smaller.")


def _reduced(image: Image.Image) -> float:
    """The share of its sides that is left of a large JPEG when it is decoded, which is quick."""
    width = image.size[0]
    image.draft("RGB", (4000, 4000))
    return image.size[0] / max(width, 1)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, layer).convert("RGB")
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        levels = np.asarray(image, dtype=np.float64)
        top = max(float(levels.max(initial=0)), 1.0)
        return Image.fromarray((levels * 255 / top).clip(0, 255).astype(np.uint8)).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")  # which would copy it


def _resolution(image: Image.Image) -> float:
    """The stated resolution where it makes a believable page, else that of a page as long as A4."""
    stated = image.info.get("dpi") or (0, 0)
    try:
        dpi = float(stated[0])
    except (TypeError, ValueError, ZeroDivisionError):
        dpi = 0.0
    long_side = max(image.size)
    low, high = _SIDES_INCHES
    return dpi if dpi >= 90 and low <= long_side / dpi <= high else long_side / _LONG_SIDE_INCHES
