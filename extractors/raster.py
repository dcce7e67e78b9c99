"""Pages to pixels with pdfium, never more pixels than the limit, whatever size a page claims to have."""

import ctypes
import math
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.document import PageImage
from extractors.drawn import Drawn, iterate_drawn
from extractors.pixels import Pixels, as_rgb, halved, resized
from extractors.text_quality import Look
from models.errors import DamagedDocument

_LOOK_DPI = 120.0  # of the picture in which print is sought
_SCREEN_DPI = 200.0  # of the picture that people zoom into; nobody draws the page again
_SCREEN_PIXELS = 4_000_000  # A4 at 200 dpi
_NEARLY_HALF = 0.75  # a scale below which a picture is halved, which is quick and sharp
_LEAST_DPI, _MOST_DPI = 150.0, 300.0  # of recognition: finer scans gain nothing, coarser ones are enlarged
_DEFAULT_DPI = 200.0
_LARGE_PAGE = 1000.0  # points: pages that claim to be larger are rarely, so fewer dots an inch do
RECOGNITION_PIXELS = 9_000_000  # A4 at 300 dpi; more only costs time


def render(page: pdfium.PdfPage, dpi: float, limit: int, turns: int = 0) -> Pixels:
    """The page as an RGB image of at most `limit` pixels, turned clockwise by quarter `turns`."""
    return as_rgb(_drawn(page, dpi, limit, turns, rev_byteorder=True, prefer_bgrx=False))


def render_grey(page: pdfium.PdfPage, dpi: float, limit: int, turns: int = 0) -> Pixels:
    """As `render`, in one channel: rows by columns, at a quarter of the time."""
    return np.asarray(_drawn(page, dpi, limit, turns, grayscale=True), dtype=np.uint8)


def _drawn(page: pdfium.PdfPage, dpi: float, limit: int, turns: int, **options: bool) -> Any:
    width, height = page.get_size()
    scale = fitting_scale(width, height, dpi / 72, limit)
    try:
        bitmap = page.render(scale=scale, rotation=90 * turns, draw_annots=True, **options)
    except (pdfium.PdfiumError, ValueError) as error:
        raise DamagedDocument("A page of the PDF cannot be drawn.") from error
    return bitmap.to_numpy()  # keeps the bitmap's memory, which is Python's


def fitting_scale(width: float, height: float, scale: float, limit: int) -> float:
    """`scale`, or the largest at which `width` times `height` stays within `limit` and one side is a pixel at least."""
    area = max(width * height, 1e-6)
    return min(scale, math.sqrt(limit / area), 30_000 / max(width, height, 1))


def survey(page: pdfium.PdfPage, *, invisible: bool = False) -> tuple[Look, float]:
    """What the page shows besides words, and the resolution at which to recognise it (that of its largest picture)."""
    width, height = page.get_size()
    area, largest, drawn, dpi = 0.0, 0.0, 0, _DEFAULT_DPI
    for drawing in iterate_drawn(page):
        drawn += 1
        if drawing.kind != c.FPDF_PAGEOBJ_IMAGE or not math.isfinite(sum(bounds := drawing.bounds)):
            continue
        x0, y0, x1, y1 = bounds
        share = max(0.0, x1 - x0) * max(0.0, y1 - y0) / max(width * height, 1e-6)
        area += share
        if share > largest:
            largest, dpi = share, _native_dpi(drawing, x1 - x0, y1 - y0)
    least = _LEAST_DPI * min(1.0, _LARGE_PAGE / max(width, height, 1.0))
    return Look(min(area, 1.0), drawn, invisible), min(max(dpi, least), _MOST_DPI)


def _native_dpi(image: Drawn, width: float, height: float) -> float:
    across, down = ctypes.c_uint(), ctypes.c_uint()
    c.FPDFImageObj_GetImagePixelSize(image.raw, across, down)
    return 72 * math.sqrt(across.value * down.value / max(width * height, 1e-6)) or _DEFAULT_DPI


def render_to_look(page: pdfium.PdfPage, turns: int = 0) -> Pixels:
    """The page as it is searched for ink, rows of print and codes, as RGB."""
    return render(page, _LOOK_DPI, _SCREEN_PIXELS, turns)


def render_for_screen(page: pdfium.PdfPage, turns: int = 0) -> Pixels:
    """The page as a person sees it, as RGB, sharp where it is twice as large as paper or the screen twice as fine."""
    return render(page, _SCREEN_DPI, _SCREEN_PIXELS, turns)


def _to_fit_screen(pixels: Pixels) -> float:
    return fitting_scale(pixels.shape[1], pixels.shape[0], 1.0, _SCREEN_PIXELS)


def as_screen_image(pixels: Pixels, number: int) -> PageImage:
    """A JPEG for the screen, made smaller when it has more pixels than a screen shows."""
    while (scale := _to_fit_screen(pixels)) < _NEARLY_HALF:
        pixels = halved(pixels)
    if scale < 1:
        pixels = resized(pixels, scale)
    _, encoded = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 80])
    return PageImage(number, encoded.tobytes(), "image/jpeg", pixels.shape[1], pixels.shape[0])
