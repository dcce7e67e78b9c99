import pytest
from reportlab.pdfbase.ttfonts import TTFont

from flows.samples.inventing import catalogue
from flows.samples.sheet import VERA, Sheet
from tests.flows.samples.pages import text_of


@pytest.mark.parametrize("country", ["SI", "HR"])
@pytest.mark.parametrize("name", [VERA.regular, VERA.bold])
def test_embedded_font_has_every_letter_of_the_catalogue(country: str, name: str) -> None:
    glyphs = TTFont(name, f"{name}.ttf").face.charToGlyph
    assert [letter for letter in str(catalogue()[country]) if not glyphs.get(ord(letter))] == []


def test_text_ends_where_it_is_told_to() -> None:
    sheet = Sheet(VERA, "Žiga")
    sheet.text(100, 100, "Čebela", align="right")
    assert text_of(sheet.content()) == "Čebela"
    assert sheet.width_of("Čebela", bold=True) > sheet.width_of("Čebela")
