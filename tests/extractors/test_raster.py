import io

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.raster import (
    as_screen_image,
    fitting_scale,
    render,
    render_for_screen,
    render_grey,
    render_to_look,
    survey,
)
from tests.extractors import papers


def opened(content: bytes) -> pdfium.PdfPage:
    return pdfium.PdfDocument(content)[0]


def test_a_page_is_drawn_at_its_resolution() -> None:
    assert render(opened(papers.pdf()), 144, 10_000_000).shape == (1684, 1190, 3)


def test_a_page_in_grey_has_one_channel() -> None:
    assert render_grey(opened(papers.pdf()), 144, 10_000_000, turns=1).shape == (1190, 1684)


def test_a_page_never_takes_more_pixels_than_the_limit() -> None:
    def enlarge(document: object) -> None:
        document.pages[0].mediabox = [0, 0, 14400, 14400]  # type: ignore[attr-defined]

    height, width, _ = render(opened(papers.rewritten(papers.pdf(), enlarge)), 300, 1_000_000).shape
    assert height * width <= 1_010_000


@pytest.mark.parametrize(("width", "height"), [(1e6, 1e6), (0.0, 100.0), (2e5, 1.0)])
def test_no_size_breaks_the_scale(width: float, height: float) -> None:
    scale = fitting_scale(width, height, 4.0, 9_000_000)
    assert 0 < scale <= 4
    assert width * scale * height * scale <= 9_000_001


def test_a_scan_is_drawn_at_its_own_resolution() -> None:
    look, dpi = survey(opened(papers.scan(papers.picture(papers.pdf(), dpi=200))))
    assert look.covered == pytest.approx(1, abs=0.01)
    assert dpi == pytest.approx(200, abs=1)


def scan_in_a_form(scale: float) -> bytes:
    """A scan as programs wrap it that put stamps over it: in a form of other units than the page's."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.beginForm("scan", upperx=595 / scale, uppery=842 / scale)
    picture = Image.fromarray(papers.picture(papers.pdf(), dpi=200))
    canvas.drawImage(ImageReader(picture), 0, 0, 595 / scale, 842 / scale)
    canvas.endForm()
    canvas.scale(scale, scale)
    canvas.doForm("scan")
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize("scale", [0.24, 1, 595])
def test_a_scan_inside_a_form_covers_the_page_likewise(scale: float) -> None:
    look, dpi = survey(opened(scan_in_a_form(scale)))
    assert look.covered == pytest.approx(1, abs=0.01)
    assert dpi == pytest.approx(200, abs=1)


def test_coarse_scans_are_enlarged() -> None:
    assert survey(opened(papers.scan(papers.picture(papers.pdf(), dpi=72))))[1] == 150


def test_a_digital_page_is_covered_by_no_picture() -> None:
    look, _ = survey(opened(papers.pdf()))
    assert (look.covered, look.drawn) == (0, len(papers.LINES))


def test_the_picture_for_the_screen_is_upright() -> None:
    image = as_screen_image(render_for_screen(opened(papers.pdf(rotate=90)), turns=3), 3)
    assert (image.page, image.media_type) == (3, "image/jpeg")
    assert image.width_px < image.height_px
    assert image.content.startswith(b"\xff\xd8")


def test_the_picture_for_the_screen_is_sharp_and_the_one_to_look_at_is_quick() -> None:
    page = opened(papers.pdf())
    dots = [round(72 * draw(page).shape[1] / page.get_width()) for draw in (render_for_screen, render_to_look)]
    assert dots == [200, 120]
