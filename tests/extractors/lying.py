"""Pages that lie wrong: a scan of a known page, turned by quarters and skewed by degrees, and how it was read.

What is left of the skew is the angle between where words were read and where they stand on the page itself, so it does
not depend on what the front end believes.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from extractors.reading import read_document
from extractors.text_layer import read_text_layer
from flows.samples.scanning import Scanner, scan
from models.page import Page
from tests.extractors import papers

LEAST_LETTERS = 3  # of a word that is looked for
ENOUGH_WORDS = 8  # found on both pages
FAR = 3.0  # times the median distance: such a pair is another word of the same letters
_UPRIGHT = 45.0  # degrees


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page read. `residual` is in degrees, clockwise; None when too few of its words were found."""

    residual: float | None
    page: Page

    @property
    def upright(self) -> bool:
        return self.residual is not None and abs(self.residual) < _UPRIGHT


def read_lying(pdf: bytes, *, turns: int = 0, degrees: float = 0.0, dpi: int = 200, seed: int = 1) -> Outcome:
    """Scan the page of a digital PDF, turned clockwise by `turns` quarters and skewed by `degrees`, and read it."""
    lying = scan(pdf, Scanner(dpi=dpi, degrees=-degrees, quality=85), seed)
    pixels = np.ascontiguousarray(np.rot90(papers.picture(lying, dpi=dpi), -turns))
    content = papers.encoded(pixels, "JPEG", dpi=(dpi, dpi), quality=90)
    (page,) = read_document(content).transcript.pages
    return Outcome(angle_between(read_text_layer(pdf)[0], page), page)


def angle_between(truth: Page, read: Page) -> float | None:
    """Degrees by which the words that stand once on both pages are turned clockwise; None when they are too few."""
    known, found = _places(truth), _places(read)
    shared = sorted(known.keys() & found.keys())
    if len(shared) < ENOUGH_WORDS:
        return None
    here, there = np.array([known[text] for text in shared]), np.array([found[text] for text in shared])
    _, off = _fit(here, there)
    near = off <= FAR * max(float(np.median(off)), 0.1)
    return float(np.degrees(np.angle(_fit(here[near], there[near])[0])))


def _places(page: Page) -> dict[str, complex]:
    """The middles of the words that stand once on the page."""
    counts = Counter(word.text for word in page.words)
    words = [word for word in page.words if counts[word.text] == 1 and len(word.text) >= LEAST_LETTERS]
    return {word.text: complex(word.box.x_mid, word.box.y_mid) for word in words}


def _fit(here: np.ndarray, there: np.ndarray) -> tuple[complex, np.ndarray]:
    """The turn and scale that lead best from `here` to `there`, and how far off each place is then."""
    one, other = here - np.median(here), there - np.median(there)
    design = np.stack([one, np.ones_like(one)], axis=1)
    solution = np.linalg.lstsq(design, other, rcond=None)[0]
    return complex(solution[0]), np.abs(design @ solution - other)
