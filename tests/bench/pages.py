"""The scanned documents of the corpora, and their pages as plain engines get them: pictures of 200 dpi.

A page of a PDF is drawn at 200 dpi; of a picture nothing is enlarged, and what is finer than that, of a page as long
as A4, is made smaller. So no engine is burdened with more pixels than it needs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from extractors.images import iterate_frames
from extractors.limits import DEFAULT_LIMITS
from flows.corpora import Corpora
from flows.reading_score import SCANNED, scanned_rows
from tests.bench.effort import Effort

DPI = 200
LEVEL = "scan_level"


@dataclass(frozen=True, slots=True)
class Paper:
    """One document as it came."""

    name: str
    content: bytes


def scanned_papers_of(effort: Effort, level: str | None = None) -> list[Paper]:
    """Every scanned document, or those of one level of the made scans."""
    corpora = Corpora(effort.corpora)
    rows = [row for name in SCANNED for row in scanned_rows(corpora, name)]
    chosen = [row for row in rows if level is None or row.get(LEVEL) == level]
    return load_papers(corpora, chosen[:: effort.every])


def digital_papers_of(effort: Effort) -> list[Paper]:
    """Every PDF with a text layer."""
    corpora = Corpora(effort.corpora)
    rows = [row for name in ("real", "xmlpdf") for row in corpora.rows(name) if row.get("kind") == "digital_pdf"]
    return load_papers(corpora, rows[:: effort.every])


def load_papers(corpora: Corpora, rows: Sequence[dict[str, Any]]) -> list[Paper]:
    files = [corpora.file(row) for row in rows]
    return [Paper(file.name, file.read_bytes()) for file in files]


def write_pictures(papers: Sequence[Paper], folder: Path) -> list[Path]:
    """The pages of documents as PNG files."""
    paths: list[Path] = []
    for picture in (picture for paper in papers for picture in pictures_of(paper)):
        paths.append(folder / f"{len(paths):04d}.png")
        picture.save(paths[-1], dpi=(DPI, DPI), compress_level=1)
    return paths


def pictures_of(paper: Paper) -> Iterator[Image.Image]:
    if not paper.name.lower().endswith(".pdf"):
        for frame in iterate_frames(paper.content, 1, DEFAULT_LIMITS):
            picture = Image.fromarray(frame.pixels)
            share = min(1.0, DPI / frame.dpi)
            yield picture.resize((round(picture.width * share), round(picture.height * share)))
        return
    with pypdfium2.PdfDocument(paper.content) as document:
        for page in document:
            yield page.render(scale=DPI / 72).to_pil().convert("RGB")
