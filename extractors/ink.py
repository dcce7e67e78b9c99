"""Which words of a text layer are to be seen: what nobody sees on the page must not be read from it.

White letters on white, letters outside the visible page, in a layer that is switched off or under an opaque one leave
no ink where they are said to stand.
"""

import numpy as np

from extractors.pixels import Pixels
from models.geometry import Box
from models.page import Page, Word

_CONTRAST = 12  # of 255, in any colour, between the lightest and the darkest pixel of a word: less is paper

_COLOURS = (1, 0, 2)  # green first: nearly all ink shows there


def seen_words(page: Page, pixels: Pixels) -> tuple[Word, ...]:
    """The words of an upright page that leave ink on its picture, rows by columns by three, of any resolution."""
    scale = pixels.shape[1] / max(page.width, 1e-6)
    return tuple(word for word in page.words if _has_ink(pixels, word.box.scaled(scale)))


def _has_ink(pixels: Pixels, box: Box) -> bool:
    rows = slice(max(0, int(box.top)), max(0, round(box.bottom) + 1))
    columns = slice(max(0, int(box.x0)), max(0, round(box.x1) + 1))
    spot = pixels[rows, columns]
    return spot.size > 0 and any(int(np.ptp(spot[:, :, colour])) >= _CONTRAST for colour in _COLOURS)
