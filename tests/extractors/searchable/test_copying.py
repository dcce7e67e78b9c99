import io

import pikepdf
import pytest

from extractors.reading import read_document
from extractors.searchable.copying import make_copy
from extractors.text_layer import read_text_layer
from models.errors import DamagedDocument, PasswordNeeded
from models.evidence import Witness
from models.page import Page, Transcript
from tests.extractors import papers
from tests.extractors.searchable.sheets import LETTERS, copy_of, in_order, opened, picture, recognised

NEAR = 0.5  # points


def same_places(one: Page, other: Page) -> bool:
    """Whether both pages have the same words in the same order, each at the same place."""
    pairs = list(zip(in_order(one), in_order(other), strict=True))
    assert [first.text for first, _ in pairs] == [second.text for _, second in pairs]
    corners = ((a, b) for one, two in pairs for a, b in zip(one.box.as_list(), two.box.as_list(), strict=True))
    return all(abs(a - b) <= NEAR for a, b in corners)


def test_letters_of_many_languages_are_found_where_they_stand() -> None:
    page = recognised()
    (found,) = read_text_layer(copy_of(page).content)
    assert [line.text for line in found.lines] == list(LETTERS.values())
    assert same_places(found, page)


def test_words_of_a_scan_are_found_where_the_transcript_has_them() -> None:
    content = papers.scan(papers.picture(papers.pdf(papers.LINES[:8], size=13), dpi=150))
    read = read_document(content)
    copy = make_copy(content, read.transcript, {image.page: image.content for image in read.images})
    (found,) = read_text_layer(copy.content)
    assert len(found.words) > 30
    assert same_places(found, read.transcript.pages[0])


def test_the_text_is_not_seen() -> None:
    shown = papers.picture(copy_of(recognised()).content, dpi=72)
    assert abs(int(shown[300:, 100:].min()) - 200) <= 2
    assert int(shown[:60, :60].max()) < 60


def test_pages_of_a_picture_file_come_in_order() -> None:
    copy = copy_of(recognised(0, "first"), recognised(1, "second"))
    assert [page.text for page in read_text_layer(copy.content)] == ["first", "second"]
    assert copy.claims == "PDF/A-2b"


def test_digital_pages_are_passed_on_and_scanned_ones_become_searchable() -> None:
    content = papers.pdf(pages=3)
    layers = read_text_layer(content)
    transcript = Transcript("pdf", (layers[0], recognised(1, "scanned"), layers[2]))
    copy = make_copy(content, transcript, {1: picture()})
    first, second, third = read_text_layer(copy.content)
    assert (first.words, third.words) == (layers[0].words, layers[2].words)
    assert second.text == "scanned"


def test_a_digital_page_that_lay_on_its_side_is_passed_on_upright() -> None:
    content = papers.rotated(papers.pdf(), 90)
    page = read_document(content).transcript.pages[0]
    assert page.rotation == 270
    (found,) = read_text_layer(make_copy(content, Transcript("pdf", (page,)), {}).content)
    assert (found.rotation, found.width, found.height) == (0, page.width, page.height)
    assert same_places(found, page)


def test_a_page_that_was_not_read_is_passed_on() -> None:
    content = papers.pdf(pages=2)
    copy = make_copy(content, Transcript("pdf", read_text_layer(content)[:1]), {})
    assert len(read_text_layer(copy.content)) == 2


def test_what_acts_is_left_out_and_what_a_form_shows_stays() -> None:
    def arm(document: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.Root.OpenAction = script
        document.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        document.attachments["factur-x.xml"] = b"<x/>"
        shape = pikepdf.Stream(document, b"BT /F1 20 Tf 0 2 Td (Stamped) Tj ET")
        shape.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 100, 20]})
        shape.Resources = pikepdf.Dictionary(Font=document.pages[0].obj.Resources.Font)
        stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[300, 20, 400, 40], F=4)
        stamp.AP = pikepdf.Dictionary(N=shape)
        document.pages[0].obj.Annots = pikepdf.Array([stamp])

    content = papers.rewritten(papers.pdf(), arm)
    copy = make_copy(content, Transcript("pdf", read_text_layer(content)), {})
    with opened(copy) as document:
        assert set(document.Root.keys()) == {"/Type", "/Pages", "/Metadata", "/OutputIntents"}
        assert not {"/AA", "/Annots"} & set(document.pages[0].obj.keys())
    assert b"JavaScript" not in copy.content
    assert "Stamped" in read_text_layer(copy.content)[0].text


def test_a_locked_original_gives_an_open_copy() -> None:
    transcript = Transcript("pdf", (recognised(0, "secret"),))
    locked = papers.encrypted(papers.pdf(), user="1234")
    copy = make_copy(locked, transcript, {0: picture()}, "1234")
    with opened(copy) as document:
        assert not document.is_encrypted
    with pytest.raises(PasswordNeeded):
        make_copy(locked, transcript, {0: picture()})


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing more", b"none"])
def test_no_copy_is_made_of_what_cannot_be_opened(content: bytes) -> None:
    with pytest.raises(DamagedDocument):
        make_copy(content, Transcript("pdf", (recognised(),)), {0: picture()})


def test_a_page_without_its_picture_is_no_page() -> None:
    with pytest.raises(DamagedDocument):
        make_copy(papers.pdf(), Transcript("pdf", (recognised(),)), {})


def test_a_page_without_words_is_its_picture() -> None:
    page = Page(0, 300, 400, Witness.OCR)
    (found,) = read_text_layer(copy_of(page).content)
    assert (found.width, found.height, found.words) == (300, 400, ())


def test_the_same_document_gives_the_same_bytes() -> None:
    assert copy_of(recognised()).content == copy_of(recognised()).content


def test_junk_before_the_header_does_no_harm() -> None:
    content = b"junk\n" * 300 + papers.pdf()
    copy = make_copy(content, Transcript("pdf", (recognised(0, "found"),)), {0: picture()})
    assert pikepdf.open(io.BytesIO(copy.content)).pages
