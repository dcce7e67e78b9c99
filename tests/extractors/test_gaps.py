"""A digital page of which a part is no text, or text that says nothing: that part is read from its picture."""

from collections import Counter
from decimal import Decimal

import numpy as np
import pytest

from extractors import gaps, pdf_reading
from extractors.extraction import extract_invoice
from extractors.limits import Limits
from extractors.ocr.rapid import rapid_engine
from extractors.pixels import Pixels, Quads
from extractors.reading import read_document
from models.errors import EngineMissing
from models.evidence import Witness
from models.geometry import Box
from models.page import Page
from models.terms import Term
from tests.extractors import papers, patchwork

ODD = (0, 8, 9)  # the heading and two totals
WANTED = Counter(" ".join(papers.LINES).split())
NOT_LATIN, SHIFTED = 0xE000, -29


def read(content: bytes) -> Page:
    (page,) = read_document(content).transcript.pages
    return page


def right(page: Page) -> int:
    """How many of the words that are printed were read to the letter."""
    return (WANTED & Counter(word.text for word in page.words)).total()


def bold_garbled(shift: int) -> bytes:
    return patchwork.garbled(patchwork.page(ODD, patchwork.as_bold), shift)


@pytest.mark.parametrize(
    ("content", "path"),
    [
        pytest.param(patchwork.page(ODD, patchwork.as_picture), "print_recognised", id="pictures"),
        pytest.param(patchwork.page(ODD, patchwork.as_outlines), "print_recognised", id="outlines"),
        pytest.param(bold_garbled(NOT_LATIN), "words_garbled", id="letters of no alphabet"),
        pytest.param(bold_garbled(SHIFTED), "words_garbled", id="other letters than shown"),
    ],
)
@pytest.mark.parametrize("rotate", [0, 90])
def test_what_the_layer_lacks_is_read_and_the_rest_is_taken_from_it(
    content: bytes, path: str, rotate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_reading, "recognise_page", None)
    page = read(papers.rotated(content, rotate))
    assert (page.witness, page.path) == (Witness.TEXT_LAYER, (path, "rapidocr"))
    assert right(page) >= WANTED.total() - 1  # d.o.o. is hard to read
    by_line = {line.text: {word.witness for word in line.words} for line in page.lines}
    assert by_line["Total amount to pay EUR 1131.55"] == {Witness.OCR}
    assert by_line["Total without tax 927.50"] == {None}


def test_without_recognition_only_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise EngineMissing("not here")

    monkeypatch.setattr(gaps, "rapid_engine", missing)
    page = read(patchwork.page(ODD, patchwork.as_picture))
    assert page.path == ("rapidocr_missing",)
    assert right(page) == WANTED.total() - sum(len(papers.LINES[number].split()) for number in ODD)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(papers.pdf(), id="text"),
        pytest.param(patchwork.page(ODD, patchwork.as_bold), id="two fonts"),
        pytest.param(papers.pdf_with_qr(b"BCD\n002\n1\nSCT\n" * 8), id="a code"),
        pytest.param(
            patchwork.page((), patchwork.as_text, [*papers.LINES, "\uf0b7 one", "GmbH DBSZSI2X"]), id="a bullet"
        ),
        pytest.param(patchwork.with_picture(patchwork.a_photo()), id="a photo"),
    ],
)
def test_a_page_that_lacks_nothing_asks_no_recognition(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("nothing is missing on this page")

    monkeypatch.setattr(gaps, "rapid_engine", never)
    page = read(content)
    assert (page.witness, page.path) == (Witness.TEXT_LAYER, ())


def test_a_picture_of_words_under_the_very_words_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps, "rapid_engine", None)
    scan = papers.picture(papers.pdf(), dpi=150)
    doubled = patchwork.over(scan, papers.LINES)
    assert right(read(doubled)) == WANTED.total()


def test_a_skewed_stamp_over_a_page_of_text_is_read() -> None:
    stamp = patchwork.stamp(["RECEIVED 14 MAR 2024", "Accounts payable"], degrees=4)
    page = read(patchwork.with_picture(stamp, (330, 80, 200, 90)))
    assert right(page) == WANTED.total()
    words = {word.text for word in page.words if word.witness is Witness.OCR}
    assert {"2024", "payable"} <= words


def test_words_of_the_layer_are_painted_over_in_the_colour_of_the_paper() -> None:
    pixels = np.full((40, 80, 3), (200, 220, 255), np.uint8)
    pixels[10:20, 20:60] = 0
    gaps._paint_over(pixels, Box(20, 8, 60, 22))
    assert (pixels == (200, 220, 255)).all()


def test_a_letterhead_on_every_page_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, looks = rapid_engine(), Counter[bytes]()
    detect = engine.detect

    def noted(pixels: Pixels, most: float) -> Quads:
        looks[pixels.tobytes()] += 1
        return detect(pixels, most)

    monkeypatch.setattr(engine, "detect", noted)
    head = patchwork.page([0], patchwork.as_picture)
    pages = read_document(patchwork.repeated(head, 3)).transcript.pages
    assert [page.path for page in pages] == [("print_recognised", "rapidocr")] * 3
    assert [right(page) for page in pages] == [right(pages[0])] * 3
    assert set(looks.values()) == {1}


def test_when_time_is_up_only_the_text_is_read() -> None:
    content = patchwork.page(ODD, patchwork.as_picture)
    (page,) = read_document(content, limits=Limits(reading_seconds=0.0)).transcript.pages
    assert (page.path, {word.witness for word in page.words}) == ((), {None})


def test_evidence_says_that_a_value_was_recognised() -> None:
    transcript = read_document(patchwork.page([9], patchwork.as_picture)).transcript
    fields = extract_invoice(transcript).fields
    assert fields[Term.TOTAL_GROSS].value == Decimal("1131.55")
    assert fields[Term.TOTAL_GROSS].evidence.witness is Witness.OCR
    assert fields[Term.TOTAL_TAX].evidence.witness is Witness.TEXT_LAYER
