import io

import numpy as np
import pytest
from PIL import Image

from extractors.images import count_frames, iterate_frames
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.pixels import Pixels
from models.errors import DamagedDocument, LimitExceeded
from tests.extractors import papers


def half_black(height: int = 120, width: int = 80) -> Pixels:
    pixels = np.full((height, width, 3), 255, dtype=np.uint8)
    pixels[: height // 2] = 0
    return pixels


def first_frame(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Pixels:
    return next(iterate_frames(content, 1, limits)).pixels


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF", "HEIF"])
def test_every_kind_opens_as_rgb(kind: str) -> None:
    pixels = first_frame(papers.encoded(half_black(), kind))
    assert pixels.shape == (120, 80, 3)
    assert pixels[10, 40].max() < 40
    assert pixels[110, 40].min() > 215


def stored_as(orientation: int) -> Pixels:
    """`half_black` as a camera stores it that was held so (EXIF 2.3, tag 274)."""
    turns = {3: 2, 4: 2, 5: 1, 6: 1, 7: 3, 8: 3}.get(orientation, 0)
    turned = np.rot90(half_black(), turns)
    return np.ascontiguousarray(np.fliplr(turned) if orientation in {2, 4} else turned)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photo_stands_upright_by_its_exif(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    pixels = first_frame(papers.encoded(stored_as(orientation), kind, exif=exif))
    assert pixels.shape == (120, 80, 3)
    assert pixels[10, 40].max() < 40
    assert pixels[110, 40].min() > 215


def test_a_photo_in_heic_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    target = io.BytesIO()
    Image.fromarray(stored_as(6)).save(target, "HEIF", exif=exif.tobytes())
    pixels = first_frame(target.getvalue())
    assert pixels.shape == (120, 80, 3)
    assert pixels[10, 40].max() < 40


def test_a_heic_has_all_its_pictures() -> None:
    target, second = io.BytesIO(), Image.new("RGB", (96, 64), "white")
    Image.fromarray(half_black()).save(target, "HEIF", save_all=True, append_images=[second])
    frames = iterate_frames(target.getvalue(), count_frames(target.getvalue()), DEFAULT_LIMITS)
    assert [frame.pixels.shape for frame in frames] == [(120, 80, 3), (64, 96, 3)]


@pytest.mark.parametrize("packed", ["group4", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"])
def test_scans_of_every_packing_open(packed: str) -> None:
    target = io.BytesIO()
    black_and_white = "1" if packed == "group4" else "L"
    Image.fromarray(half_black()).convert(black_and_white).save(target, "TIFF", compression=packed)
    pixels = first_frame(target.getvalue())
    assert (pixels[10, 40].max() < 40, pixels[110, 40].min() > 215) == (True, True)


def test_a_tiff_has_many_pages() -> None:
    target = io.BytesIO()
    pages = [Image.fromarray(half_black(height)) for height in (60, 80, 100)]
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:])
    assert count_frames(target.getvalue()) == 3
    assert [frame.pixels.shape[0] for frame in iterate_frames(target.getvalue(), 3, DEFAULT_LIMITS)] == [60, 80, 100]


def test_the_pages_before_a_damaged_one_are_read() -> None:
    target = io.BytesIO()
    pages = [Image.fromarray(half_black(height)) for height in (60, 80, 100)]
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:])
    content = bytearray(target.getvalue())
    for sound in (2, 1):
        directory = directories(content)[sound]
        content[directory : directory + 2] = b"\0\0"
        assert count_frames(bytes(content)) == sound
        assert len([*iterate_frames(bytes(content), sound, DEFAULT_LIMITS)]) == sound


def directories(content: bytearray) -> list[int]:
    """Where the directories of the pages of a little-endian TIFF begin."""
    found, at = [], int.from_bytes(content[4:8], "little")
    while at:
        found.append(at)
        end = at + 2 + 12 * int.from_bytes(content[at : at + 2], "little")
        at = int.from_bytes(content[end : end + 4], "little")
    return found


def test_an_animation_is_one_page() -> None:
    target = io.BytesIO()
    frames = [Image.fromarray(half_black(height=60 + step)) for step in range(3)]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    assert count_frames(target.getvalue()) == 1


def test_transparent_is_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(target, "PNG")
    assert first_frame(target.getvalue()).min() == 255


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (40, 30)).save(target, "TIFF")
    assert first_frame(target.getvalue()).shape == (30, 40, 3)


@pytest.mark.parametrize(("stated", "dpi"), [((200, 200), 200), ((72, 72), 200), ((9600, 9600), 200), (None, 200)])
def test_the_resolution_is_that_stated_if_believable(stated: tuple[int, int] | None, dpi: float) -> None:
    saving: dict[str, object] = {"dpi": stated} if stated else {}
    content = papers.encoded(half_black(2338, 1654), "PNG", **saving)
    assert next(iterate_frames(content, 1, DEFAULT_LIMITS)).dpi == pytest.approx(dpi, abs=0.5)


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    with pytest.raises(LimitExceeded):
        first_frame(papers.encoded(half_black()), Limits(image_pixels=5000))


def test_many_pixels_are_reduced() -> None:
    assert first_frame(papers.encoded(half_black(400, 400)), Limits(pixels=10_000)).shape == (100, 100, 3)


def test_a_truncated_photo_gives_what_arrived() -> None:
    content = papers.encoded(papers.picture(papers.pdf()), "JPEG")
    assert first_frame(content[: len(content) // 2]).shape[2] == 3


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"\xff\xd8\xff\xe0", b"II*\0" + b"\xff" * 40])
def test_what_cannot_be_opened_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedDocument):
        first_frame(content)


def test_a_fine_scan_that_is_reduced_while_it_is_decoded_keeps_the_size_of_its_page() -> None:
    content = papers.encoded(np.full((9000, 8000, 3), 255, np.uint8), "JPEG", dpi=(1000, 1000), quality=30)
    frame = next(iterate_frames(content, 1, DEFAULT_LIMITS))
    assert frame.pixels.shape[0] < 9000
    assert frame.pixels.shape[0] / frame.dpi == pytest.approx(9, abs=0.01)
