import io
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractors.document import Captured, DocumentRead, PageImage
from flows.page_picture import Layers, draw_page, drawable, tell_doubt, tell_path
from flows.show import show_file
from models.errors import InvalidInput
from models.evidence import Evidence, Witness
from models.geometry import Box
from models.invoice import FieldValue, Invoice, LineItem
from models.page import Page, Transcript, Word
from models.terms import DocumentClass, Term
from tests.extractors import papers


@pytest.fixture
def captured() -> Captured:
    target = io.BytesIO()
    Image.new("RGB", (400, 600), "white").save(target, "PNG")
    evidence = Evidence(Witness.OCR, "12,00", 0, Box(50, 60, 90, 70))
    words = (Word("12,00", Box(50, 60, 90, 70)), Word("x", Box(10, 200, 20, 210), 0.4))
    page = Page(0, 200, 300, Witness.OCR, words, 90, path=("text_layer_bad",))
    invoice = Invoice(
        DocumentClass.INVOICE,
        {Term.TOTAL_GROSS: FieldValue(Term.TOTAL_GROSS, Decimal("12.00"), 0.95, evidence)},
        (LineItem(net_amount=Decimal("10.00"), evidence=evidence, confidence=0.5),),
    )
    image = PageImage(0, target.getvalue(), "image/png", 400, 600)
    return Captured(DocumentRead(Transcript("image", (page,), warnings=page.path), (image,)), invoice, 0.1)


def coloured(image: Image.Image) -> int:
    page = image.crop((0, 0, 400, 600))
    return sum(count for count, colour in page.getcolors(100_000) or [] if colour != (255, 255, 255))


def test_layers_are_drawn_one_over_the_other(captured: Captured) -> None:
    drawn = [
        coloured(draw_page(captured, 0, layers))
        for layers in (
            Layers(boxes=False, values=False),
            Layers(words=True, boxes=False, values=False),
            Layers(words=True, values=False),
            Layers(words=True),
        )
    ]
    assert drawn[0] == 0
    assert drawn == sorted(set(drawn))


def test_words_stand_beside_the_page_as_they_were_read_and_coloured_by_doubt(captured: Captured) -> None:
    image = draw_page(captured, 0, Layers(words=True))
    assert image.width == 800
    alone = image.crop((400, 0, 800, 600))
    assert alone.crop((95, 115, 185, 145)).getextrema() == ((0, 255),) * 3
    unsure = np.asarray(alone.crop((0, 390, 60, 430)))
    assert ((unsure[:, :, 0] > 150) & (unsure[:, :, 1] < 100)).any()


def test_beside_an_unsure_word_stands_what_would_have_been_read_next() -> None:
    box = Box(10, 200, 20, 210)
    assert tell_doubt(Word("S0", box, 0.4)) == "0.40"
    assert tell_doubt(Word("S0", box, 0.4, (("50", 0.3), ("5O", 0.1)))) == "0.40 or 50"


def test_the_way_a_page_was_read_is_told_below_it(captured: Captured) -> None:
    transcript = captured.read.transcript
    assert list(tell_path(transcript, transcript.pages[0])) == [
        "page 1 of 1: text_layer_bad > recognised, turned 90°",
        "2 words, confidence 0.70 on average, 0.40 at least",
        "warnings of the document: text_layer_bad",
    ]
    assert draw_page(captured, 0, Layers()).height > 600


def test_a_page_without_words_or_warnings_is_told_too() -> None:
    page = Page(1, 200, 300, Witness.TEXT_LAYER)
    assert list(tell_path(Transcript("pdf", (page,)), page)) == ["page 2 of 1: text layer", "0 words"]


def test_boxes_are_scaled_to_the_picture(captured: Captured) -> None:
    image = draw_page(captured, 0, Layers(values=False))
    assert image.getpixel((99, 130)) != (255, 255, 255)
    assert image.getpixel((40, 400)) == (255, 255, 255)


def test_a_page_that_is_not_there_is_refused(captured: Captured) -> None:
    with pytest.raises(InvalidInput, match="no page 4"):
        draw_page(captured, 3, Layers())


def test_a_file_is_read_and_drawn_beside_itself(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(papers.pdf())
    (out,) = show_file(path, layers=Layers(words=True))
    assert out == tmp_path / "paper-page-1.png"
    assert coloured(Image.open(out).convert("RGB")) > 1000


def test_one_picture_is_written_where_one_says_and_several_beside_each_other(tmp_path: Path) -> None:
    path, out = tmp_path / "paper.pdf", tmp_path / "seen.png"
    path.write_bytes(papers.pdf(pages=2))
    assert show_file(path, pages=[1], out=out) == [out]
    assert show_file(path, pages=None, out=out) == [tmp_path / "seen-page-1.png", tmp_path / "seen-page-2.png"]
    assert all(written.exists() for written in (out, tmp_path / "seen-page-2.png"))


def test_a_mail_has_no_pages_to_show(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(b"From: a@example.org\nSubject: hello\n\nno more\n")
    with pytest.raises(InvalidInput, match="mail or archive"):
        show_file(path)


@pytest.mark.parametrize(("text", "drawn"), [("Müller š", "Müller š"), ("ő ą", "o a"), ("Жук", "???")])
def test_labels_are_written_in_letters_that_the_font_has(text: str, drawn: str) -> None:
    assert drawable(text) == drawn
