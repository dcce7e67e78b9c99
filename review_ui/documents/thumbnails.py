"""Small pictures of pages, made from the stored ones while they are asked for; no original is ever opened here."""

import io

from PIL import Image

WIDTH, HEIGHT = 160, 226  # pixels: twice the strip beside the pages, for fine screens
KINDS = ("JPEG", "PNG")  # the readers write JPEG alone


def make_thumbnail(content: bytes) -> bytes:
    """The picture of a page within WIDTH by HEIGHT, as JPEG.

    A JPEG is decoded at an eighth of its size, or whatever is just enough: a few milliseconds for a page.
    """
    with Image.open(io.BytesIO(content), formats=KINDS) as picture:
        picture.draft("RGB", (WIDTH, HEIGHT))
        small = picture.convert("RGB")
    small.thumbnail((WIDTH, HEIGHT))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=70)
    return out.getvalue()
