from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractors.ocr.lines import LineText
from extractors.pixels import Pixels, Quads
from extractors.stance import Upright, find_skew, find_turns

PAGE: Pixels = np.full((800, 600, 3), 255, dtype=np.uint8)


def lines_at(angle: float = 0.0, *, tall: bool = False, count: int = 6) -> Quads:
    """Corners of long lines of text, running down by `angle` degrees or, when `tall`, down the page."""
    slope = np.tan(np.radians(angle))
    width, height = (20, 300) if tall else (300, 20)
    quads = []
    for number in range(count):
        x, y = (40 + 40 * number, 60) if tall else (60, 40 + 40 * number)
        quads.append([[x, y], [x + width, y + slope * width], [x + width, y + height + slope * width], [x, y + height]])
    return np.array(quads, dtype=np.float32)


class Recogniser:
    """As sure of strips as told, in the order they are asked for."""

    def __init__(self, *sureness: float) -> None:
        self.sureness = list(sureness)
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, strips: Sequence[Pixels]) -> list[LineText]:
        sure = self.sureness.pop(0)
        self.shapes.append(strips[0].shape)
        return [LineText("Total", [sure] * 5, [0.1, 0.3, 0.5, 0.7, 0.9]) for _ in strips]


def test_a_page_that_reads_well_is_left_as_it_lies_after_one_look() -> None:
    assert find_turns(PAGE, lines_at(), Recogniser(0.97)).turns == 0


@pytest.mark.parametrize(("sureness", "turns"), [((0.6, 0.95), 2), ((0.6, 0.65), 0), ((0.8, 0.3), 0)])
def test_upside_down_only_when_clearly_surer(sureness: tuple[float, ...], turns: int) -> None:
    assert find_turns(PAGE, lines_at(), Recogniser(*sureness)).turns == turns


@pytest.mark.parametrize(("sureness", "turns"), [((0.97,), 1), ((0.5, 0.95), 3)])
def test_tall_lines_are_a_page_on_its_side(sureness: tuple[float, ...], turns: int) -> None:
    recogniser = Recogniser(*sureness)
    assert find_turns(PAGE, lines_at(tall=True), recogniser).turns == turns
    assert all(width > height for height, width, _ in recogniser.shapes)


def test_what_was_read_of_the_chosen_direction_is_kept_by_the_numbers_of_its_lines() -> None:
    upright = find_turns(PAGE, lines_at(count=12), Recogniser(0.6, 0.95))
    assert len(upright.lines) == 8
    assert [line.confidence for line in upright.lines.values()] == pytest.approx([0.95] * 8)
    assert set(upright.lines) <= set(range(12))


def test_too_few_lines_tell_nothing() -> None:
    assert find_turns(PAGE, lines_at(count=1), Recogniser()) == Upright()


def page_at(angle: float) -> tuple[Pixels, Quads]:
    """A page whose lines of ink run down by `angle` degrees; their corners are half a degree off, as a detector's."""
    page = PAGE.copy()
    slope = np.tan(np.radians(angle))
    for y in range(200, 700, 24):
        for x in range(40, 540, 14):
            cv2.rectangle(page, (x, round(y + slope * x)), (x + 8, round(y + slope * x) + 10), (30, 30, 30), -1)
    return page, lines_at(angle + 0.5)


@pytest.mark.parametrize("angle", [-7.0, -1.5, -0.2, 0.15, 0.8, 12.0])
def test_skew_is_the_slope_at_which_the_ink_falls_into_rows(angle: float) -> None:
    assert find_skew(*page_at(angle)) == pytest.approx(angle, abs=0.1)


@pytest.mark.parametrize("angle", [-7.0, 0.8, 12.0])
def test_without_ink_the_lines_alone_tell_the_skew(angle: float) -> None:
    assert find_skew(PAGE, lines_at(angle)) == pytest.approx(angle, abs=0.05)


@pytest.mark.parametrize("angle", [0.0, 0.03, -0.05])
def test_slight_skew_is_left(angle: float) -> None:
    assert find_skew(*page_at(angle)) == 0.0


def test_unlikely_skew_is_left() -> None:
    assert find_skew(PAGE, lines_at(35.0)) == 0.0


def test_lines_that_disagree_tell_no_skew() -> None:
    fan = np.concatenate([lines_at(angle, count=1) for angle in (-9.0, -5.0, 1.0, 6.0, 11.0)])
    assert find_skew(PAGE, fan) == 0.0
