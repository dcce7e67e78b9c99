from pathlib import Path

import numpy as np
import pytest

from extractors.text_layer import read_text_layer
from tests.bench.pages import DPI, Paper, pictures_of, write_pictures
from tests.bench.peers import bind_pictures, run_ocrmypdf, run_tesseract
from tests.bench.scanning import deal
from tests.extractors import papers

A4 = Paper("a4.pdf", papers.pdf())


def test_documents_are_dealt_into_like_piles_and_none_is_lost() -> None:
    documents = [Paper(str(number), b"") for number in range(7)]
    piles = deal(documents, 3)
    assert [len(pile) for pile in piles] == [3, 2, 2]
    assert sorted(paper.name for pile in piles for paper in pile) == [paper.name for paper in documents]
    assert deal(documents[:2], 3) == [[documents[0]], [documents[1]]]


def test_pages_of_pdfs_are_drawn_at_the_resolution_of_the_peers() -> None:
    (picture,) = pictures_of(A4)
    assert picture.width == pytest.approx(595 / 72 * DPI, abs=2)


@pytest.mark.parametrize(("height", "expected"), [(4676, 2338), (1000, 1000)])
def test_pictures_are_made_smaller_but_never_larger(height: int, expected: int) -> None:
    content = papers.encoded(np.full((height, height // 2, 3), 255, dtype=np.uint8))
    (picture,) = pictures_of(Paper("photo.png", content))
    assert picture.height == pytest.approx(expected, abs=2)


def test_the_peers_read_every_page(tmp_path: Path) -> None:
    pictures = write_pictures([A4, A4], tmp_path)
    run_tesseract(pictures)
    searchable = run_ocrmypdf(bind_pictures(pictures, tmp_path / "pile.pdf"))
    assert ["Invoice number" in page.text for page in read_text_layer(searchable.read_bytes())] == [True, True]
