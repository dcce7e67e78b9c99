"""Cut what stands in a box out of the picture of its page, line by line, as strips for a recogniser."""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from extractors.document import PageImage
from extractors.pixels import Pixels
from models.geometry import Box, bounding_box
from models.page import Line, Page, Word
from models.plain_text import letters

_BESIDE, _ABOVE = 0.35, 0.2  # heights of a line that a strip is wider and higher than its words
_INSIDE = 0.5  # of a word's area, in the box


def words_of(page: Page, box: Box, text: str) -> tuple[Word, ...]:
    """The words of a page in a box that say a text; all that stand there where none of their runs says just that."""
    inside = tuple(word for word in page.words if word.box.share_in(box) > _INSIDE)
    lines = Page(page.number, page.width, page.height, page.witness, inside).lines
    words = tuple(word for line in lines for word in line.words)
    told, wanted = [letters(word.text) for word in words], letters(text)
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if "".join(told[start:end]) == wanted:
                return words[start:end]
    return words


def cut_strips(page: Page, pixels: Pixels, words: Sequence[Word]) -> tuple[Pixels, ...]:
    """A strip for each line of some words of a page; nothing of the words beside them is on it, if there is any gap."""
    scale = pixels.shape[1] / max(page.width, 1e-6)
    lines = Page(page.number, page.width, page.height, page.witness, tuple(words)).lines
    boxes = (_room(line, page).scaled(scale) for line in lines)
    return tuple(strip for box in boxes if (strip := _cut(pixels, box)).size)


def decoded(image: PageImage) -> Pixels:
    """The picture of a page as RGB."""
    return np.asarray(Image.open(io.BytesIO(image.content)).convert("RGB"), dtype=np.uint8)


def _room(line: Line, page: Page) -> Box:
    """The box of a line, widened into the paper around it: half-way to its neighbours at most."""
    box = bounding_box(word.box for word in line.words)
    left, right = _gaps(box, line, page)
    beside, above = _BESIDE * box.height, _ABOVE * box.height
    return Box(box.x0 - min(beside, left / 2), box.top - above, box.x1 + min(beside, right / 2), box.bottom + above)


def _gaps(box: Box, line: Line, page: Page) -> tuple[float, float]:
    """Points to the next word on the left and on the right."""
    others = [word.box for word in page.words if word not in line.words and word.box.same_line(box)]
    left = min((box.x0 - other.x1 for other in others if other.x_mid < box.x0), default=page.width)
    right = min((other.x0 - box.x1 for other in others if other.x_mid > box.x1), default=page.width)
    return max(0.0, left), max(0.0, right)


def _cut(pixels: Pixels, box: Box) -> Pixels:
    height, width = pixels.shape[:2]
    rows = slice(max(0, round(box.top)), min(height, round(box.bottom)))
    columns = slice(max(0, round(box.x0)), min(width, round(box.x1)))
    return np.ascontiguousarray(pixels[rows, columns])
