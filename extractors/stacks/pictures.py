"""A picture file as a PDF: a page for each of its frames, as large as its resolution says, with no pixel lost.

A JPEG goes in as it is, and its page is turned as its EXIF says. Every other picture goes in upright, on white, as
reading sees it, packed without loss; one in black and white with a bit for each pixel.
"""

import io
import zlib

import numpy as np
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import ExifTags, Image

from extractors.images import Frame, count_frames, open_frames
from extractors.limits import Limits

_POINTS = 72
_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}  # EXIF 2.3, orientation; the others are mirrored
_COLOURS = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB}
_JPEG_BEGINS, _JPEG_ENDS = b"\xff\xd8\xff", b"\xff\xd9"
_TAIL = 64  # bytes in which a whole JPEG ends; cameras write a little behind it


def as_pdf(content: bytes, limits: Limits) -> bytes:
    """The picture as a PDF, the same for the same bytes. DamagedDocument and LimitExceeded as when it is read."""
    pdf = Pdf.new()
    count = count_frames(content)
    with open_frames(content, limits) as frame_of:
        for number in range(count):
            frame = frame_of(number)
            image, turn = (_whole(pdf, content) if count == 1 else None) or (_packed(pdf, frame), 0)
            _add_page(pdf, frame, image, turn)
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def _whole(pdf: Pdf, content: bytes) -> tuple[Stream, int] | None:
    """A JPEG as it is, and how far its page is to be turned; None for what viewers may not show so."""
    if not content.startswith(_JPEG_BEGINS) or _JPEG_ENDS not in content[-_TAIL:]:
        return None
    with Image.open(io.BytesIO(content)) as image:
        size, colours = image.size, _COLOURS.get(image.mode)
        turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    if colours is None or turn is None:
        return None
    return _image(pdf, content, size, ColorSpace=colours, BitsPerComponent=8, Filter=Name.DCTDecode), turn


def _packed(pdf: Pdf, frame: Frame) -> Stream:
    pixels = frame.pixels
    size = (pixels.shape[1], pixels.shape[0])
    grey = np.ascontiguousarray(pixels[..., 0])
    if not all(np.array_equal(grey, pixels[..., layer]) for layer in (1, 2)):
        return _image(pdf, zlib.compress(pixels.tobytes()), size, **_flate(Name.DeviceRGB, 8))
    if bool(((grey == 0) | (grey == grey.max(initial=0))).all()) and grey.max(initial=0) == np.iinfo(np.uint8).max:
        return _image(pdf, zlib.compress(np.packbits(grey > 0, axis=1).tobytes()), size, **_flate(Name.DeviceGray, 1))
    return _image(pdf, zlib.compress(grey.tobytes()), size, **_flate(Name.DeviceGray, 8))


def _flate(colours: Name, bits: int) -> dict[str, Name | int]:
    return {"ColorSpace": colours, "BitsPerComponent": bits, "Filter": Name.FlateDecode}


def _image(pdf: Pdf, content: bytes, size: tuple[int, int], **how: Name | int) -> Stream:
    return Stream(pdf, content, Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1], **how)


def _add_page(pdf: Pdf, frame: Frame, image: Stream, turn: int) -> None:
    """A page of the image; `turn` degrees to the right make it as the frame is, which is upright."""
    height, width = (round(side * _POINTS / frame.dpi, 3) for side in frame.pixels.shape[:2])
    if turn % 180:
        width, height = height, width
    pdf.add_blank_page(page_size=(width, height))
    page = pdf.pages[-1].obj
    page.Resources = Dictionary({"/XObject": Dictionary({"/Page": image})})
    page.Contents = Stream(pdf, f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Page Do Q\n".encode())
    page.MediaBox = Array([0, 0, width, height])
    if turn:
        page.Rotate = turn
