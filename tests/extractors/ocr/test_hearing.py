from extractors.ocr.hearing import beside
from models.geometry import Box
from models.page import Word

PLACE = Box(10, 10, 50, 20)


def test_a_word_keeps_what_the_other_reading_says_in_its_place() -> None:
    first = Word("1Z,50", PLACE, 0.5, (("17,50", 0.3),))
    second = (Word("12,50", Box(11, 9, 50, 20), 0.9), Word("EUR", Box(60, 10, 80, 20), 0.9))
    assert beside([first], second)[0].alternatives == (("17,50", 0.3), ("12,50", 0.9))


def test_what_says_the_same_or_stands_elsewhere_is_not_kept() -> None:
    first = Word("12,50", PLACE, 0.5, (("17,50", 0.3),))
    same, known = Word("12,50", PLACE, 0.9), Word("17,50", PLACE, 0.9)
    whole_line, below = Word("Total: 12,60", Box(10, 10, 120, 20), 0.9), Word("12,60", Box(10, 17, 50, 27), 0.9)
    assert beside([first], [same, known, whole_line, below]) == (first,)
