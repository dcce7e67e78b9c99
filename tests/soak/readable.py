"""One small document of every kind that is read, to be spoilt: a reader should be through it in no time."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from tests.extractors.papers import archive, encoded, encrypted, mail, signed_in_pieces, with_attachment
from tests.outlook import Message, attachment, msg, winmail

DOCUMENTS = Path("tests/documents")
LARGEST = 100_000
SIZE = (240, 90)
PICTURES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif", "BMP": "bmp"}


@dataclass(frozen=True, slots=True)
class Readable:
    """A document with the ending of its name."""

    ending: str
    content: bytes


def readables() -> list[Readable]:
    """Made ones of every kind, and the small files that the tests keep, in a fixed order.

    None of Office: another program opens those, in seconds each.
    """
    made = [*_pdfs(), *_pictures()]
    xml = [Readable(path.suffix[1:], path.read_bytes()) for path in _files() if path.suffix == ".xml"]
    return [*made, *_containers(made[0].content, made[-1].content, xml[0].content), *xml]


def _files() -> list[Path]:
    return sorted(path for path in DOCUMENTS.rglob("*") if path.is_file() and path.stat().st_size <= LARGEST)


def _pdfs() -> Iterator[Readable]:
    plain = small_pdf()
    einvoice = (DOCUMENTS / "einvoice/cii.xml").read_bytes()
    yield Readable("pdf", plain)
    yield Readable("pdf", small_pdf(compressed=True))
    yield Readable("pdf", small_pdf(pictured=True))
    yield Readable("pdf", with_attachment(plain, "factur-x.xml", einvoice))
    yield Readable("pdf", encrypted(plain))
    yield Readable("pdf", encrypted(plain, user="secret"))


def _pictures() -> Iterator[Readable]:
    pixels = np.asarray(small_picture(), dtype=np.uint8)
    for kind, ending in PICTURES.items():
        yield Readable(ending, encoded(pixels, kind))
    for compression in ("raw", "tiff_lzw", "jpeg", "tiff_adobe_deflate"):
        pages = [small_picture("No 1"), small_picture("No 2")]
        yield Readable("tif", _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression=compression))
    yield Readable("tif", _saved(small_picture().convert("1"), "TIFF", compression="group4"))
    yield Readable("jpg", _saved(small_picture(), "JPEG", exif=_turned()))
    pillow_heif.register_heif_opener()
    yield Readable("heic", _saved(small_picture(), "HEIF"))


def _containers(pdf: bytes, picture: bytes, xml: bytes) -> Iterator[Readable]:
    parts = (("invoice.pdf", pdf), ("photo.heic", picture), ("invoice.xml", xml))
    yield Readable("zip", archive(*parts))
    message = Message(attachment("invoice.pdf", pdf), Message(attachment("photo.heic", picture)))
    yield Readable("msg", msg(message))
    yield Readable("p7m", signed_in_pieces(xml))
    yield Readable("dat", winmail(Message(attachment("invoice.pdf", pdf), attachment("invoice.xml", xml))))
    yield Readable("eml", mail(*parts).as_bytes())
    yield Readable("eml", mail(("all.zip", archive(*parts)), ("forwarded.eml", mail(*parts).as_bytes())).as_bytes())


def small_pdf(*, compressed: bool = False, pictured: bool = False) -> bytes:
    """A page of few words; uncompressed, so that a change meets the objects and not a stream that fails as a whole."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(220, 120), pageCompression=int(compressed), invariant=1)
    if pictured:
        canvas.drawInlineImage(small_picture(), 0, 0, 220, 120)
    else:
        canvas.drawString(10, 90, "Invoice No 2024-17")
        canvas.drawString(10, 60, "Total EUR 1.234,50")
        canvas.rect(8, 50, 180, 60)
    canvas.save()
    return target.getvalue()


def small_picture(text: str = "Invoice No 7 EUR 12,50") -> Image.Image:
    image = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(image).text((10, 30), text, fill="black", font_size=18)
    return image


def _saved(image: Image.Image, kind: str, **saving: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **saving)
    return target.getvalue()


def _turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif
