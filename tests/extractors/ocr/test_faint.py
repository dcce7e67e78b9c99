"""Pale small print beside plain print: lines that a first look at a page all but sees."""

import io

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.ocr import rapid
from extractors.ocr.faint import count_faint
from extractors.ocr.rapid import rapid_engine
from extractors.pixels import Pixels, Quads
from tests.extractors import papers

LABELS = (
    "Rechnungsnummer",
    "Rechnungsdatum",
    "Leistungsdatum",
    "Kundennummer",
    "Gesamtbetrag der Zuschläge",
    "Bruttosumme",
)


def with_small_print(grey: float) -> Pixels:
    """A page at 150 dpi of lines of 11 points and labels of 6, in a grey of 0 (black) to 1."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for font, lines, top, aside in ((11, papers.LINES, 770, 0), (6, LABELS, 430, 200)):
        canvas.setFont("Helvetica", font)
        for number, line in enumerate(lines):
            canvas.drawString(60 + number % 2 * aside, top - 24 * number, line)
        canvas.setFillGray(grey)
    canvas.save()
    return papers.picture(target.getvalue())


def looks_at(pixels: Pixels, monkeypatch: pytest.MonkeyPatch) -> tuple[list[float], int]:
    """The scales at which lines are sought, and how many are found."""
    engine = rapid_engine()
    scales: list[float] = []
    detect_at = engine._detect_at

    def noting(seen: Pixels, scale: float) -> Quads:
        scales.append(scale)
        return detect_at(seen, scale)

    monkeypatch.setattr(engine, "_detect_at", noting)
    return scales, len(engine.detect(pixels))


def test_pale_small_print_is_sought_once_more_and_found(monkeypatch: pytest.MonkeyPatch) -> None:
    page = with_small_print(grey=0.5)
    scales, found = looks_at(page, monkeypatch)
    assert scales == pytest.approx([scales[0], scales[0] * rapid._CLOSER])
    assert found == len(papers.LINES) + len(LABELS)
    assert set(" ".join(LABELS).split()) <= {word.text for word in rapid_engine().recognise(page)}


def test_a_page_that_was_seen_whole_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    scales, found = looks_at(papers.picture(papers.pdf()), monkeypatch)
    assert (len(scales), found) == (1, len(papers.LINES))


def test_specks_and_what_makes_a_box_are_not_faint() -> None:
    page = np.zeros((60, 80), np.float32)
    page[5:9, 5:70] = 0.9
    page[5:9, 70:74] = 0.15  # the pale end of a line
    page[30:33, 10:15] = 0.2  # a speck
    page[45, 10:60] = 0.0999
    assert count_faint(page) == 0
    page[52:56, 10:30] = 0.2
    assert count_faint(page) == 1
