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


def test_a_word_higher_than_any_page_is_found_like_others() -> None:
    tall, far = word(0, -2e10, 10, 5e9), word(0, 3e9, 10, 4e9)
    places = Places([tall, far])
    assert list(places.near(Box(5, 10, 25, 20))) == [tall]
    assert list(places.near(Box(5, 3.5e9, 25, 3.6e9))) == [tall, far]
