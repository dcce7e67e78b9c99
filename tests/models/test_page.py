from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Word

PAGE = Page(
    0, 595, 842, Witness.TEXT_LAYER, (Word("12", Box(10, 20, 30, 30)),), 90, (Box(10, 40, 90, 40.5),), ("no_text",)
)


def test_pages_keep_words_turn_and_drawn_lines() -> None:
    assert Page.from_json(PAGE.to_json()) == PAGE


def test_pages_stored_before_there_were_drawn_lines_and_paths_are_read() -> None:
    stored = PAGE.to_json()
    del stored["rulings"], stored["path"]
    assert (Page.from_json(stored).rulings, Page.from_json(stored).path) == ((), ())
