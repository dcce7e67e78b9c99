"""Reading and extraction, in this process, set up as the processes that read documents are: one thread each."""

import importlib
import io
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import pdfplumber

from extractors.extraction import extract_invoice
from extractors.reading import read_document
from extractors.text_layer import read_text_layer
from flows.samples.writing import SampleDocument
from tests.bench.papers import digital_papers, scanned_papers
from tests.bench.ratios import Figure, alternate, seconds_of

DIGITAL_PAGES = 8

Input = TypeVar("Input")


def compare_words(rounds: int) -> Iterator[Figure]:
    """The words of a page with a text layer, and pdfplumber's."""
    contents = [paper.content for paper in digital_papers(DIGITAL_PAGES)]
    times = alternate(each(read_text_layer, contents), each(words_of_pdfplumber, contents), rounds)
    yield Figure("words", "page", "text layer", "pdfplumber.extract_words", *times)


def compare_extraction(rounds: int) -> Iterator[Figure]:
    """What understanding costs beyond reading."""
    set_up()
    for kind, papers in (("digital", digital_papers(DIGITAL_PAGES)), ("scanned", scanned_papers(1))):
        yield _extraction_of(kind, papers, rounds)


def _extraction_of(kind: str, papers: Sequence[SampleDocument], rounds: int) -> Figure:
    contents = [paper.content for paper in papers]
    transcripts = [read_document(content).transcript for content in contents]
    times = alternate(each(extract_invoice, transcripts), each(read_document, contents), rounds)
    return Figure(f"extraction.{kind}", f"{kind} page", "extract_invoice", "read_document", *times)


def each(call: Callable[[Input], object], inputs: Sequence[Input]) -> Callable[[int], float]:
    """Seconds of one call, over all inputs."""
    return lambda _round: seconds_of(lambda: [call(one) for one in inputs]) / len(inputs)


def words_of_pdfplumber(content: bytes) -> None:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.extract_words()


def set_up() -> None:
    importlib.import_module("extractors.preload")
