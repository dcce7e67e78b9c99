"""`make bench`: speed, each figure as a ratio against a peer in the same run, and what is read.

Rounds alternate between ours and the peer. `--only NAME` (more than once) chooses measures, `--rounds N` how often,
`--quick` takes a sample and keeps nothing. What was measured in full goes to `bench/results.json`.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tests.bench.capturing import compare_browser, compare_capture
from tests.bench.effort import Effort
from tests.bench.growth import measure_growth
from tests.bench.ratios import Figure
from tests.bench.reading import compare_extraction, compare_words
from tests.bench.reading_figures import compare_with_engines, count_core, count_values, time_digital_pages
from tests.bench.report import TARGET, print_report, write_report
from tests.bench.results import TARGET as KEPT
from tests.bench.results import Result, write_results
from tests.bench.review.keys import count_keys
from tests.bench.review.next_document import time_next
from tests.bench.review.pages import count_barriers, weigh_assets
from tests.bench.review.queue import time_queue_on_postgresql, time_queue_on_sqlite
from tests.bench.scanning import (
    compare_clean_with_tesseract,
    compare_readers,
    compare_with_ocrmypdf,
    compare_with_tesseract,
)
from tests.bench.throughput import compare_jobs
from tests.bench.understanding import time_models, time_words_to_fields, weigh_models
from tests.bench.workers import compare_workers

Measured = Iterator[Figure] | Iterator[Result]


class Name(StrEnum):
    WORDS = "words"
    EXTRACTION = "extraction"
    CAPTURE = "capture"
    BROWSER = "browser"
    THROUGHPUT = "throughput"
    WORKERS = "workers"
    TRUTH_VALUES_READ = "reading.truth_values_read"
    CORE_VALUES_ALL_READ = "reading.core_values_all_read"
    SCANNED_PAGE_VS_TESSERACT = "reading.scanned_page_vs_tesseract"
    CLEAN_PAGE_VS_TESSERACT = "reading.clean_page_vs_tesseract"
    SCANNED_PAGE_VS_OCRMYPDF = "reading.scanned_page_vs_ocrmypdf"
    OVERHEAD_VS_ENGINES = "reading.overhead_vs_engines"
    DIGITAL_PAGE_MS = "reading.digital_page_ms"
    THROUGHPUT_TWO_WORKERS = "reading.throughput_two_workers"
    MEMORY_GROWTH_MB = "reading.memory_growth_mb"
    WORDS_TO_FIELDS_MS = "extraction.words_to_fields_ms"
    MODELS_LOADED_S = "extraction.models_loaded_s"
    WEIGHTS_MB = "extraction.weights_mb"
    KEYS = "review.keys_two_unsure_fields_median"
    NEXT_DOCUMENT_MS = "review.next_document_ms_p95"
    AXE_VIOLATIONS = "review.axe_violations"
    ASSETS_KB = "review.assets_kb"
    QUEUE_ON_POSTGRESQL = "review.queue_ms_p95_1m_postgresql"
    QUEUE_ON_SQLITE = "review.queue_ms_p95_100k_sqlite"


ROUNDS: dict[Name, tuple[Callable[[int], Iterator[Figure]], int]] = {
    Name.WORDS: (compare_words, 9),
    Name.EXTRACTION: (compare_extraction, 5),
    Name.CAPTURE: (compare_capture, 20),
    Name.BROWSER: (compare_browser, 20),
    Name.THROUGHPUT: (compare_jobs, 3),
    Name.WORKERS: (compare_workers, 3),
}
READING: dict[Name, Callable[[Effort], Iterator[Result]]] = {
    Name.TRUTH_VALUES_READ: count_values,
    Name.CORE_VALUES_ALL_READ: count_core,
    Name.SCANNED_PAGE_VS_TESSERACT: compare_with_tesseract,
    Name.CLEAN_PAGE_VS_TESSERACT: compare_clean_with_tesseract,
    Name.SCANNED_PAGE_VS_OCRMYPDF: compare_with_ocrmypdf,
    Name.OVERHEAD_VS_ENGINES: compare_with_engines,
    Name.DIGITAL_PAGE_MS: time_digital_pages,
    Name.THROUGHPUT_TWO_WORKERS: compare_readers,
    Name.MEMORY_GROWTH_MB: measure_growth,
    Name.WORDS_TO_FIELDS_MS: time_words_to_fields,
    Name.MODELS_LOADED_S: time_models,
    Name.WEIGHTS_MB: weigh_models,
    Name.KEYS: count_keys,
    Name.NEXT_DOCUMENT_MS: time_next,
    Name.AXE_VIOLATIONS: count_barriers,
    Name.ASSETS_KB: weigh_assets,
    Name.QUEUE_ON_POSTGRESQL: time_queue_on_postgresql,
    Name.QUEUE_ON_SQLITE: time_queue_on_sqlite,
}


def bench(
    only: Annotated[list[Name] | None, typer.Option(help="Measure only this; may be said again.")] = None,
    rounds: Annotated[int | None, typer.Option(min=1, help="Rounds, instead of each measure's own number.")] = None,
    corpora: Annotated[Path, typer.Option(help="Folder with `manifests` and `score.py`.")] = Path("../shared/corpora"),
    quick: Annotated[bool, typer.Option("--quick", help="One round of a sample; nothing is kept.")] = False,
) -> None:
    """Measure, print the table, and write it to build/bench.md; keep the figures in bench/results.json."""
    console, figures, results = Console(), list[Figure](), list[Result]()
    for name in only or Name:
        with console.status(f"{name} ..."):
            for found in measure(name, 1 if quick else rounds, Effort(corpora, quick)):
                figures += [found] if isinstance(found, Figure) else []
                results.append(found.result if isinstance(found, Figure) else found)
        write_report(figures, results)
        if not quick:
            write_results(results)
    print_report(figures, results, console)
    console.print(f"Written to {TARGET}." if quick else f"Written to {TARGET} and {KEPT}.")


def measure(name: Name, rounds: int | None, effort: Effort) -> Measured:
    if name in READING:
        return READING[name](effort)
    compare, usual = ROUNDS[name]
    return compare(rounds or usual)


if __name__ == "__main__":
    typer.run(bench)
