"""Pages that a person turned: read as they say, whatever the print seems to tell."""

import numpy as np
import pytest

from extractors import recognition
from extractors.asked import Asked
from extractors.reading import read_document
from extractors.stance import Upright
from tests.extractors import papers


def as_it_lies(*_: object) -> Upright:
    """What was found before a person came: nothing tells how the page lies."""
    return Upright()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_scan_that_was_taken_for_upright_is_read_once_it_is_turned(
    turns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "find_turns", as_it_lies)
    lying = papers.scan(np.ascontiguousarray(np.rot90(papers.picture(papers.pdf()), turns)))
    assert "2024-0815" not in read_document(lying).transcript.pages[0].text
    read = read_document(lying, asked=Asked(turns={0: turns}))
    (page,) = read.transcript.pages
    assert "2024-0815" in page.text
    assert page.rotation == 90 * turns
    assert (page.width > page.height) == (turns != 2), "the stored page is higher than wide"
    assert read.images[0].raw is not None, "it can be seen as it came"


def test_a_photo_is_turned_likewise_and_back_again() -> None:
    photo = papers.encoded(papers.picture(papers.pdf()))
    assert "2024-0815" not in read_document(photo, asked=Asked(turns={0: 2})).transcript.pages[0].text
    assert "2024-0815" in read_document(photo, asked=Asked(turns={0: 0})).transcript.pages[0].text


def test_a_text_layer_that_lies_otherwise_than_the_person_says_is_not_taken() -> None:
    upside_down = papers.scan(
        np.ascontiguousarray(np.rot90(papers.picture(papers.pdf()), 2)), words=["wrong"] * 9, invisible=True
    )
    (page,) = read_document(upside_down, asked=Asked(turns={0: 2})).transcript.pages
    assert page.rotation == 180
    assert "2024-0815" in page.text
    assert "wrong" not in page.text


def test_other_pages_are_turned_as_they_are_read() -> None:
    first, second = read_document(papers.pdf(pages=2), asked=Asked(turns={1: 2})).transcript.pages
    assert (first.rotation, second.rotation) == (0, 180)
    assert "2024-0815" in first.text
