"""Pages say which of how many they are."""

import pytest

from extractors.fields.layout import lay_out
from extractors.stacks.paging import Paging, find_paging
from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Word


def counted(*texts: str, top: float = 810) -> Paging | None:
    """How a page counts itself that has these lines from there on down."""
    words = [
        Word(text, Box(40 + 60 * at, top + 12 * row, 90 + 60 * at, top + 12 * row + 9))
        for row, line in enumerate(texts)
        for at, text in enumerate(line.split())
    ]
    return find_paging(lay_out(Page(0, 595, 842, Witness.TEXT_LAYER, tuple(words))))


@pytest.mark.parametrize(
    "text",
    [
        "Page 1 of 2",
        "Seite 1/2",
        "Stran 1 od 2",
        "Stran: 1/2",
        "Sida 1(2)",
        "1/2. oldal",
        "Lpp. 1/2",
        "Strona 1 z 2",
        "1 / 2",
        "- 1/2 -",
    ],
)
def test_a_count_is_known_in_many_languages(text: str) -> None:
    assert counted(text) == Paging(1, 2)


@pytest.mark.parametrize(
    "text", ["Hauptstrasse 12", "Posten 1 von", "Page", "page 4 of 2", "Page 0 of 2", "12.50 / 13.00"]
)
def test_other_figures_are_no_count(text: str) -> None:
    assert counted(text) is None


def test_a_bare_count_is_believed_only_at_the_edge() -> None:
    assert counted("2 / 3", top=400) is None
    assert counted("Page 2 of 3", top=400) == Paging(2, 3)


def test_two_counts_are_none() -> None:
    assert counted("Page 1 of 2", "Page 7 of 9") is None
