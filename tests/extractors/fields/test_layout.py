from dataclasses import replace

from extractors.fields.layout import lay_out
from models.evidence import Witness
from tests.extractors.fields.drawn import draw_page


def texts(drawing: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in lay_out(draw_page(drawing)).rows]


def test_wide_gaps_part_cells_and_narrow_ones_do_not() -> None:
    assert texts("Net amount      1 200,00 EUR") == [["Net amount", "1 200,00 EUR"]]


def test_a_label_glued_to_its_value_is_parted_at_the_colon() -> None:
    assert texts("InvoiceNo:4711") == [["InvoiceNo: 4711"]]


def test_a_word_of_thousands_of_letters_is_not_searched_for_a_label() -> None:
    for word in ("a" * 100_000, "a" * 100_000 + ":7", "1." * 50_000):
        assert [cell.text for cell in lay_out(draw_page(word)).cells] == [word]


def test_a_date_glued_to_its_time_is_parted() -> None:
    assert texts("17/03/201721:35") == [["17/03/2017 21:35"]]
    assert texts("08/02/20173:43:01 PM") == [["08/02/2017 3:43:01 PM"]]
    assert texts("08/02/20171543") == [["08/02/2017 1543"]]


def test_times_and_addresses_of_the_web_keep_their_colons() -> None:
    assert texts("10:35 https://example.org") == [["10:35 https://example.org"]]


def test_leader_dots_are_no_words() -> None:
    assert texts("Total ........ 12.00") == [["Total", "12.00"]]


def test_an_empty_page_has_no_rows() -> None:
    assert lay_out(draw_page("")).rows == ()
    assert lay_out(draw_page("")).line_height == 10.0


def test_a_cell_is_recognised_when_one_of_its_words_was() -> None:
    page = draw_page("Total to pay    EUR 12.00\nNet             EUR 10.00")
    words = tuple(replace(word, witness=Witness.OCR) if word.text == "12.00" else word for word in page.words)
    cells = [cell for row in lay_out(replace(page, words=words)).rows for cell in row]
    assert [cell.text for cell in cells if cell.witness is Witness.OCR] == ["EUR 12.00"]
    (recognised,) = (cell for cell in cells if cell.witness is Witness.OCR)
    assert recognised.evidence().witness is Witness.OCR
    assert recognised.part(0, 1).evidence().witness is Witness.TEXT_LAYER


def test_a_picture_beside_a_text_is_a_cell_of_its_own() -> None:
    page = draw_page("ATLANTA WUPA-TV News\nTotal to pay EUR 12.00")
    words = tuple(
        replace(word, witness=Witness.OCR) if word.text in {"ATLANTA", "12.00"} else word for word in page.words
    )
    near = tuple(replace(word, box=word.box.moved(-3.2, 0)) if word.text == "ATLANTA" else word for word in words)
    assert [[cell.text for cell in row] for row in lay_out(replace(page, words=near)).rows] == [
        ["ATLANTA", "WUPA-TV News"],
        ["Total to pay EUR 12.00"],
    ]


def test_a_word_that_two_readers_saw_is_one() -> None:
    page = draw_page("Nr.: 02620 4711")
    number = page.words[1]
    seen = replace(number, box=replace(number.box, x0=number.box.x0 - 2, x1=number.box.x1 + 2), witness=Witness.OCR)
    twice = replace(page, words=(*page.words, seen))

    assert [[cell.text for cell in row] for row in lay_out(twice).rows] == [["Nr.: 02620 4711"]]


def test_a_short_page_of_the_width_of_a_roll_is_a_slip() -> None:
    page = draw_page("Rechnung")

    assert lay_out(replace(page, width=226.0, height=280.0)).is_slip
    assert not lay_out(replace(page, width=420.0, height=595.0)).is_slip


def test_dots_that_lead_to_a_word_are_no_part_of_it() -> None:
    assert texts("Date .Aug 31, 2024") == [["Date", "Aug 31, 2024"]]
    assert texts("Total          ..12.50 and .50") == [["Total", "12.50 and .50"]]
