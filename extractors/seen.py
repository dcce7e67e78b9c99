"""What people may look at later: the way a page was read, and the page as it came where recognition moved it."""

from dataclasses import replace

from extractors.notes import Notes
from extractors.pixels import Pixels
from extractors.raster import as_screen_image
from extractors.recognition import ReadPage
from models.page import Page


def as_seen(read: ReadPage, pixels: Pixels, dpi: float, notes: Notes) -> ReadPage:
    """The page with its path, and with the picture that recognition was given when it turned or straightened that."""
    page = replace(read.page, path=notes.path)
    if not _was_moved(page, pixels, dpi):
        return replace(read, page=page)
    with notes.timed("image"):
        raw = as_screen_image(pixels, page.number)
    return replace(read, page=page, image=replace(read.image, raw=raw))


def _was_moved(page: Page, pixels: Pixels, dpi: float) -> bool:
    """Whether the page was turned, or has another size than its picture: straightening makes it larger."""
    height, width = pixels.shape[:2]
    size = (round(page.width * dpi / 72), round(page.height * dpi / 72))
    return page.rotation != 0 or size != (width, height)
