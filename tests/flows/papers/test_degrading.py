from random import Random

import pypdfium2
import pytest

from extractors.kind import Kind, detect_kind
from flows.papers.degrading import degrade
from flows.papers.making import Series, make_paper


@pytest.fixture(scope="module")
def paper() -> bytes:
    return make_paper(Series(seed=5), 1).content


def test_a_degraded_document_is_a_picture_or_a_pdf_without_text(paper: bytes) -> None:
    kinds = set()
    for seed in range(8):
        spoilt = degrade(paper, Random(seed))
        kinds.add(spoilt.kind)
        if spoilt.kind == "image":
            assert detect_kind(spoilt.content, "x.jpg") is Kind.IMAGE
        else:
            document = pypdfium2.PdfDocument(spoilt.content)
            assert document[0].get_textpage().get_text_range() == ""
            assert len(document) == len(pypdfium2.PdfDocument(paper))
            document.close()
    assert kinds == {"image", "scanned_pdf"}


def test_the_same_chance_gives_the_same_bytes(paper: bytes) -> None:
    assert degrade(paper, Random(3)).content == degrade(paper, Random(3)).content
