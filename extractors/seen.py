"""What people may look at later: the way a page was read, and the page as it came where recognition cleaned it."""

from dataclasses import replace

from extractors.notes import Notes
from extractors.pixels import Pixels
from extractors.raster import as_screen_image
from extractors.recognition import ReadPage


def as_seen(read: ReadPage, pixels: Pixels, notes: Notes) -> ReadPage:
    """The page with its path, and with the picture that recognition was given where that was cleaned."""
    page = replace(read.page, path=notes.path)
    if not read.cleaned:
        return replace(read, page=page)
    with notes.timed("image"):
        raw = as_screen_image(pixels, page.number)
    return replace(read, page=page, image=replace(read.image, raw=raw))
