import itertools
from dataclasses import replace

import numpy as np
import pytest

from extractors.ocr.lines import LineText, split_line

CORNERS = np.array([[100, 50], [300, 50], [300, 70], [100, 70]], dtype=np.float32)


def line(text: str, confidence: float = 0.9) -> LineText:
    count = len(text)
    return LineText(text, [confidence] * count, [(index + 0.5) / count for index in range(count)])


def test_words_stand_where_their_characters_peaked() -> None:
    net, amount = split_line(line("Net 12,50"), CORNERS)
    assert (net.text, amount.text) == ("Net", "12,50")
    assert net.box.x0 == pytest.approx(100, abs=2)
    assert net.box.x1 == pytest.approx(100 + 200 * 3 / 9, abs=2)
    assert amount.box.x1 == pytest.approx(300, abs=2)
    assert 50 < net.box.top < 55 < 65 < net.box.bottom < 70  # noqa: PLR0133 - a ladder of heights


def test_words_do_not_overlap() -> None:
    words = split_line(line("a b c d"), CORNERS)
    assert all(one.box.x1 <= other.box.x0 for one, other in itertools.pairwise(words))


def test_a_wide_gap_separates_even_without_a_space() -> None:
    wide = LineText("40500", [1.0] * 5, [0.05, 0.1, 0.8, 0.85, 0.9])
    assert [word.text for word in split_line(wide, CORNERS)] == ["40", "500"]


def test_a_word_ends_where_the_line_is_parted() -> None:
    glued = replace(line("7:1"), parted=frozenset({2}))
    assert [word.text for word in split_line(glued, CORNERS)] == ["7:", "1"]


def test_a_word_is_as_sure_as_its_least_sure_character() -> None:
    doubtful = LineText("ab", [0.9, 0.4], [0.25, 0.75])
    assert split_line(doubtful, CORNERS)[0].confidence == pytest.approx(0.4)


def test_nothing_read_is_no_words() -> None:
    assert split_line(LineText("", [], []), CORNERS) == ()
    assert split_line(line("   "), CORNERS) == ()


def test_a_word_carries_the_readings_of_its_unsure_characters_the_likeliest_first() -> None:
    doubtful = LineText(
        "1B S0", [1.0, 0.6, 1.0, 0.5, 0.7], [0.1, 0.3, 0.5, 0.7, 0.9], {1: ("8", 0.3), 3: ("5", 0.4), 4: ("O", 0.1)}
    )
    first, second = split_line(doubtful, CORNERS)
    assert first.alternatives == (("18", 0.3),)
    assert second.alternatives == (("50", 0.4), ("SO", 0.1), ("5O", 0.1))


def test_a_word_that_may_be_no_word_at_all_has_no_empty_reading() -> None:
    (word,) = split_line(LineText("I", [0.5], [0.5], {0: ("", 0.4)}), CORNERS)
    assert word.alternatives == ()


def test_no_more_than_a_few_readings_are_kept() -> None:
    unsure = dict.fromkeys(range(9), ("8", 0.3))
    (word,) = split_line(LineText("B" * 9, [0.6] * 9, [at / 9 for at in range(9)], unsure), CORNERS)
    assert len(word.alternatives) == 4
