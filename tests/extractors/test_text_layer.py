import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors import words
from extractors.text_layer import read_text_layer
from models.errors import DamagedDocument
from models.evidence import Witness
from models.geometry import Box
from models.page import Page
from tests.extractors import papers


def drawn(*texts: tuple[float, float, str], angle: float = 0) -> Page:
    """A page of 300 by 200 points with texts at points from its bottom-left, turned about its middle."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 200))
    canvas.translate(150, 100)
    canvas.rotate(angle)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.save()
    return read_text_layer(target.getvalue())[0]


def words_of(page: Page) -> list[str]:
    return [word.text for word in page.words]


def test_words_come_with_boxes_from_the_top_left() -> None:
    page = drawn((0, 0, "Total 12,50"))
    total, amount = page.words
    assert (total.text, amount.text, page.witness) == ("Total", "12,50", Witness.TEXT_LAYER)
    assert total.box.x0 == pytest.approx(150, abs=1)
    assert total.box.top == pytest.approx(90, abs=2)
    assert total.box.bottom == pytest.approx(102, abs=2)
    assert amount.box.x0 > total.box.x1


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_sideways_text_comes_upright(angle: int) -> None:
    page = drawn((-50, 0, "Invoice number"), (-50, -20, "2024-17"), angle=angle)
    assert [line.text for line in page.lines] == ["Invoice number", "2024-17"]
    assert page.rotation == angle
    assert (page.width, page.height) == ((300, 200) if angle == 180 else (200, 300))


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_the_page_is_as_a_viewer_shows_it(rotate: int) -> None:
    upright = read_text_layer(papers.pdf())[0]
    turned = read_text_layer(papers.pdf(rotate=rotate))[0]
    assert turned.rotation == -rotate % 360
    assert turned.text == upright.text
    assert (turned.width, turned.height) == (upright.width, upright.height)
    assert turned.lines[0].box.as_list() == pytest.approx(upright.lines[0].box.as_list(), abs=0.1)


def test_the_crop_box_is_the_page() -> None:
    def crop(document: object) -> None:
        document.pages[0].cropbox = [50, 400, 595, 842]  # type: ignore[attr-defined]

    whole = read_text_layer(papers.pdf())[0]
    cropped = read_text_layer(papers.rewritten(papers.pdf(), crop))[0]
    assert (cropped.width, cropped.height) == (545, 442)
    assert cropped.words[0].box.x0 == pytest.approx(whole.words[0].box.x0 - 50)
    assert cropped.words[0].box.top == pytest.approx(whole.words[0].box.top)


def test_columns_apart_are_words_apart_and_letter_spacing_is_not() -> None:
    page = drawn((-100, 0, "40"), (-80, 0, "12.50"), (0, 0, "500.00"))
    assert words_of(page) == ["40", "12.50", "500.00"]


def test_no_break_spaces_separate() -> None:
    assert words_of(drawn((-100, 0, "1\u00a0250,00\u00a0EUR"))) == ["1", "250,00", "EUR"]


def test_a_word_longer_than_any_that_is_printed_is_cut() -> None:
    (word,) = drawn((-140, 0, "1." * 2000)).words
    assert word.text == "1." * 250


def test_what_is_printed_twice_on_one_spot_counts_once() -> None:
    page = drawn((0, 0, "Total"), (0.4, 0.2, "Total"), (60, 0, "Total"))
    assert words_of(page) == ["Total", "Total"]


def test_margin_notes_that_run_upwards_are_left_out() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 200))
    canvas.drawString(60, 100, "An upright line of text")
    canvas.rotate(90)
    canvas.drawString(20, -20, "Form 17")
    canvas.save()
    assert words_of(read_text_layer(target.getvalue())[0]) == ["An", "upright", "line", "of", "text"]


def test_invisible_text_counts_only_where_nothing_visible_stands() -> None:
    picture = papers.picture(papers.pdf(), dpi=40)
    mixed = papers.scan(picture, words=["Some", "invisible", "words"], invisible=True)
    assert words_of(read_text_layer(mixed)[0]) == ["Some", "invisible", "words"]


def test_only_so_many_pages_are_read() -> None:
    assert len(read_text_layer(papers.pdf(pages=4), max_pages=2)) == 2


def test_boxes_stay_on_the_page() -> None:
    page = read_text_layer(papers.pdf())[0]
    assert all(Box(0, 0, page.width, page.height).contains(word.box.x_mid, word.box.y_mid) for word in page.words)


def test_what_is_no_pdf_is_damaged() -> None:
    with pytest.raises(DamagedDocument):
        read_text_layer(b"%PDF-1.4 and nothing else")


def test_letters_that_have_no_place_at_all_are_left_out() -> None:
    nowhere = papers.with_content(papers.pdf(), f"q {papers.BEYOND} BT /F1 12 Tf 10 10 Td (Nowhere) Tj ET Q")
    assert read_text_layer(nowhere) == read_text_layer(papers.pdf())


def test_a_word_that_is_on_a_page_a_thousand_times_is_compared_with_its_neighbours_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[Box] = []
    same_spot = words._same_spot

    def counted(one: Box, other: Box) -> bool:
        compared.append(one)
        return same_spot(one, other)

    monkeypatch.setattr(words, "_same_spot", counted)
    page = drawn(*((60, 10 + 20 * number, "piece") for number in range(160)), *((60, 10, "piece"),) * 3)
    assert len(page.words) == 160
    assert len(compared) < 160 * 12
