"""Transcripts of files with known truth, kept in a folder when one is given, so that judging them again takes no time.

The folder knows a reading by the content of its document and by what read it: our version, those of the engines, whose
models come with them, and the limits.
"""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import asdict, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from extractors.document import READING_VERSION, Captured
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.sandbox import Reader
from flows.corpora import Corpora
from flows.reading_score import Legible, judge_reading, scanned_rows
from flows.score import Run
from models.errors import PrejetoError
from models.page import Transcript

PATIENT = replace(DEFAULT_LIMITS, reading_seconds=900.0, seconds=1000.0)
"""However busy the machine is, no page is cut short: what can be read is measured, not when."""

_READ_BY = ("rapidocr", "onnxruntime", "openvino", "pypdfium2", "pytesseract")
_Coming = Transcript | Future[Captured]


def read_transcripts(
    paths: Sequence[Path], *, kept: Path | None = None, jobs: int = 1, limits: Limits = PATIENT
) -> Iterator[Transcript | None]:
    """The transcript of each file in its turn, None of one that cannot be read; those in `kept` come from there."""
    with Reader(limits, workers=jobs) as reader:
        by = reader_identity(limits) if kept else ""
        waiting = [(place := _place(path, kept, by), _hand_in(reader, path, place)) for path in paths]
        for place, coming in waiting:
            yield _arrived(coming, place)


def judge_scanned(root: Path, name: str, run: Run, every: int = 1, kept: Path | None = None) -> list[Legible]:
    """What was read of every so many scanned documents of a manifest."""
    corpora = Corpora(root)
    rows = scanned_rows(corpora, name)[::every]
    paths = [corpora.file(row) for row in rows]
    found: dict[str, Transcript] = {}
    reading = read_transcripts(paths, kept=kept, jobs=run.jobs)
    for done, (path, transcript) in enumerate(zip(paths, reading, strict=True), start=1):
        if transcript:
            found[str(path)] = transcript
        run.progress(name, done, len(paths))
    return judge_reading(corpora, rows, found)


def reader_identity(limits: Limits) -> str:
    """What a reading depends on beside its document, as a short text; no engine is loaded for it."""
    libraries = {name: version(name) for name in _READ_BY if find_spec(name)}
    tesseract = shutil.which("tesseract")
    asked = [tesseract, "--version"] if tesseract else ["true"]
    told = subprocess.run(asked, capture_output=True, check=False).stdout  # noqa: S603 - no word of another's
    everything = (READING_VERSION, libraries, told, asdict(limits))
    return hashlib.sha256(repr(everything).encode()).hexdigest()[:12]


def _place(path: Path, kept: Path | None, by: str) -> Path | None:
    return kept / f"{hashlib.sha256(path.read_bytes()).hexdigest()}-{by}.json" if kept else None


def _hand_in(reader: Reader, path: Path, place: Path | None) -> _Coming:
    if place and place.exists():
        return Transcript.from_json(json.loads(place.read_text(encoding="utf-8")))
    return reader.submit(path.read_bytes(), path.name)


def _arrived(coming: _Coming, place: Path | None) -> Transcript | None:
    if isinstance(coming, Transcript):
        return coming
    try:
        transcript = coming.result().read.transcript
    except PrejetoError:
        return None
    if place:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(transcript.to_json()), encoding="utf-8")
    return transcript
