"""Second witnesses of real pages: digital ones whose picture says the same, says otherwise, or says nothing."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors import second_look
from extractors.document import DocumentRead
from extractors.extraction import extract_invoice
from extractors.ocr import tesseract
from extractors.reading import read_document
from extractors.retelling import READ_AGAIN
from extractors.second_look import SECOND_ENGINE, with_second_looks
from extractors.verdicts import DIFFERS
from models.errors import EngineMissing
from models.invoice import Invoice
from models.page import Transcript
from models.plain_text import letters
from models.terms import REQUIRED_TERMS, Term
from models.unseen import Obstacle, obstacle_of, witnesses_of
from tests.extractors import papers, patchwork
from tests.extractors.two_sided import LINES, NUMBER, TOTAL, covered, other_digits


def looked_at(content: bytes) -> tuple[Invoice, Invoice, DocumentRead]:
    """The invoice before and after the second looks, and what was read."""
    read = read_document(content)
    invoice = extract_invoice(read.transcript)
    heard, seen = with_second_looks(invoice, read)
    return invoice, heard, seen


def test_a_plain_digital_page_gets_a_second_witness_of_every_required_value() -> None:
    before, after, read = looked_at(patchwork.page((), patchwork.as_text, LINES))
    assert (obstacle_of(before), obstacle_of(after)) == (Obstacle.ONE_WITNESS, Obstacle.NONE)
    assert {witnesses_of(after)[term] for term in REQUIRED_TERMS} == {("ocr", "text_layer")}
    assert [field.confidence for field in after.fields.values()] == [f.confidence for f in before.fields.values()]
    assert read.transcript.seconds["look"] > 0


def test_the_looks_are_kept_with_what_was_read() -> None:
    _, after, read = looked_at(patchwork.page((), patchwork.as_text, LINES))
    again = Transcript.from_json(read.transcript.to_json())
    assert extract_invoice(again).to_json() == after.to_json()


def test_a_transcript_from_before_there_were_looks_has_none() -> None:
    _, _before, read = looked_at(patchwork.page((), patchwork.as_text, LINES))
    old = {key: value for key, value in read.transcript.to_json().items() if key != "looks"}
    assert Transcript.from_json(old).looks == ()
    assert obstacle_of(extract_invoice(Transcript.from_json(old))) is Obstacle.ONE_WITNESS


@pytest.mark.parametrize(
    ("content", "term"),
    [
        pytest.param(other_digits(patchwork.page((TOTAL,), patchwork.as_bold, LINES)), Term.TOTAL_GROSS, id="total"),
        pytest.param(other_digits(patchwork.page((NUMBER,), patchwork.as_bold, LINES)), Term.INVOICE_NUMBER, id="no"),
        pytest.param(covered(LINES, TOTAL, "Total amount to pay: EUR 7739.20"), Term.TOTAL_GROSS, id="covered"),
    ],
)
def test_a_text_layer_that_says_other_than_the_page_shows_is_not_confirmed(content: bytes, term: Term) -> None:
    before, after, _ = looked_at(content)
    assert before.fields[term].witnesses == after.fields[term].witnesses == ("text_layer",)
    assert after.fields[term].value == before.fields[term].value
    assert after.fields[term].confidence < before.fields[term].confidence / 2
    assert after.fields[term].reason.endswith(DIFFERS)
    assert obstacle_of(after) is Obstacle.ONE_WITNESS


def test_where_no_letters_are_to_be_seen_nothing_is_confirmed() -> None:
    before, after, _ = looked_at(covered(LINES, TOTAL, "~ " * 16))
    assert before.fields[Term.TOTAL_GROSS].value == Decimal("1131.55")
    assert after.fields[Term.TOTAL_GROSS] == before.fields[Term.TOTAL_GROSS]
    assert obstacle_of(after) is Obstacle.ONE_WITNESS


def test_a_total_in_white_on_white_is_none() -> None:
    def in_white(canvas: Canvas, y: float, line: str) -> None:
        canvas.setFillGray(1)
        patchwork.as_text(canvas, y, line)
        canvas.setFillGray(0)

    _, after, _ = looked_at(patchwork.page((TOTAL,), in_white, LINES))
    assert obstacle_of(after) is Obstacle.MISSING


def test_a_recognised_page_is_read_by_the_other_engine() -> None:
    scan = papers.encoded(papers.picture(patchwork.page((), patchwork.as_text, LINES), dpi=200), dpi=(200, 200))
    before, after, _ = looked_at(scan)
    assert {witnesses_of(before)[term] for term in REQUIRED_TERMS} == {("ocr",)}
    assert {witnesses_of(after)[term] for term in REQUIRED_TERMS} == {("ocr", SECOND_ENGINE)}


def test_what_tesseract_read_is_read_by_rapidocr(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = papers.encoded(papers.picture(patchwork.page((), patchwork.as_text, LINES), dpi=200), dpi=(200, 200))
    monkeypatch.setattr("extractors.ocr.choosing.SECONDS_A_PAGE", 100.0)
    read = read_document(scan)
    assert read.transcript.pages[0].path == ("read_quickly", "tesseract")
    monkeypatch.setitem(second_look._ENGINES, "tesseract", never)
    after, _ = with_second_looks(extract_invoice(read.transcript), read)
    assert witnesses_of(after)[Term.TOTAL_GROSS] == ("ocr", SECOND_ENGINE)


def never(_strips: object, _times: float = 1.0) -> list[tuple[str, float]]:
    raise AssertionError("this engine read it already")


@pytest.mark.parametrize(("paper", "ink"), [(255, 0), (150, 60), (40, 220)], ids=["white", "grey", "dark"])
def test_tesseract_reads_strips_of_any_paper(paper: int, ink: int) -> None:
    picture = papers.picture(patchwork.page((), patchwork.as_text, LINES), dpi=200)
    rows = np.flatnonzero((picture < 128).any(axis=(1, 2)))
    strip = picture[rows[0] - 8 : rows[0] + 48].astype(np.float32)
    shaded = np.clip(ink + strip / 255 * (paper - ink), 0, 255).astype(np.uint8)
    assert letters(tesseract.read_strips([shaded])[0][0]) == letters(LINES[0])


def test_without_the_other_engine_there_is_one_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_seconds: float) -> None:
        return None

    monkeypatch.setattr(tesseract, "quick_tesseract", missing)
    with pytest.raises(EngineMissing):
        tesseract.read_strips([papers.picture(papers.pdf())])
    scan = papers.encoded(papers.picture(patchwork.page((), patchwork.as_text, LINES), dpi=200), dpi=(200, 200))
    before, after, _ = looked_at(scan)
    assert after == before


def test_when_time_is_up_nothing_is_read_again() -> None:
    read = read_document(patchwork.page((), patchwork.as_text, LINES))
    invoice = extract_invoice(read.transcript)
    assert with_second_looks(invoice, read, lambda: False) == (invoice, read)


def test_where_it_decides_nothing_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_look, "_ENGINES", {"rapidocr": never, "tesseract": never})
    without_total = [line for number, line in enumerate(LINES) if number != TOTAL]
    wrong_iban = [*LINES, "IBAN: SI56 1910 0000 0123 439"]
    for lines, obstacle in ((without_total, Obstacle.MISSING), (wrong_iban, Obstacle.FINDING)):
        before, after, _ = looked_at(patchwork.page((), patchwork.as_text, lines))
        assert obstacle_of(before) is obstacle
        assert after == before


SHORT_OF_NINES = [line.replace("2024-0815", "6039999999") for line in LINES]


def with_other_words(read: DocumentRead, old: str, new: str) -> DocumentRead:
    """What was read, as if the first look at one word had said something else."""
    (page,) = read.transcript.pages
    words = tuple(replace(word, text=word.text.replace(old, new)) for word in page.words)
    assert words != page.words
    return replace(read, transcript=replace(read.transcript, pages=(replace(page, words=words),)))


def scanned(lines: Sequence[str]) -> DocumentRead:
    page = papers.picture(patchwork.page((), patchwork.as_text, lines), dpi=200)
    return read_document(papers.encoded(page, dpi=(200, 200)))


@pytest.mark.parametrize("more", [(), ("IBAN: SI56 1910 0000 0123 439",)], ids=["plain", "with a finding"])
def test_a_number_that_reads_otherwise_each_time_it_is_read_is_mended(more: tuple[str, ...]) -> None:
    read = with_other_words(scanned([*SHORT_OF_NINES, *more]), "6039999999", "60399999")
    before = extract_invoice(read.transcript)
    assert before.value(Term.INVOICE_NUMBER) == "60399999"
    after, seen = with_second_looks(before, read)
    number = after.fields[Term.INVOICE_NUMBER]
    assert (number.value, number.witnesses) == ("6039999999", ("ocr", SECOND_ENGINE))
    assert number.confidence < before.fields[Term.INVOICE_NUMBER].confidence
    assert number.reason.endswith(READ_AGAIN)
    assert extract_invoice(Transcript.from_json(seen.transcript.to_json())).to_json() == after.to_json()


def test_what_is_read_the_same_again_is_not_read_wider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_look, "widened", never)
    _, seen = with_second_looks(extract_invoice((read := scanned(LINES)).transcript), read)
    assert {look.witness for look in seen.transcript.looks} == {SECOND_ENGINE}
