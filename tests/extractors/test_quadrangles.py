import cv2
import numpy as np
import pytest

from extractors.pixels import Pixels, Points
from extractors.quadrangles import find_quadrangles

SHEET: Points = np.array([[90, 60], [330, 80], [310, 420], [70, 400]], np.float32)
LEAST = 40_000.0


def drawn(outline: Points, ground: int = 60, sheet: int = 220) -> Pixels:
    pixels = np.full((480, 400, 3), ground, np.uint8)
    cv2.fillPoly(pixels, [outline.astype(np.int32)], (sheet, sheet, sheet))
    return pixels


def is_found(pixels: Pixels, corners: Points = SHEET) -> bool:
    return any(float(np.abs(found - corners).max()) < 4 for found in find_quadrangles(pixels, LEAST))


@pytest.mark.parametrize(("ground", "sheet"), [(60, 220), (220, 60), (120, 150)])
def test_a_sheet_is_found_on_darker_and_on_brighter_ground(ground: int, sheet: int) -> None:
    assert is_found(drawn(SHEET, ground, sheet))


def test_its_corners_come_clockwise_from_the_top_left_and_between_pixels() -> None:
    found = next(iter(find_quadrangles(drawn(SHEET), LEAST)))
    assert np.abs(found - SHEET).max() < 4
    assert found.dtype == np.float32


def test_a_dog_ear_does_not_move_the_corner() -> None:
    folded = np.array([[90, 60], [318, 79], [329, 94], [310, 420], [70, 400]], np.float32)
    assert is_found(drawn(folded))


def test_a_disc_and_a_speck_are_no_sheets() -> None:
    pixels = np.full((480, 400, 3), 60, np.uint8)
    cv2.circle(pixels, (200, 240), 150, (220, 220, 220), -1)
    assert not list(find_quadrangles(pixels, LEAST))
    assert not list(find_quadrangles(drawn(SHEET / np.float32(4)), LEAST))
