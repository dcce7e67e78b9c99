"""Pages that lie wrong come out upright; and the measure of it is itself measured."""

from dataclasses import replace

import numpy as np
import pytest

from flows.samples.writing import demo_documents
from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Word
from tests.extractors.lying import angle_between, read_lying

INVOICE = demo_documents()[0].content


def scattered(count: int = 40) -> Page:
    places = np.random.default_rng(3).uniform((40, 40), (500, 780), (count, 2))
    words = (Word(f"word{number}", Box(x, y, x + 30, y + 10)) for number, (x, y) in enumerate(places))
    return Page(0, 595, 842, Witness.OCR, tuple(words))


def turned(page: Page, degrees: float) -> Page:
    """The page with the middles of its words turned clockwise and moved, as when a page is enlarged to turn it."""
    turn = np.exp(1j * np.radians(degrees))
    middles = [complex(word.box.x_mid, word.box.y_mid) * turn + (30 - 12j) for word in page.words]
    boxes = [Box(at.real - 15, at.imag - 5, at.real + 15, at.imag + 5) for at in middles]
    return replace(page, words=tuple(replace(word, box=box) for word, box in zip(page.words, boxes, strict=True)))


@pytest.mark.parametrize("degrees", [0.0, 0.05, -1.3, 12.0, 90.0, -90.0, 179.0])
def test_the_angle_between_two_pages_is_that_of_their_words(degrees: float) -> None:
    page = scattered()
    assert angle_between(page, turned(page, degrees)) == pytest.approx(degrees, abs=0.001)


def test_a_word_found_elsewhere_does_not_turn_the_page() -> None:
    page = scattered()
    astray = replace(page.words[0], box=Box(560, 800, 590, 810))
    read = replace(page, words=(astray, *page.words[1:]))
    assert angle_between(page, read) == pytest.approx(0, abs=0.001)


def test_too_few_words_tell_no_angle() -> None:
    assert angle_between(scattered(), scattered(7)) is None


@pytest.mark.parametrize(("turns", "degrees"), [(0, 4.0), (1, -2.0), (2, 0.0), (3, 8.0)])
def test_a_scan_that_lies_wrong_comes_out_upright(turns: int, degrees: float) -> None:
    outcome = read_lying(INVOICE, turns=turns, degrees=degrees)
    assert outcome.upright
    assert outcome.page.rotation == 90 * (-turns % 4)
    assert outcome.residual == pytest.approx(0, abs=1.0)
