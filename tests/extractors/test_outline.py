"""A sheet in a photo is found by its edges; what is no sheet, or not for certain, is not."""

import cv2
import numpy as np
import pytest

from extractors.outline import find_outline
from extractors.pixels import Pixels, Points, Quads
from extractors.text_layer import read_text_layer
from flows.papers.damage import DAMAGES, Photo, photograph
from models.geometry import Box
from tests.extractors import papers

DPI = 100
PDF = papers.pdf()
PAGE = papers.picture(PDF, dpi=DPI)
NEAR = 6.0  # pixels of a photo that is 1,400 high


def corners_of(box: Box) -> list[list[float]]:
    return [[box.x0, box.top], [box.x1, box.top], [box.x1, box.bottom], [box.x0, box.bottom]]


def lines_of(photo: Photo | None = None) -> Quads:
    """Where the lines of the page lie, on the page itself or in a photo of it."""
    (layer,) = read_text_layer(PDF)
    quads = np.array([corners_of(line.box.scaled(DPI / 72)) for line in layer.lines], np.float32)
    return quads if photo is None else np.asarray(cv2.perspectiveTransform(quads, onto(photo)), np.float32)


def onto(photo: Photo) -> np.ndarray:
    height, width = PAGE.shape[:2]
    page = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(page, photo.corners))


def taken(seed: int, page: Pixels = PAGE) -> Photo:
    return photograph(page, np.random.default_rng(seed))


def far_from(corners: Points | None, photo: Photo) -> float:
    assert corners is not None
    return float(np.abs(corners - photo.corners).max())


@pytest.mark.parametrize("seed", range(8))
def test_the_corners_of_a_page_on_a_desk_are_found(seed: int) -> None:
    photo = taken(seed)
    assert far_from(find_outline(photo.pixels, lines_of(photo)), photo) < NEAR


@pytest.mark.parametrize("damage", ["shadow", "coloured", "noisy"])
def test_they_are_found_under_a_shadow_and_on_poor_paper_too(damage: str) -> None:
    photo = taken(3, DAMAGES[damage](PAGE, PAGE, np.random.default_rng(3)))
    assert far_from(find_outline(photo.pixels, lines_of(photo)), photo) < NEAR


def test_a_page_that_lies_squarely_amid_much_desk_is_found() -> None:
    photo = photograph(PAGE, np.random.default_rng(1), tilt=0.0, degrees=0.0, room=0.2)
    assert far_from(find_outline(photo.pixels, lines_of(photo)), photo) < NEAR


def test_a_scan_with_dark_edges_stays_as_it_is() -> None:
    photo = photograph(PAGE, np.random.default_rng(1), tilt=0.0, degrees=0.0, room=0.03)
    assert find_outline(photo.pixels, lines_of(photo)) is None


def test_a_scan_without_edges_has_none() -> None:
    assert find_outline(PAGE, lines_of()) is None


def test_a_frame_that_is_printed_around_the_text_is_no_sheet() -> None:
    framed = PAGE.copy()
    height, width = framed.shape[:2]
    cv2.rectangle(framed, (40, 40), (width - 40, height - 60), (0, 0, 0), 4)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 3, 1)
    skewed = cv2.warpAffine(framed, turn, (width, height), borderValue=(255, 255, 255))
    assert find_outline(np.asarray(skewed, np.uint8), lines_of()) is None


def test_text_beside_the_sheet_leaves_the_photo_as_it_is() -> None:
    photo = taken(2)
    beside = np.array([corners_of(Box(5, 300, 45, 312))], np.float32)
    assert find_outline(photo.pixels, np.concatenate([lines_of(photo), beside])) is None


def test_a_sheet_that_is_as_bright_as_the_desk_leaves_the_photo_as_it_is() -> None:
    photo = taken(4)
    white = cv2.warpPerspective(PAGE, onto(photo), photo.pixels.shape[1::-1], borderValue=(250, 250, 250))
    assert find_outline(np.asarray(white, np.uint8), lines_of(photo)) is None


def test_a_sheet_with_one_edge_out_of_sight_leaves_the_photo_as_it_is() -> None:
    photo = taken(5)
    cut = photo.pixels[:, round(float(photo.corners[:, 0].min())) + 40 :]
    shifted = lines_of(photo) - np.array([photo.pixels.shape[1] - cut.shape[1], 0], np.float32)
    assert find_outline(np.ascontiguousarray(cut), shifted) is None


def test_a_picture_without_text_has_none() -> None:
    assert find_outline(taken(6).pixels, np.zeros((0, 4, 2), np.float32)) is None
