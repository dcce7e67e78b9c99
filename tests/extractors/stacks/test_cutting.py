"""Parts of a stack have their pages as they were, and nothing of the others."""

import io

import numpy as np
import pikepdf
import pytest
from PIL import Image

from extractors.kind import can_be_cut
from extractors.limits import DEFAULT_LIMITS
from extractors.stacks.cutting import cut_document
from extractors.text_layer import read_text_layer
from models.errors import DamagedDocument, PasswordNeeded, UnsupportedKind
from models.page_ranges import LAST_PAGE, PageRange
from tests.extractors.papers import encrypted, joined, pdf, picture, rewritten, with_attachment

THREE = joined(pdf(("First page",)), pdf(("Second page",)), pdf(("Third page",)))
PARTS = (PageRange(0, 1), PageRange(2, 2))


def texts(content: bytes) -> list[str]:
    return [page.text for page in read_text_layer(content)]


def test_each_part_has_its_pages_and_where_they_stood() -> None:
    one, two = cut_document(THREE, "sub/stack.pdf", PARTS, None, DEFAULT_LIMITS)
    assert (one.name, two.name) == ("stack 1-2.pdf", "stack 3.pdf")
    assert (one.pages, two.pages) == PARTS
    assert texts(one.content) == ["First page", "Second page"]
    assert texts(two.content) == ["Third page"]
    assert np.array_equal(picture(two.content), picture(THREE, page=2))


def test_the_same_cut_gives_the_same_bytes() -> None:
    cuts = [cut_document(THREE, "stack.pdf", PARTS, None, DEFAULT_LIMITS) for _ in range(2)]
    assert cuts[0] == cuts[1]


def test_pages_between_are_named_and_left_out() -> None:
    found = cut_document(THREE, "stack.pdf", (PageRange(0, 0), PageRange(2, 2)), None, DEFAULT_LIMITS)
    assert [(part.name, part.reason) for part in found][1] == ("stack 2", "between_documents")


def test_the_last_part_ends_where_the_file_does() -> None:
    _, last = cut_document(THREE, "stack.pdf", (PageRange(0, 0), PageRange(1, LAST_PAGE)), None, DEFAULT_LIMITS)
    assert last.pages == PageRange(1, 2)
    with pytest.raises(DamagedDocument):
        cut_document(THREE, "stack.pdf", (PageRange(0, 0), PageRange(3, LAST_PAGE)), None, DEFAULT_LIMITS)


def test_nothing_of_other_pages_or_attached_files_comes_along() -> None:
    def link(document: pikepdf.Pdf) -> None:
        first, _, third = document.pages
        goes = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
        goes.Dest = pikepdf.Array([third.obj, pikepdf.Name.Fit])
        first.obj.Annots = pikepdf.Array([document.make_indirect(goes)])
        document.Root.Dests = pikepdf.Dictionary(there=pikepdf.Array([third.obj, pikepdf.Name.Fit]))
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Third", 2))

    stack = rewritten(with_attachment(THREE, "other.txt", b"attached words"), link)
    one, _ = cut_document(stack, "stack.pdf", PARTS, None, DEFAULT_LIMITS)
    with pikepdf.open(io.BytesIO(one.content)) as document:
        pages = [
            each for each in document.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Page"
        ]
        assert len(pages) == 2
        assert not document.attachments
        streams = [each.read_bytes() for each in document.objects if isinstance(each, pikepdf.Stream)]
    assert not any(b"attached words" in stream or b"Third page" in stream for stream in streams)


def test_a_protected_file_is_cut_with_its_password() -> None:
    locked = encrypted(THREE, user="geheim")
    one, _ = cut_document(locked, "stack.pdf", PARTS, "geheim", DEFAULT_LIMITS)
    assert texts(one.content) == ["First page", "Second page"]
    with pytest.raises(PasswordNeeded):
        cut_document(locked, "stack.pdf", PARTS, None, DEFAULT_LIMITS)


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_pages_of_a_tiff_lose_nothing(mode: str) -> None:
    frames = [Image.fromarray(picture(pdf((text,)), dpi=60)).convert(mode) for text in ("One", "Two", "Three")]
    file = io.BytesIO()
    frames[0].save(file, "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    one, two = cut_document(file.getvalue(), "scan.tif", PARTS, None, DEFAULT_LIMITS)
    for part, at in ((one, (0, 1)), (two, (2,))):
        with Image.open(io.BytesIO(part.content)) as image:
            assert getattr(image, "n_frames", 1) == len(at)
            for place, number in enumerate(at):
                image.seek(place)
                assert image.mode == mode
                assert round(image.info["dpi"][0]) == 200
                assert image.tobytes() == frames[number].tobytes()


def test_what_has_no_pages_is_not_cut() -> None:
    photo = io.BytesIO()
    Image.new("L", (60, 80)).save(photo, "PNG")
    assert not can_be_cut(photo.getvalue())
    with pytest.raises(UnsupportedKind):
        cut_document(photo.getvalue(), "photo.png", PARTS, None, DEFAULT_LIMITS)
