import cv2
import numpy as np
import pytest

from extractors.codes import find_codes
from models.geometry import Box
from tests.extractors import papers

UPN = "UPNQR\n\n\n\n\nJanez Novak\nČopova ulica 4\n1000 Ljubljana\n00000113155\n".encode("iso-8859-2").ljust(300)


@pytest.mark.parametrize(("payload", "version"), [(b"BCD\n002\n1\nSCT\n", None), (UPN, 15)], ids=["EPC", "UPN"])
def test_payload_comes_as_bytes_with_its_box(payload: bytes, version: int | None) -> None:
    pixels = papers.picture(papers.pdf_with_qr(payload, version=version), dpi=200)
    (code,) = find_codes(pixels, page=2, points_per_pixel=72 / 200)
    assert (code.payload, code.symbology, code.page) == (payload, "QRCode", 2)
    assert Box(395, 615, 525, 745).contains(code.box.x_mid, code.box.y_mid)
    assert 70 < code.box.width < 121


@pytest.mark.parametrize("turns", range(4))
def test_a_code_is_found_however_it_lies_in_grey_too(turns: int) -> None:
    pixels = cv2.cvtColor(papers.picture(papers.pdf_with_qr(UPN, version=15), dpi=200), cv2.COLOR_RGB2GRAY)
    assert [code.payload for code in find_codes(np.ascontiguousarray(np.rot90(pixels, turns)), 0, 1.0)] == [UPN]


def test_a_page_without_codes_has_none() -> None:
    assert find_codes(papers.picture(papers.pdf()), 0, 1.0) == ()
