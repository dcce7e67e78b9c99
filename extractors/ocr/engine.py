"""What a recognition engine is: an upright picture in, words out. Two serve: RapidOCR and Tesseract."""

from collections.abc import Sequence
from typing import Protocol

from extractors.pixels import Pixels
from models.page import Word


class Engine(Protocol):
    """Recognises an upright RGB picture. Boxes of the words are in pixels; no text, no words.

    Raises EngineMissing when it is not installed, EngineCrashed when it fails on this picture.
    """

    @property
    def name(self) -> str: ...

    def recognise(self, pixels: Pixels) -> tuple[Word, ...]: ...


def mean_confidence(words: Sequence[Word]) -> float:
    """The confidence of a reading, 0..1, long words counting more; 0 when nothing was read."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
