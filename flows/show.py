"""Read a document and write pictures of its pages with what was read: for looking at what the reader saw."""

from collections.abc import Sequence
from pathlib import Path

from extractors.kind import detect_kind
from extractors.limits import DEFAULT_LIMITS
from extractors.sandbox import Reader
from flows.page_picture import USUAL, Layers, draw_page
from models.errors import InvalidInput


def show_file(
    path: Path,
    *,
    pages: Sequence[int] | None = (0,),
    out: Path | None = None,
    layers: Layers = USUAL,
    password: str | None = None,
) -> list[Path]:
    """Read a document, draw pages (counted from 0; None: all) and write them as PNG; beside it when `out` is None.

    Of several pages each has its number in the name of its file. Raises InvalidInput when a page is not there, and
    the errors of documents.
    """
    content = path.read_bytes()
    if detect_kind(content, path.name).is_container:
        raise InvalidInput("A mail or archive has no pages. Show one of its documents.")
    with Reader(DEFAULT_LIMITS) as reader:
        captured = reader.capture(content, path.name, password)
    chosen = [image.page for image in captured.read.images] if pages is None else pages
    targets = [_target(path, out, page, alone=len(chosen) == 1) for page in chosen]
    for page, target in zip(chosen, targets, strict=True):
        draw_page(captured, page, layers).save(target)
    return targets


def _target(path: Path, out: Path | None, page: int, *, alone: bool) -> Path:
    if out and alone:
        return out
    return (out or path.with_suffix(".png")).with_stem(f"{(out or path).stem}-page-{page + 1}")
