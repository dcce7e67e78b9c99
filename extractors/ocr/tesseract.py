"""Tesseract through pytesseract: the quick reader of crisp scans and the second witness.

The one module that talks to it. Each run is one process of one thread, with a time limit.
"""

import os
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytesseract
from PIL import Image

from extractors.pixels import Pixels
from models.errors import EngineCrashed, EngineMissing
from models.geometry import Box
from models.page import Word

_PREFERRED = ("eng", "deu", "slv", "fra", "ita", "hrv", "spa", "pol", "ces", "nld", "hun", "por")
_OTHER_SCRIPTS = ("srp", "bul", "mkd", "ukr", "rus", "ell")  # which PP-OCRv6's alphabet lacks
_AT_ONCE = 4  # languages; each costs time
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class TesseractEngine:
    """See `Engine`."""

    languages: tuple[str, ...]
    seconds: float = _SECONDS
    name: str = "tesseract"

    def recognise(self, pixels: Pixels) -> tuple[Word, ...]:
        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            data: dict[str, list[Any]] = pytesseract.image_to_data(
                Image.fromarray(pixels),
                lang="+".join(self.languages),
                config="--psm 3",
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


def _words(data: dict[str, list[Any]]) -> tuple[Word, ...]:
    columns = (data[key] for key in ("text", "conf", "left", "top", "width", "height"))
    return tuple(
        Word(text.strip(), Box(left, top, left + width, top + height), min(1.0, float(sure) / 100))
        for text, sure, left, top, width, height in zip(*columns, strict=True)
        if text.strip() and float(sure) >= 0
    )
