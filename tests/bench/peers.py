"""What the reading is measured against: a plain pass of Tesseract over each page, and OCRmyPDF over all of them."""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytesseract
from PIL import Image

from extractors.ocr.tesseract import tesseract_engine
from tests.bench.pages import DPI

PROCESSES = 2
ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}


def languages() -> str:
    """The languages that the reading itself asks Tesseract for."""
    engine = tesseract_engine()
    if engine is None:
        raise FileNotFoundError("Tesseract is not installed. Run `make bench`.")
    return "+".join(engine.languages)


def tesseract_name() -> str:
    return f"Tesseract {pytesseract.get_tesseract_version()} --psm 3, {DPI} dpi, {languages()}, {PROCESSES} processes"


def run_tesseract(pictures: Sequence[Path]) -> None:
    """One pass over each picture, two at a time, with the binary that the reading uses."""
    options = ["-l", languages(), "--psm", "3", "--dpi", str(DPI), "tsv"]
    with ThreadPoolExecutor(PROCESSES) as pool:
        commands = [[pytesseract.pytesseract.tesseract_cmd, str(path), "stdout", *options] for path in pictures]
        list(pool.map(_run, commands))


def ocrmypdf_name() -> str:
    return f"OCRmyPDF --jobs {PROCESSES} -O0 --output-type pdf, {DPI} dpi, {languages()}"


def run_ocrmypdf(document: Path) -> Path:
    """The searchable copy, beside the document."""
    searchable = document.with_suffix(".searchable.pdf")
    options = ["--jobs", str(PROCESSES), "-O0", "--output-type", "pdf", "-l", languages(), "--quiet"]
    _run([sys.executable, "-m", "ocrmypdf", *options, str(document), str(searchable)])
    return searchable


def bind_pictures(pictures: Sequence[Path], target: Path) -> Path:
    """All pictures as the pages of one PDF, so that OCRmyPDF has both cores to do with."""
    first, *others = [Image.open(path) for path in pictures]
    first.save(target, save_all=True, append_images=others, resolution=DPI)
    return target


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=ONE_THREAD)
