"""What people may look at later: the way a page was read, and the page as it came where recognition changed it."""

from dataclasses import replace

from extractors.notes import Notes
from extractors.pixels import Pixels
from extractors.raster import as_screen_image
from extractors.recognition import ReadPage


def as_seen(read: ReadPage, pixels: Pixels, notes: Notes) -> ReadPage:
    """The page with its path, and with the picture that recognition was given when it shows something else."""
    with notes.timed("image"):
        raw = as_screen_image(pixels, read.page.number)
    page = replace(read.page, path=notes.path)
    same = raw.content == read.image.content
    return replace(read, page=page, image=read.image if same else replace(read.image, raw=raw))
