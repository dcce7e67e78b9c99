from extractors.places import Places
from models.geometry import Box
from models.page import Word


def word(x0: float, top: float, x1: float, bottom: float) -> Word:
    return Word("word", Box(x0, top, x1, bottom))


def test_words_of_a_place_are_those_that_share_some_of_it() -> None:
    left, tall, below = word(0, 0, 10, 10), word(20, 5, 30, 95), word(0, 40, 10, 50)
    places = Places([left, tall, below])
    assert list(places.near(Box(5, 5, 25, 8))) == [left, tall]
    assert list(places.near(Box(5, 45, 25, 48))) == [tall, below]
    assert list(places.near(Box(40, 0, 50, 100))) == []


def test_how_much_of_a_place_one_word_takes() -> None:
    places = Places([word(0, 0, 10, 10), word(15, 0, 20, 10)])
    assert places.cover(Box(0, 0, 20, 10)) == 0.5
    assert places.cover(Box(30, 0, 40, 10)) == 0.0
