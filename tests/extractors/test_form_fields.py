"""What is filled in into the fields of a PDF is read, whoever drew it, and in whatever letters."""

import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf import load_page, open_pdf
from extractors.reading import read_document
from tests.extractors import papers

HIDDEN = 2  # flags of annotations, PDF 32000-1, table 165
PASSWORD, MULTILINE = 1 << 13, 1 << 12  # flags of fields, table 228


def form(value: str = "2024-17", *, drawn: bool = True, flags: int = 0, field_flags: int = 0, rotate: int = 0) -> bytes:
    """A form with one field; as some programs fill it in, the value is there and no picture of it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.drawString(60, 700, "Number")
    canvas.acroForm.textfield(name="number", value="2024-17", x=120, y=690, width=200, height=20)
    canvas.save()

    def fill_in(document: pikepdf.Pdf) -> None:
        (field,) = document.pages[0].Annots
        field.V = pikepdf.String(value)
        field.F, field.Ff = flags, field_flags
        document.Root.AcroForm.NeedAppearances = True
        if not drawn:
            del field.AP

    return papers.rotated(papers.rewritten(target.getvalue(), fill_in), rotate)


def text_of(content: bytes) -> str:
    (page,) = read_document(content).transcript.pages
    return page.text


@pytest.mark.parametrize("drawn", [True, False])
def test_filled_in_form_fields_are_read_like_print(drawn: bool) -> None:
    assert text_of(form(drawn=drawn)) == "Number 2024-17"


@pytest.mark.parametrize("value", ["Račun-18", "Łódź 12 ő", "Счёт 7", "請求書 7", "Müller & Söhne"])
def test_a_value_is_read_in_letters_that_this_machine_cannot_draw(value: str) -> None:
    assert text_of(form(value, drawn=False)) == f"Number {value}"


def test_a_value_that_was_changed_after_it_was_drawn_is_the_one_that_counts() -> None:
    assert text_of(form("2024-18")) == "Number 2024-18"


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_value_is_read_on_a_turned_page(rotate: int) -> None:
    assert text_of(form("Račun-18", drawn=False, rotate=rotate)) == "Number Račun-18"


def test_the_words_of_a_value_stand_in_their_field_line_by_line() -> None:
    (page,) = read_document(form("Račun št. 18\nŠkofja Loka", drawn=False, field_flags=MULTILINE)).transcript.pages
    words = {word.text: word.box for word in page.words}
    assert words["Račun"].x0 < words["št."].x0 < words["18"].x0
    assert words["Račun"].bottom <= words["Škofja"].top
    assert all(words[text].x0 >= 120 and words[text].x1 <= 320 for text in ("18", "Loka"))


def test_a_page_that_cannot_be_opened_loses_no_other_page_of_a_form() -> None:
    def break_second(document: pikepdf.Pdf) -> None:
        document.Root.Pages.Kids.append(document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Nonsense)))
        document.Root.Pages.Count = 2

    transcript = read_document(papers.rewritten(form(), break_second)).transcript
    assert transcript.pages[0].text == "Number 2024-17"


@pytest.mark.parametrize(("flags", "field_flags"), [(HIDDEN, 0), (0, PASSWORD)])
def test_what_no_viewer_shows_is_not_read(flags: int, field_flags: int) -> None:
    assert "18" not in text_of(form("Račun-18", drawn=False, flags=flags, field_flags=field_flags))


def test_a_filled_in_value_stands_in_the_picture_of_the_page() -> None:
    with open_pdf(form(drawn=False)) as filled, open_pdf(form("", drawn=False)) as empty:
        darkest = [load_page(each, 0).render(crop=(125, 694, 300, 136)).to_numpy().min() for each in (filled, empty)]
    assert darkest[0] < 100 < darkest[1], darkest
