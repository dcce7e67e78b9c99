"""Transcripts of files with known truth, kept in a folder when one is given, so that judging them again takes no time.

The folder knows a reading by the content of its document and by what read it: our version, those of the engines, whose
models come with them, and the limits.
"""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from json import JSONDecodeError
from pathlib import Path

from extractors.document import READING_VERSION, Captured, DocumentRead
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.sandbox import Reader
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
        shelf = open_shelf(kept, limits) if kept else None
        waiting = [(path, _hand_in(reader, path, shelf)) for path in paths]
        for path, coming in waiting:
            yield _arrived(coming, path, shelf)


def reader_identity(limits: Limits) -> str:
    """What a reading depends on beside its document, as a short text; no engine is loaded for it."""
    libraries = {name: version(name) for name in _READ_BY if find_spec(name)}
    tesseract = shutil.which("tesseract")
    asked = [tesseract, "--version"] if tesseract else ["true"]
    told = subprocess.run(asked, capture_output=True, check=False).stdout  # noqa: S603 - no word of another's
    everything = (READING_VERSION, libraries, told, asdict(limits))
    return hashlib.sha256(repr(everything).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder, for what one reader reads."""

    folder: Path
    by: str

    def place_of(self, content: bytes) -> Path:
        return self.folder / f"{hashlib.sha256(content).hexdigest()}-{self.by}.json"

    def taken(self, content: bytes) -> Transcript | None:
        """What was read of a document before; None where nothing was, or not to its end."""
        try:
            return Transcript.from_json(json.loads(self.place_of(content).read_text(encoding="utf-8")))
        except (FileNotFoundError, JSONDecodeError):
            return None

    def keep(self, content: bytes, read: DocumentRead) -> None:
        """Keep what was read, at once or not at all; not of a document with files attached, for those are not kept."""
        if read.parts:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        place = self.place_of(content)
        unfinished = place.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps(read.transcript.to_json()), encoding="utf-8")
        unfinished.replace(place)


def open_shelf(folder: Path, limits: Limits = PATIENT) -> Shelf:
    """The folder for what is read by this version within these limits."""
    return Shelf(folder, reader_identity(limits))


def _hand_in(reader: Reader, path: Path, shelf: Shelf | None) -> _Coming:
    content = path.read_bytes()
    return (shelf and shelf.taken(content)) or reader.submit(content, path.name)


def _arrived(coming: _Coming, path: Path, shelf: Shelf | None) -> Transcript | None:
    if isinstance(coming, Transcript):
        return coming
    try:
        read = coming.result().read
    except PrejetoError:
        return None
    if shelf:
        shelf.keep(path.read_bytes(), read)
    return read.transcript
