"""Parts of pages, cut out of their pictures."""

import io

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from models.errors import InvalidInput
from models.evidence import Witness
from models.geometry import Box
from models.page import Page
from review_ui.by_field.cutting import HEIGHT, WIDTH, cut, read_box

Pixels = npt.NDArray[np.uint8]
PAGE = Page(0, 600, 800, Witness.TEXT_LAYER)
BLACK = Box(300, 400, 360, 440)


def picture(scale: float = 2.0, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    """A white page with a black box."""
    image = Image.new(mode, (int(PAGE.width * scale), int(PAGE.height * scale)), "white")
    x0, top, x1, bottom = (int(each * scale) for each in BLACK.as_list())
    image.paste("black", (x0, top, x1, bottom))
    out = io.BytesIO()
    image.save(out, kind, quality=95)
    return out.getvalue()


def opened(content: bytes) -> Pixels:
    """Grey values by row and column."""
    image = Image.open(io.BytesIO(content))
    assert image.format == "JPEG"
    return np.asarray(image.convert("L"))


def test_a_part_has_the_sharpness_of_the_page() -> None:
    part = opened(cut(picture(), PAGE, Box(280, 390, 380, 450)))
    assert part.shape == (120, 200)
    assert part[10, 10] > 200
    assert part[60, 100] < 50


@pytest.mark.parametrize(("scale", "kind", "mode"), [(1, "PNG", "RGB"), (4, "JPEG", "RGB"), (3, "JPEG", "L")])
def test_what_stands_where_is_the_same_in_a_picture_of_any_size(scale: float, kind: str, mode: str) -> None:
    part = opened(cut(picture(scale, kind, mode), PAGE, Box(0, 0, 600, 800)))
    share = part.shape[1] / PAGE.width
    x0, top, x1, bottom = (int(each * share) for each in BLACK.grown(-4).as_list())
    assert part[top:bottom, x0:x1].max() < 60
    assert part[int(BLACK.y_mid * share), int((BLACK.x0 - 6) * share)] > 200


def test_no_part_is_larger_than_a_screen_shows_it() -> None:
    whole = opened(cut(picture(4), PAGE, None))
    high, wide = whole.shape
    assert wide <= WIDTH
    assert high <= HEIGHT
    assert wide / high == pytest.approx(0.75, abs=0.01)
    endless = opened(cut(picture(), PAGE, Box(-20_000, -20_000, 20_000, 20_000)))
    assert max(endless.shape) <= max(WIDTH, HEIGHT)


def test_what_lies_over_the_edge_is_white() -> None:
    part = opened(cut(picture(), PAGE, Box(-50, -50, 50, 50)))
    assert part.shape == (200, 200)
    assert part.min() > 200
    assert opened(cut(picture(), PAGE, Box(900, 900, 950, 950))).min() > 200


@pytest.mark.parametrize("written", ["1,2,3", "a,b,c,d", "1,2,1,9", "0,0,nan,9", "0,0,inf,9", "0,0,99999,9", "9,9,1,1"])
def test_what_is_no_part_of_a_page_is_refused(written: str) -> None:
    with pytest.raises(InvalidInput):
        read_box(written)
