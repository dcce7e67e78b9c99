"""Print beside the words of a page is told by its shapes."""

import numpy as np
import pytest
import segno

from extractors.text_layer import read_text_layer
from extractors.unread import unread_rows
from models.geometry import Box
from models.page import Word
from tests.extractors import papers, patchwork

DPI = 120
EVERYWHERE = [Box(0, 0, 595, 842)]
CONTENT = papers.pdf()
PICTURE = papers.picture(CONTENT, dpi=DPI)
(PAGE,) = read_text_layer(CONTENT)


def rows(pixels: np.ndarray, words: "tuple[Word, ...]" = ()) -> tuple[Box, ...]:
    return unread_rows(np.ascontiguousarray(pixels), DPI / 72, words, EVERYWHERE)


@pytest.mark.parametrize("pixels", [PICTURE, 255 - PICTURE], ids=["black on white", "white on black"])
def test_every_line_is_print(pixels: np.ndarray) -> None:
    found = rows(pixels)
    for line in PAGE.lines:
        assert any(row.same_line(line.box) for row in found)


def test_words_that_are_read_leave_none() -> None:
    assert rows(PICTURE, PAGE.words) == ()


def test_a_line_without_words_is_left() -> None:
    missing = PAGE.lines[4]
    (row,) = rows(PICTURE, tuple(word for word in PAGE.words if word not in missing.words))
    assert missing.box.grown(2).contains(row.x0, row.top)
    assert missing.box.grown(2).contains(row.x1, row.bottom)


def test_only_the_areas_asked_for_are_looked_at() -> None:
    line = PAGE.lines[4].box
    (row,) = unread_rows(PICTURE, DPI / 72, (), [line.grown(3)])
    assert row.same_line(line)


def code() -> np.ndarray:
    matrix = np.array([list(row) for row in segno.make_qr("BCD\n002\n1\nSCT\n" * 9, error="m").matrix], np.uint8)
    return np.repeat(np.repeat(255 - 255 * matrix, 4, axis=0), 4, axis=1)


def bars() -> np.ndarray:
    widths = np.random.default_rng(1).integers(1, 5, 120)
    line = np.concatenate([np.full(width, 255 * (at % 2), np.uint8) for at, width in enumerate(widths)])
    return np.tile(line, (60, 1))


def dashes() -> np.ndarray:
    picture = np.full((60, 500), 255, np.uint8)
    picture[10:12, ::8] = picture[30:33, :] = 0
    return picture


@pytest.mark.parametrize(
    "drawn", [code(), bars(), dashes(), patchwork.a_photo()], ids=["a code", "bars", "dashes", "a photo"]
)
def test_what_is_no_print_has_no_rows(drawn: np.ndarray) -> None:
    page = np.full((1400, 990, 3), 255, np.uint8)
    height, width = drawn.shape[:2]
    page[300 : 300 + height, 200 : 200 + width] = drawn if drawn.ndim == 3 else drawn[:, :, None]
    assert rows(page) == ()
