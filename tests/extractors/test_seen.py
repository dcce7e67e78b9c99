import io

import cv2
import numpy as np
from PIL import Image

from extractors.reading import read_document
from extractors.text_layer import read_text_layer
from flows.papers.damage import photograph
from models.evidence import Witness
from tests.extractors import papers

SHORT = papers.LINES[:8]


def sizes(*pictures: bytes) -> list[bool]:
    """For each picture, whether it is higher than wide."""
    return [image.height > image.width for image in (Image.open(io.BytesIO(content)) for content in pictures)]


def test_a_scan_that_was_turned_is_kept_as_it_came() -> None:
    page = papers.picture(papers.pdf(SHORT, size=13), dpi=150)
    read = read_document(papers.encoded(np.ascontiguousarray(np.rot90(page)), "JPEG"), "side.jpg")
    (image,) = read.images
    assert image.raw is not None
    assert sizes(image.content, image.raw.content) == [True, False]
    assert (image.raw.width_px, image.raw.height_px) == (image.height_px, image.width_px)


def test_a_skewed_scan_is_kept_as_it_came() -> None:
    page = papers.picture(papers.pdf(SHORT, size=13), dpi=150)
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -4, 1)
    skewed = np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=(255, 255, 255)), dtype=np.uint8)
    (image,) = read_document(papers.encoded(skewed, "JPEG"), "skewed.jpg").images
    assert image.raw is not None
    assert (image.raw.width_px, image.raw.height_px) < (image.width_px, image.height_px)


def test_a_scan_that_lay_well_is_kept_once_with_the_way_it_was_read() -> None:
    read = read_document(papers.scan(papers.picture(papers.pdf(SHORT, size=13), dpi=150)))
    assert [image.raw for image in read.images] == [None]
    assert read.transcript.pages[0].path == ("no_text", "rapidocr")


def test_a_digital_page_whose_text_runs_sideways_is_kept_as_it_came() -> None:
    content = papers.rewritten(
        papers.pdf(), lambda document: [page.rotate(90, relative=True) for page in document.pages]
    )
    read = read_document(content)
    (image,) = read.images
    assert (read.transcript.pages[0].witness, read.transcript.pages[0].path) == (Witness.TEXT_LAYER, ())
    assert image.raw is not None
    assert sizes(image.content, image.raw.content) == [True, False]


def test_a_photo_of_a_page_is_flattened_and_kept_as_it_came() -> None:
    content = papers.pdf(SHORT, size=13)
    photo = photograph(papers.picture(content, dpi=150), np.random.default_rng(2))
    read = read_document(papers.encoded(photo.pixels, "JPEG"), "photo.jpg")
    (image,), (page,), (layer,) = read.images, read.transcript.pages, read_text_layer(content)
    assert page.path == ("flattened", "rapidocr")
    assert image.raw is not None
    assert (image.raw.width_px, image.raw.height_px) > (image.width_px, image.height_px)
    known = {word.text: word.box for word in layer.words if len(word.text) > 4}
    found = {word.text: word.box for word in page.words if word.text in known}
    assert len(found) > 0.8 * len(known)
    for text, box in found.items():
        assert abs(box.x_mid / page.width - known[text].x_mid / layer.width) < 0.02
        assert abs(box.y_mid / page.height - known[text].y_mid / layer.height) < 0.02


def test_a_page_in_bad_light_is_lit_evenly_and_kept_as_it_came() -> None:
    page = papers.picture(papers.pdf(SHORT, size=13), dpi=150)
    dark = page * np.linspace(0.2, 1.0, page.shape[1])[None, :, None]
    read = read_document(papers.scan(dark.astype(np.uint8)))
    (image,) = read.images
    assert read.transcript.pages[0].path == ("no_text", "light_evened", "rapidocr")
    assert image.raw is not None
    assert image.raw.content != image.content
