"""How much one document may ask for. Whoever starts the reader may set other limits; these serve invoices."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one document.

    `pages` are read, later ones are left with the warning `pages_cut`; more than `pages_refused` is no invoice.
    `pixels` bounds each page's raster, whatever the page or the image claims; `image_pixels` what an image file may
    hold at all. `reading_seconds` is when recognition of further pages stops with a warning, `seconds` when the
    process is killed. `memory_bytes` is the address space of that process: a warm one uses 1 GiB and keeps 0.4
    resident, with OpenVINO 2.5 and 0.8. `parts` (documents), `parts_left` (what is none) and `depth` bound
    containers, `unpacked_bytes` what comes out of one.
    """

    bytes: int = 100 * MEBIBYTE
    pages: int = 30
    pages_refused: int = 500
    pixels: int = 24_000_000
    image_pixels: int = 150_000_000
    reading_seconds: float = 42.0
    seconds: float = 55.0
    memory_bytes: int = 2816 * MEBIBYTE
    parts: int = 100
    parts_left: int = 2000
    depth: int = 4
    unpacked_bytes: int = 300 * MEBIBYTE


DEFAULT_LIMITS = Limits()
