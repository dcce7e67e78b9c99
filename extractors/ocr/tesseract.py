"""Tesseract through pytesseract: the quick reader of crisp scans and the second witness.

The one module that talks to it. Each run is one process of one thread, with a time limit.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, ClassVar

import numpy as np
import pytesseract
from PIL import Image

from extractors.pixels import Pixels, as_rgb, grey, resized
from models.errors import EngineCrashed, EngineMissing
from models.geometry import Box
from models.page import Word

_PREFERRED = ("eng", "deu", "slv", "fra", "ita", "hrv", "spa", "pol", "ces", "nld", "hun", "por")
_OTHER_SCRIPTS = ("srp", "bul", "mkd", "ukr", "rus", "ell")  # which PP-OCRv6's alphabet lacks
_AT_ONCE = 4  # languages; each costs time
_SECONDS = 20.0
_WHOLE_PAGE, _ONE_COLUMN = 3, 4  # ways to look for lines
_STRIP, _APART = 48, 24  # pixels: the height of a strip, and paper between strips
_STRIPS_SECONDS = 6.0
_INK, _PAPER = 1, 60  # percent of the pixels of a strip that are darker than its ink, or its paper


@dataclass(frozen=True, slots=True)
class TesseractEngine:
    """See `Engine`."""

    languages: tuple[str, ...]
    seconds: float = _SECONDS
    layout: int = _WHOLE_PAGE
    name: ClassVar[str] = "tesseract"

    def recognise(self, pixels: Pixels) -> tuple[Word, ...]:
        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            data: dict[str, list[Any]] = pytesseract.image_to_data(
                Image.fromarray(pixels),
                lang="+".join(self.languages),
                config=f"--psm {self.layout}",
                timeout=self.seconds,
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractNotFoundError as error:
            raise EngineMissing("Tesseract is not installed. Install the package tesseract-ocr.") from error
        except (pytesseract.TesseractError, RuntimeError, OSError) as error:
            raise EngineCrashed("Tesseract failed on a page.") from error
        return _words(data)


@cache
def installed_languages() -> tuple[str, ...]:
    """The languages Tesseract has; empty when it is not installed."""
    try:
        return tuple(pytesseract.get_languages(config=""))
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError):
        return ()


def tesseract_engine(*, other_scripts: bool = False, at_once: int = _AT_ONCE) -> TesseractEngine | None:
    """An engine for the installed languages, English first; None when there is none of them."""
    wanted = (*_OTHER_SCRIPTS, "eng") if other_scripts else _PREFERRED
    languages = [language for language in wanted if language in installed_languages()][:at_once]
    return TesseractEngine(tuple(languages)) if languages else None


def quick_tesseract(seconds: float) -> TesseractEngine | None:
    """Two languages only: half the time of four. It gives up when `seconds` are over."""
    engine = tesseract_engine(at_once=2)
    return replace(engine, seconds=max(1.0, min(seconds, _SECONDS))) if engine else None


def read_strips(strips: Sequence[Pixels]) -> list[tuple[str, float]]:
    """What stands on each strip and the least confidence of its words, all in one run; empty where nothing is read.

    Raises EngineMissing, EngineCrashed.
    """
    if not strips:
        return []
    engine = quick_tesseract(_STRIPS_SECONDS)
    if engine is None:
        raise EngineMissing("Tesseract is not installed. Install the package tesseract-ocr.")
    words = replace(engine, layout=_ONE_COLUMN).recognise(_stacked(strips))
    found: list[list[Word]] = [[] for _ in strips]
    for word in words:
        number = int(word.box.y_mid // (_STRIP + _APART))
        if number < len(found):
            found[number].append(word)
    return [(" ".join(word.text for word in line), min((w.confidence for w in line), default=0.0)) for line in found]


def _stacked(strips: Sequence[Pixels]) -> Pixels:
    """The strips below each other on white paper, each of one height."""
    scaled = [resized(_black_on_white(strip), _STRIP / strip.shape[0]) for strip in strips]
    width = max(strip.shape[1] for strip in scaled) + 2 * _APART
    sheet = np.full((len(scaled) * (_STRIP + _APART), width, 3), 255, dtype=np.uint8)
    for number, strip in enumerate(scaled):
        top = number * (_STRIP + _APART) + _APART // 2
        sheet[top : top + strip.shape[0], _APART : _APART + strip.shape[1]] = strip[:_STRIP]
    return sheet


def _black_on_white(strip: Pixels) -> Pixels:
    """The strip with its paper as white as the sheet it is put on, its ink black; else grey paper passes for ink."""
    shades = grey(strip).astype(np.float32)
    ink, paper, light = np.percentile(shades, (_INK, _PAPER, 100 - _INK))
    if light - paper > paper - ink:
        shades = 255 - shades
        ink, paper = np.percentile(shades, (_INK, _PAPER))
    return as_rgb(np.clip((shades - ink) / max(paper - ink, 1) * 255, 0, 255).astype(np.uint8))


def _words(data: dict[str, list[Any]]) -> tuple[Word, ...]:
    columns = (data[key] for key in ("text", "conf", "left", "top", "width", "height"))
    return tuple(
        Word(text.strip(), Box(left, top, left + width, top + height), min(1.0, float(sure) / 100))
        for text, sure, left, top, width, height in zip(*columns, strict=True)
        if text.strip() and float(sure) >= 0
    )
