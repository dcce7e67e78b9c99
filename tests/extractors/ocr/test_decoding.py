import numpy as np
import pytest

from extractors.ocr.decoding import decode
from extractors.pixels import Floats

LETTERS = ["", "8", "B", "0", " "]  # the first is no letter


def steps(*probabilities: dict[str, float]) -> Floats:
    """Steps at which the letters named have these probabilities and all others none."""
    return np.array([[one.get(letter, 0.0) for letter in LETTERS] for one in probabilities], dtype=np.float32)


def test_steps_on_end_with_one_winner_are_one_character_unless_nothing_parts_them() -> None:
    line = decode(steps({"8": 0.9}, {"8": 0.95}, {"": 0.9}, {"8": 0.97}, {" ": 0.9}, {"B": 0.9}), LETTERS)
    assert line.text == "88 B"
    assert line.confidences == pytest.approx([0.9, 0.97, 0.9, 0.9])
    assert line.centres == pytest.approx([0.5 / 6, 3.5 / 6, 4.5 / 6, 5.5 / 6])


def test_the_second_of_an_unsure_character_is_kept() -> None:
    assert decode(steps({"8": 0.6, "B": 0.25}, {"": 1.0}, {"0": 0.99}), LETTERS).runners_up == {0: ("B", 0.25)}


def test_a_character_that_one_of_its_steps_is_sure_of_has_no_second() -> None:
    assert decode(steps({"8": 0.6, "B": 0.4}, {"8": 0.99}), LETTERS).runners_up == {}


def test_a_character_that_may_be_none_says_so() -> None:
    assert decode(steps({"8": 1.0}, {"": 0.25, "0": 0.55}), LETTERS).runners_up == {1: ("", 0.25)}


def test_the_line_may_take_a_part_of_the_steps_only() -> None:
    assert decode(steps({"8": 1.0}, {"": 1.0}, {"0": 1.0}, {"": 1.0}), LETTERS, 0.75).centres == pytest.approx(
        [0.5 / 3, 2.5 / 3]
    )


def test_nothing_read_is_an_empty_line() -> None:
    line = decode(steps({"": 1.0}, {"": 1.0}), LETTERS)
    assert (line.text, line.confidence, line.runners_up) == ("", 0.0, {})


def test_a_space_that_was_seen_but_did_not_win_parts_two_words() -> None:
    assert decode(steps({"8": 1.0}, {"": 0.8, " ": 0.2}, {"B": 1.0}), LETTERS).parted == {1}
    assert decode(steps({"8": 1.0}, {"": 0.95, " ": 0.05}, {"B": 1.0}), LETTERS).parted == set()


def test_two_digits_are_parted_only_by_a_space_that_was_seen_clearly() -> None:
    assert decode(steps({"8": 1.0}, {"": 0.8, " ": 0.2}, {"0": 1.0}), LETTERS).parted == set()
    assert decode(steps({"8": 1.0}, {"": 0.6, " ": 0.4}, {"0": 1.0}), LETTERS).parted == {1}


def test_a_space_that_was_read_or_stands_at_an_end_parts_nothing_more() -> None:
    assert decode(steps({"8": 1.0}, {" ": 0.6}, {"": 0.6, " ": 0.4}, {"B": 1.0}), LETTERS).parted == set()
    assert decode(steps({"": 0.6, " ": 0.4}, {"8": 1.0}, {"": 0.6, " ": 0.4}), LETTERS).parted == set()
