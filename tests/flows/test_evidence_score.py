from dataclasses import replace

import pytest

from extractors.extraction import extract_invoice
from flows.evidence_score import Held, evidence_table, shown_values
from models.evidence import Evidence, Witness
from models.geometry import Box
from models.invoice import FieldValue, Invoice
from models.page import Code, Page, Transcript, Word
from models.terms import DocumentClass, Term
from tests.extractors.fields.drawn import read_document

WORDS = (
    Word("No:1", Box(10, 10, 30, 20)),
    Word("TO7AL", Box(10, 30, 40, 40), alternatives=(("TOTAL", 0.4),)),
    Word("12,50", Box(50, 30, 80, 40)),
    *(Word("word", Box(10 + 30 * at, 60, 35 + 30 * at, 70)) for at in range(20)),
)
CODE = Code(0, Box(300, 300, 400, 400), "QRCode", b"BCD")
PAPER = Transcript("pdf", (Page(0, 700, 800, Witness.OCR, WORDS),), (CODE,))


def held(witness: Witness, text: str, box: Box | None, page: int | None = 0) -> Held:
    field = FieldValue(Term.TOTAL_GROSS, "x", 0.9, Evidence(witness, text, page, box))
    (shown,) = shown_values(Invoice(DocumentClass.INVOICE, {Term.TOTAL_GROSS: field}), PAPER)
    return shown.held


@pytest.mark.parametrize(
    ("text", "box", "expected"),
    [
        ("12,50", Box(50, 30, 80, 40), Held.WORDS),
        ("TOTAL 12,50", Box(10, 30, 80, 40), Held.WORDS),
        ("1", Box(25, 10, 30, 20), Held.WORDS),
        ("12,50", Box(10, 30, 40, 40), Held.LESS),
        ("12,50", Box(200, 200, 220, 210), Held.LESS),
        ("word", Box(10, 60, 640, 70), Held.MORE),
        ("12,50", None, Held.NO_BOX),
        ("BCD", CODE.box, Held.CODE),
    ],
)
def test_a_box_holds_the_words_of_its_value_and_few_others(text: str, box: Box | None, expected: Held) -> None:
    assert held(Witness.OCR, text, box) is expected


def test_what_nobody_printed_has_no_box_and_says_who_said_it() -> None:
    assert held(Witness.INFERRED, "SI", None, None) is Held.NOTHING_TO_HOLD
    assert held(Witness.XML, "12.50", None, None) is Held.NOTHING_TO_HOLD


def test_every_value_line_and_tax_row_of_a_document_is_looked_at() -> None:
    _, transcript = read_document("de-letter")
    invoice = extract_invoice(transcript)
    shown = list(shown_values(invoice, transcript))
    assert len(shown) == len(invoice.fields) + len(invoice.line_items) + len(invoice.tax_breakdown)
    assert not [one for one in shown if one.held.is_fault]
    moved = replace(transcript, pages=tuple(replace(page, words=()) for page in transcript.pages))
    table = evidence_table(shown_values(invoice, moved))
    assert "| total_gross | 0/1 = 0.0%" in table
