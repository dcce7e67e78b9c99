import cv2
import numpy as np
import pytest

from extractors.cleaning import even_light, flatten, straighten, turn_quads
from extractors.pixels import Pixels, Quads, grey
from extractors.stance import Stance
from flows.papers.damage import photograph
from tests.extractors import papers

QUAD: Quads = np.array([[[10, 20], [60, 20], [60, 30], [10, 30]]], dtype=np.float32)


def marked() -> Pixels:
    """White, with a black bar where QUAD is."""
    pixels = np.full((100, 80, 3), 255, dtype=np.uint8)
    pixels[20:30, 10:60] = 0
    return pixels


def darkest_box(pixels: Pixels) -> list[int]:
    rows, columns = np.where(grey(pixels) < 100)
    return [int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1]


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_corners_turn_with_the_picture_and_begin_at_the_top_left(turns: int) -> None:
    pixels, quads = straighten(marked(), QUAD, Stance(turns))
    corners = quads[0]
    assert [*corners.min(axis=0), *corners.max(axis=0)] == darkest_box(pixels)
    assert corners[0].tolist() == corners.min(axis=0).tolist()


def test_four_quarter_turns_come_back() -> None:
    quads, size = QUAD, (80, 100)
    for _ in range(4):
        quads, size = turn_quads(quads, 1, *size), size[::-1]
    assert np.allclose(quads, QUAD)


def test_skew_is_taken_out_and_no_corner_is_lost() -> None:
    page = papers.picture(papers.pdf(), dpi=72)
    height, width = page.shape[:2]
    skewed = cv2.warpAffine(
        page, cv2.getRotationMatrix2D((width / 2, height / 2), -4, 1), (width, height), borderValue=(255,) * 3
    )
    straight, _ = straighten(np.asarray(skewed, dtype=np.uint8), QUAD, Stance(0, 4.0))
    ink_a_row = (grey(straight) < 128).sum(axis=1)
    assert straight.shape[0] > height
    assert straight.shape[1] > width
    assert (ink_a_row[straight.shape[0] // 8 : -straight.shape[0] // 8] == 0).mean() > 0.3


def test_a_page_that_lies_straight_is_not_touched() -> None:
    page = marked()
    assert straighten(page, QUAD, Stance())[0] is page


def test_a_sheet_in_a_photo_becomes_the_page_it_is_of() -> None:
    page = papers.picture(papers.pdf(), dpi=100)
    photo = photograph(page, np.random.default_rng(2))
    flat = cv2.resize(flatten(photo.pixels, photo.corners), page.shape[1::-1], interpolation=cv2.INTER_AREA)
    apart = cv2.absdiff(cv2.blur(flat, (9, 9)), cv2.blur(page, (9, 9)))
    assert float(apart[10:-10, 10:-10].mean()) < 3


def test_even_light_is_not_touched() -> None:
    page = papers.picture(papers.pdf())
    assert even_light(page) is page


def test_a_dark_heading_and_a_dark_column_are_no_shadow() -> None:
    page = papers.picture(papers.pdf())
    page[: page.shape[0] // 9] = (20, 60, 40)
    page[:, : page.shape[1] // 9] = (10, 10, 80)
    assert even_light(page) is page


def test_a_shadow_is_lifted_and_print_stays() -> None:
    page = papers.picture(papers.pdf())
    shade = np.linspace(0.3, 1.0, page.shape[1])[None, :, None]
    lit = even_light((page * shade).astype(np.uint8))
    paper = grey(lit)[grey(page) > 250]
    assert np.percentile(paper, 5) > 200
    assert float(grey(lit)[grey(page) < 40].mean()) < 90
