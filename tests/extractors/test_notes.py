import time

import pytest

from extractors.notes import Notes


def test_warnings_are_noted_once_in_order() -> None:
    notes = Notes(10)
    for word in ("pages_cut", "no_text", "pages_cut"):
        notes.warn(word)
    assert notes.warnings == ("pages_cut", "no_text")


def test_seconds_of_a_step_add_up() -> None:
    notes = Notes(10)
    for _ in range(2):
        with notes.timed("ocr"):
            time.sleep(0.01)
    assert notes.seconds["ocr"] >= 0.02


@pytest.mark.parametrize(("slowest", "out"), [(0.0, False), (6.0, False), (20.0, True)])
def test_no_page_begins_that_would_end_too_late(slowest: float, out: bool) -> None:
    notes = Notes(10, slowest_page=slowest)
    assert notes.out_of_time is out


def test_the_path_is_that_of_the_page_at_hand() -> None:
    notes = Notes(10)
    notes.warn("no_text")
    notes.took("rapidocr")
    assert list(notes.path) == ["no_text", "rapidocr"]
    notes.next_page()
    notes.took("tesseract")
    assert list(notes.path) == ["tesseract"]
    assert notes.warnings == ("no_text",)
