"""Files that arrived apart become one PDF, with every page as it was."""

import io
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import pikepdf
import pytest
from PIL import Image

from extractors.containers import Part
from extractors.limits import DEFAULT_LIMITS
from extractors.office import find_office
from extractors.pdf import open_pdf
from extractors.pdf_files import read_attached
from extractors.reading import read_document
from extractors.stacks.cutting import cut_document
from extractors.stacks.joining import join_documents
from extractors.text_layer import read_text_layer
from models.errors import DamagedDocument, LimitExceeded, PasswordNeeded, UnsupportedKind
from models.page_ranges import PageRange
from tests.extractors.papers import encoded, encrypted, pdf, picture, rewritten, with_attachment
from tests.office_files import docx

UBL = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>%d</ID></Invoice>'
ONE, TWO = pdf(("First page",)), pdf(("Second page", "goes on"), pages=2)


@dataclass(frozen=True)
class Whole:
    content: bytes
    pages: tuple[PageRange, ...]


def joined(*contents: bytes) -> Whole:
    return Whole(*join_documents([Part(f"{at}.pdf", content) for at, content in enumerate(contents)], DEFAULT_LIMITS))


def carried(content: bytes) -> tuple[bytes, ...]:
    """The e-invoices that reading finds in a PDF."""
    with open_pdf(content) as document:
        return read_attached(document, content, None, DEFAULT_LIMITS).einvoices


def test_every_page_is_there_in_order_and_looks_as_it_did() -> None:
    whole = joined(ONE, TWO, ONE)
    assert [page.text for page in read_text_layer(whole.content)] == [
        "First page", "Second page\ngoes on", "Second page\ngoes on", "First page",
    ]  # fmt: skip
    assert whole.pages == (PageRange(0, 0), PageRange(1, 2), PageRange(3, 3))
    assert np.array_equal(picture(whole.content, page=1), picture(TWO))


def test_the_same_files_in_the_same_order_give_the_same_bytes() -> None:
    photo = encoded(picture(ONE, dpi=60), "JPEG")
    assert joined(ONE, photo, TWO) == joined(ONE, photo, TWO)
    assert joined(ONE, TWO).content != joined(TWO, ONE).content


def test_what_was_cut_is_joined_again_page_by_page() -> None:
    whole = joined(ONE, TWO)
    parts = cut_document(whole.content, "stack.pdf", whole.pages, None, DEFAULT_LIMITS)
    again = joined(*(part.content for part in parts))
    assert again.pages == whole.pages
    assert all(np.array_equal(picture(again.content, page=at), picture(whole.content, page=at)) for at in range(3))


def test_a_photo_goes_in_as_it_is_and_stands_upright() -> None:
    pixels = picture(ONE, dpi=100)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    photo = encoded(np.ascontiguousarray(np.rot90(pixels)), "JPEG", dpi=(100, 100), exif=exif, quality=95)
    whole = joined(ONE, photo)
    with pikepdf.open(io.BytesIO(whole.content)) as document:
        image = document.pages[1].obj.Resources.XObject.Page
        assert image.read_raw_bytes() == photo
    height, width, _ = pixels.shape
    shown = picture(whole.content, dpi=100, page=1)
    assert abs(shown.shape[0] - height) <= 1 >= abs(shown.shape[1] - width)
    assert np.abs(shown[:height, :width].astype(int) - pixels).mean() < 4


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_frames_of_a_scan_become_pages_and_lose_nothing(mode: str) -> None:
    pixels = picture(pdf(("Words of a scan",)), dpi=100)
    if mode == "RGB":
        pixels[:40, :40] = (200, 30, 60)
    frames = [Image.fromarray(pixels).convert(mode)] * 2
    file = io.BytesIO()
    frames[0].save(file, "TIFF", save_all=True, append_images=frames[1:], dpi=(100, 100))
    whole = joined(file.getvalue(), ONE)
    assert whole.pages == (PageRange(0, 1), PageRange(2, 2))
    with pikepdf.open(io.BytesIO(whole.content)) as document:
        image = pikepdf.PdfImage(cast("pikepdf.Stream", document.pages[1].obj.Resources.XObject.Page))
        assert image.bits_per_component == (1 if mode == "1" else 8)
        assert image.as_pil_image().convert("RGB").tobytes() == frames[0].convert("RGB").tobytes()


