"""What a second reading process gains: a folder of samples through the command line."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from flows.samples.writing import write_samples
from tests.bench.papers import SEED
from tests.bench.ratios import Figure, alternate, seconds_of

SAMPLES = 24


def compare_jobs(rounds: int) -> Iterator[Figure]:
    """Digital, scanned and hybrid samples with two processes, and with one."""
    with tempfile.TemporaryDirectory(prefix="prejeto-bench-") as folder:
        write_samples(Path(folder), SAMPLES, SEED)
        times = alternate(_extract(Path(folder), 2), _extract(Path(folder), 1), rounds)
    yield Figure("throughput", f"document of {SAMPLES}", "extract --jobs 2", "extract --jobs 1", *times)


def _extract(folder: Path, jobs: int) -> Callable[[int], float]:
    """Seconds a document. The first round only proves that the command works: nothing stays warm between runs."""
    options = ["--jobs", str(jobs), "--jsonl", str(folder / f"{jobs}.jsonl")]
    command = [sys.executable, "-m", "flows.cli", "extract", *options]

    def run(number: int) -> float:
        files = [folder / "files"] if number else sorted((folder / "files").iterdir())[:1]
        seconds = seconds_of(lambda: subprocess.run([*command, *map(str, files)], check=True, capture_output=True))
        return seconds / SAMPLES

    return run
