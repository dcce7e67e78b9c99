"""A font that says other letters than it shows is told by all its words together."""

import pypdfium2 as pdfium
import pytest

from extractors.odd_fonts import odd_words
from extractors.text_layer import read_page
from tests.extractors import papers, patchwork

ODD = (1, 2, 9)


def odd_of(content: bytes) -> set[str]:
    document = pdfium.PdfDocument(content)
    try:
        page = document[0]
        return {word.text for word in odd_words(page, read_page(page, 0))}
    finally:
        document.close()


@pytest.mark.parametrize("rotate", [0, 180])
def test_all_words_of_the_font_are_odd_and_no_others(rotate: int) -> None:
    content = patchwork.garbled(patchwork.page(ODD, patchwork.as_bold), -29)
    found = odd_of(papers.rotated(content, rotate))
    assert {"7RWDO", "DPRXQW", "WLPEHU"} <= {word.strip(",\x0f") for word in found}  # Total, amount, timber
    assert found.isdisjoint(word for line in papers.LINES for word in line.split())


def test_few_words_are_told_by_their_figures() -> None:
    content = patchwork.garbled(patchwork.page([7], patchwork.as_bold, [*papers.LINES[:7], "Amount 1131.55"]), -29)
    assert any("PRXQW" in text for text in odd_of(content))


@pytest.mark.parametrize(
    "lines",
    [
        papers.LINES,
        [
            *papers.LINES[:6],
            "Krk, Trst, Vrh, Brdo, prst, čtvrt, smrt, vlk",
            "DBSZSI2X BKPTPTPL CHDDCC GmbH mbH Stck Nr. Bez.",
        ],
        ["Zvezek, vrč, smrtno, črtkano, Schmidt & Schwarz, Länge, Straße"],
    ],
    ids=["English", "few vowels", "clusters"],
)
def test_fonts_of_any_language_are_believed(lines: list[str]) -> None:
    assert odd_of(patchwork.page((), patchwork.as_text, lines)) == set()