def test_a_photo_with_a_torn_end_gives_what_arrived_of_it() -> None:
    photo = encoded(picture(ONE, dpi=100), "JPEG")
    whole = joined(photo[: len(photo) * 3 // 4], ONE)
    with pikepdf.open(io.BytesIO(whole.content)) as document:
        assert document.pages[0].obj.Resources.XObject.Page.Filter == pikepdf.Name.FlateDecode


def test_filled_in_fields_of_both_are_read() -> None:
    def fill(document: pikepdf.Pdf, value: str) -> None:
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="total", V=value,
            Rect=[300, 300, 500, 320], F=4,
        )  # fmt: skip
        held = document.make_indirect(field)
        document.pages[0].obj.Annots = pikepdf.Array([held])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([held]))

    first, second = (rewritten(ONE, lambda document, value=value: fill(document, value)) for value in ("11.50", "7.25"))
    pages = read_document(joined(first, second).content).transcript.pages
    assert ["11.50" in page.text for page in pages] == [True, False]
    assert ["7.25" in page.text for page in pages] == [False, True]


def test_a_hidden_layer_stays_hidden() -> None:
    def hide(document: pikepdf.Pdf) -> None:
        layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Draft"))
        document.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
        )
        page = document.pages[0]
        page.obj.Resources.Properties = pikepdf.Dictionary(Draft=layer)
        page.contents_add(document.make_stream(b"/OC /Draft BDC 0 0 400 400 re f EMC"))

    layered = rewritten(ONE, hide)
    assert np.array_equal(picture(layered), picture(ONE))
    assert np.array_equal(picture(joined(TWO, layered, layered).content, page=2), picture(ONE))


def test_the_xml_of_the_only_einvoice_goes_along_wherever_it_stands() -> None:
    hybrid = with_attachment(ONE, "factur-x.xml", UBL % 1)
    assert carried(joined(hybrid, TWO).content) == (UBL % 1,)
    assert carried(joined(TWO, hybrid).content) == (UBL % 1,)
    assert carried(joined(hybrid, TWO, hybrid).content) == (UBL % 1,)


def test_xml_that_contradicts_other_xml_speaks_for_nothing() -> None:
    one, two = (with_attachment(ONE, "factur-x.xml", UBL % number) for number in (1, 2))
    assert carried(joined(one, two).content) == ()


def test_other_attached_files_stay_with_the_originals() -> None:
    with pikepdf.open(io.BytesIO(joined(with_attachment(ONE, "terms.pdf", TWO), TWO).content)) as document:
        assert not document.attachments


@pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed")
def test_an_office_document_becomes_its_pages() -> None:
    content, _ = join_documents([Part("1.pdf", ONE), Part("2.docx", docx("Second page"))], DEFAULT_LIMITS)
    assert [page.text for page in read_text_layer(content)] == ["First page", "Second page"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (encrypted(TWO, user="geheim"), PasswordNeeded),
        (b"%PDF-1.7 torn", DamagedDocument),
        (UBL % 1, UnsupportedKind),
    ],
)
def test_what_cannot_be_joined_says_so(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        joined(ONE, content)


def test_a_file_that_only_forbids_printing_is_joined() -> None:
    assert joined(encrypted(ONE), TWO).pages == (PageRange(0, 0), PageRange(1, 2))


def test_what_together_is_more_than_is_read_is_refused() -> None:
    for limits in (replace(DEFAULT_LIMITS, pages_refused=2), replace(DEFAULT_LIMITS, bytes=500)):
        with pytest.raises(LimitExceeded, match="Together"):
            join_documents([Part("1.pdf", ONE), Part("2.pdf", TWO)], limits)
