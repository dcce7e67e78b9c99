"""The pictures that the measure of damage is made with are what they say, each time the same."""

import cv2
import numpy as np
import pytest

from extractors.text_layer import read_text_layer
from flows.papers.damage import DAMAGES, photograph
from flows.samples.writing import make_sample
from tests.extractors import papers
from tests.extractors.receipts import PRINTED, draw_receipt

PAGE = papers.picture(papers.pdf(), dpi=75)
BACK = papers.picture(papers.pdf(papers.LINES[::-1], size=16), dpi=75)


def damaged(name: str, seed: int = 1) -> np.ndarray:
    return DAMAGES[name](PAGE, BACK, np.random.default_rng(seed))


@pytest.mark.parametrize("name", [name for name in DAMAGES if name != "untouched"])
def test_a_damaged_page_is_another_picture_and_the_same_each_time(name: str) -> None:
    first = damaged(name)
    assert np.array_equal(first, damaged(name))
    assert first.shape != PAGE.shape or float(np.abs(first.astype(float) - PAGE).mean()) > 0.5


def test_the_corners_of_a_photo_are_those_of_its_page() -> None:
    photo = photograph(PAGE, np.random.default_rng(4))
    height, width = PAGE.shape[:2]
    page = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    back = cv2.warpPerspective(photo.pixels, cv2.getPerspectiveTransform(photo.corners, page), (width, height))
    assert float(np.abs(back.astype(float) - PAGE)[5:-5, 5:-5].mean()) < 6


def test_a_receipt_shows_the_values_that_are_asked_for() -> None:
    truth = make_sample(20, 0)[2]["truth"]
    text = read_text_layer(draw_receipt(truth))[0].text
    assert all(truth[key] in text for key in PRINTED)
