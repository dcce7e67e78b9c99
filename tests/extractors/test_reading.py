import contextlib
import io

import cv2
import numpy as np
import pytest
from PIL import Image

from extractors import pdf_reading, recognition
from extractors.limits import Limits
from extractors.reading import read_document
from models.errors import DamagedDocument, DocumentError, EmptyDocument, LimitExceeded, UnsupportedKind
from models.evidence import Witness
from models.page import Page
from tests.extractors import papers
from tests.signed_pdfs import signed

SHORT = papers.LINES[:8]


def no_recognition(*_: object) -> None:
    raise AssertionError("this page needs no recognition")


def text_of(page: Page) -> str:
    return " ".join(page.text.split())


def test_a_digital_page_is_read_without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reading, "recognise_page", no_recognition)
    read = read_document(papers.pdf(pages=2), "a.pdf")
    assert [page.witness for page in read.transcript.pages] == [Witness.TEXT_LAYER] * 2
    assert "Total amount to pay EUR 1131.55" in read.transcript.pages[1].text
    assert (read.transcript.kind, read.transcript.warnings) == ("pdf", ())
    assert {"text", "image", "codes"} <= read.transcript.seconds.keys()


def test_page_pictures_match_their_pages() -> None:
    read = read_document(papers.pdf(rotate=90))
    (page,), (image,) = read.transcript.pages, read.images
    decoded = Image.open(io.BytesIO(image.content))
    assert decoded.size == (image.width_px, image.height_px)
    assert image.width_px / image.height_px == pytest.approx(page.width / page.height, abs=0.01)
    box, scale = page.lines[0].box, image.width_px / page.width
    inked = np.asarray(decoded.convert("L"))[int(box.top * scale) : int(box.bottom * scale) + 1, :]
    assert inked[:, int(box.x0 * scale) : int(box.x1 * scale)].min() < 100
    assert inked[:, : int(box.x0 * scale) - 4].min() > 150


def test_codes_and_attached_xml_are_collected() -> None:
    xml = b'<?xml version="1.0"?><Invoice/>'
    content = papers.with_attachment(papers.pdf_with_qr(b"BCD\n002\n1\nSCT\n"), "factur-x.xml", xml)
    transcript = read_document(content).transcript
    assert [code.payload for code in transcript.codes] == [b"BCD\n002\n1\nSCT\n"]
    assert transcript.einvoices == (xml,)


def test_a_scan_on_its_side_and_skewed_is_read_upright() -> None:
    page = papers.picture(papers.pdf(SHORT, size=13), dpi=150)
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 2.0, 1)
    skewed = cv2.warpAffine(page, matrix, (width, height), borderValue=(255, 255, 255))
    sideways = np.ascontiguousarray(np.rot90(np.asarray(skewed, dtype=np.uint8)))
    target = io.BytesIO()
    Image.fromarray(sideways).save(target, "PDF", resolution=150)
    (read,) = read_document(target.getvalue()).transcript.pages
    assert (read.witness, read.rotation) == (Witness.OCR, 90)
    assert read.width < read.height
    assert [line.text for line in read.lines if "Total" in line.text] == ["Total without tax 927.50"]


def test_a_scan_with_a_stamp_is_recognised() -> None:
    content = papers.scan(papers.picture(papers.pdf(SHORT, size=13), dpi=150), words=["Received 17 May"])
    transcript = read_document(content).transcript
    assert transcript.warnings == ("text_layer_partial",)
    assert "927.50" in text_of(transcript.pages[0])


def test_a_photo_is_recognised_at_the_size_of_a_page() -> None:
    content = papers.encoded(papers.picture(papers.pdf(SHORT, size=13), dpi=150), "JPEG")
    (page,) = read_document(content, "photo.jpg").transcript.pages
    assert page.height == pytest.approx(842, abs=2)
    assert "2024-0815" in text_of(page)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "BMP", "GIF", "HEIF", "TIFF"])
def test_every_kind_of_picture_is_read(kind: str) -> None:
    content = papers.encoded(papers.picture(papers.pdf(papers.LINES[:2], size=16), dpi=120)[:400], kind)
    assert "2024-0815" in text_of(read_document(content, "wrong.txt").transcript.pages[0])


def test_every_page_of_a_tiff_is_read_in_its_order() -> None:
    pages = [
        papers.picture(papers.pdf([f"Invoice number {word}"], size=20), dpi=120)[:300] for word in ("A-11", "B-22")
    ]
    target, images = io.BytesIO(), [Image.fromarray(page) for page in pages]
    images[0].save(target, "TIFF", save_all=True, append_images=images[1:])
    read = read_document(target.getvalue()).transcript.pages
    assert [word in text_of(page) for page, word in zip(read, ("A-11", "B-22"), strict=True)] == [True, True]


def test_a_signed_pdf_is_read() -> None:
    assert "2024-0815" in text_of(read_document(signed(papers.pdf())).transcript.pages[0])


def test_long_documents_are_cut() -> None:
    transcript = read_document(papers.pdf(pages=4), limits=Limits(pages=2)).transcript
    assert (len(transcript.pages), transcript.warnings) == (2, ("pages_cut",))


def test_when_time_is_up_scans_are_left_and_digital_pages_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reading, "recognise_page", no_recognition)
    scanned = papers.scan(papers.picture(papers.pdf(), dpi=72))
    late = Limits(reading_seconds=0.0)
    assert read_document(scanned, limits=late).transcript.warnings == ("pages_unread",)
    assert read_document(papers.pdf(), limits=late).transcript.pages[0].words


def test_the_picture_of_a_scan_is_the_straightened_one(monkeypatch: pytest.MonkeyPatch) -> None:
    upright = papers.picture(papers.pdf(), dpi=100)
    monkeypatch.setattr(recognition, "_read", lambda *_: (upright, (), 1, True))
    read = read_document(papers.encoded(np.ascontiguousarray(np.rot90(upright))))
    assert (read.images[0].width_px, read.images[0].height_px) == upright.shape[1::-1]
    assert read.transcript.pages[0].rotation == 90


def test_an_xml_document_is_its_own_einvoice() -> None:
    xml = b'<?xml version="1.0"?><Invoice xmlns="urn:x"><ID>1</ID></Invoice>'
    read = read_document(xml)
    assert (read.transcript.kind, read.transcript.einvoices, read.images) == ("xml", (xml,), ())


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyDocument),
        (b"<Invoice><ID>1</Invoice>", DamagedDocument),
        (papers.archive(("a.pdf", b"%PDF-")), UnsupportedKind),
        (b"MZ\x90\0" * 20, UnsupportedKind),
    ],
    ids=["empty", "broken xml", "archive", "program"],
)
def test_what_cannot_be_read_is_a_typed_error(content: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        read_document(content)


def test_entities_are_never_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><Invoice>&l9;</Invoice>'.encode()
    with contextlib.suppress(DamagedDocument):
        assert read_document(bomb).transcript.einvoices == (bomb,)


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(LimitExceeded):
        read_document(b"%PDF-" + b"\0" * 100, limits=Limits(bytes=50))
