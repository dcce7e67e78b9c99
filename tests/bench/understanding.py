"""From words to fields, the models that takes, and how large they are in the repository."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from statistics import median

from extractors.extraction import extract_invoice
from extractors.reading import read_document
from flows.transcripts import PATIENT
from models.page import Transcript
from tests.bench.effort import Effort
from tests.bench.pages import digital_papers_of
from tests.bench.ratios import seconds_of
from tests.bench.reading import set_up
from tests.bench.results import Result

WEIGHTS = ("extractors/parties/model", "extractors/ranking/weights")
_LOAD = """
import time
began = time.perf_counter()
from extractors.parties.reading import load_pipeline
from extractors.ranking.ranker import load_ranker
load_pipeline(), load_ranker()
print(time.perf_counter() - began)
"""


def time_words_to_fields(effort: Effort) -> Iterator[Result]:
    """Milliseconds a page, of one thread: the median over the digital documents of the corpora, each at its best."""
    set_up()
    papers = digital_papers_of(effort)
    transcripts = [read_document(paper.content, paper.name, limits=PATIENT).transcript for paper in papers]
    with_pages = [transcript for transcript in transcripts if transcript.pages]
    extract_invoice(with_pages[0])
    paces = [_pace(transcript, effort.rounds) for transcript in with_pages]
    yield Result("extraction.words_to_fields_ms", 1000 * median(paces), "ms a page", len(paces), most=60)


def _pace(transcript: Transcript, rounds: int) -> float:
    """Seconds a page, in the best of some rounds."""
    return min(seconds_of(lambda: extract_invoice(transcript)) for _ in range(rounds)) / len(transcript.pages)


def time_models(effort: Effort) -> Iterator[Result]:
    """Seconds until a new process has the pipeline for names and the ranker, their libraries included."""
    found = [_load() for _ in range(effort.rounds + 1)][1:]
    yield Result("extraction.models_loaded_s", median(found), "s", len(found), most=1.5)


def weigh_models(_effort: Effort) -> Iterator[Result]:
    """MB of trained weights that the repository holds."""
    root = Path(str(files("extractors"))).parent
    found = [path for folder in WEIGHTS for path in (root / folder).rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in found) / 1_000_000
    yield Result("extraction.weights_mb", size, "MB", len(found), most=20)


def _load() -> float:
    done = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)
    return float(done.stdout)
