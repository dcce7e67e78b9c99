from collections.abc import Sequence

import numpy as np
import pytest

from extractors.ocr.lines import LineText
from extractors.pixels import Pixels, Quads
from extractors.stance import find_skew, find_turns

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
    assert find_turns(PAGE, lines_at(), Recogniser(0.97)) == 0


@pytest.mark.parametrize(("sureness", "turns"), [((0.6, 0.95), 2), ((0.6, 0.65), 0), ((0.8, 0.3), 0)])
def test_upside_down_only_when_clearly_surer(sureness: tuple[float, ...], turns: int) -> None:
    assert find_turns(PAGE, lines_at(), Recogniser(*sureness)) == turns


@pytest.mark.parametrize(("sureness", "turns"), [((0.97,), 1), ((0.5, 0.95), 3)])
def test_tall_lines_are_a_page_on_its_side(sureness: tuple[float, ...], turns: int) -> None:
    recogniser = Recogniser(*sureness)
    assert find_turns(PAGE, lines_at(tall=True), recogniser) == turns
    assert all(width > height for height, width, _ in recogniser.shapes)


def test_too_few_lines_tell_nothing() -> None:
    assert find_turns(PAGE, lines_at(count=1), Recogniser()) == 0


@pytest.mark.parametrize("angle", [-7.0, -1.5, 0.8, 12.0])
def test_skew_is_the_common_slope(angle: float) -> None:
    assert find_skew(lines_at(angle)) == pytest.approx(angle, abs=0.05)


@pytest.mark.parametrize("angle", [0.0, 0.2, -0.25, 35.0])
def test_slight_and_unlikely_skew_is_left(angle: float) -> None:
    assert find_skew(lines_at(angle)) == 0.0


def test_lines_that_disagree_tell_no_skew() -> None:
    fan = np.concatenate([lines_at(angle, count=1) for angle in (-9.0, -5.0, 1.0, 6.0, 11.0)])
    assert find_skew(fan) == 0.0
