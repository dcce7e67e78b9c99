import json

from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Word, witness_of

PAGE = Page(
    0, 595, 842, Witness.TEXT_LAYER, (Word("12", Box(10, 20, 30, 30)),), 90, (Box(10, 40, 90, 40.5),), ("no_text",)
)


def test_pages_keep_words_turn_and_drawn_lines() -> None:
    assert Page.from_json(PAGE.to_json()) == PAGE


def test_pages_stored_before_there_were_drawn_lines_and_paths_are_read() -> None:
    stored = PAGE.to_json()
    del stored["rulings"], stored["path"]
    assert (Page.from_json(stored).rulings, Page.from_json(stored).path) == ((), ())


def test_words_keep_what_they_may_say_instead() -> None:
    word = Word("1B", Box(1, 2, 3, 4), 0.6, (("18", 0.3), ("IB", 0.1)))
    assert Word.from_json(json.loads(json.dumps(word.to_json()))) == word


def test_words_stored_before_they_had_alternatives_are_read_and_sure_words_take_no_more_room() -> None:
    stored = ["12", 10, 20, 30, 30, 1.0]
    assert Word.from_json(stored) == Word("12", Box(10, 20, 30, 30))
    assert Word.from_json(stored).to_json() == stored


def test_words_keep_who_read_them_where_that_is_not_who_read_the_page() -> None:
    for word in (
        Word("12", Box(1, 2, 3, 4), 0.9, (), Witness.OCR),
        Word("1B", Box(1, 2, 3, 4), 0.6, (("18", 0.3),), Witness.TEXT_LAYER),
    ):
        assert Word.from_json(json.loads(json.dumps(word.to_json()))) == word


def test_words_are_read_by_recognition_when_one_of_them_is() -> None:
    usual, other = Word("Total", Box(1, 2, 3, 4)), Word("12", Box(4, 2, 6, 4), 0.9, (), Witness.OCR)
    assert witness_of([usual], Witness.TEXT_LAYER) is Witness.TEXT_LAYER
    assert witness_of([usual, other], Witness.TEXT_LAYER) is Witness.OCR
    assert witness_of([usual], Witness.OCR) is Witness.OCR
    assert witness_of([], Witness.OCR) is Witness.OCR
