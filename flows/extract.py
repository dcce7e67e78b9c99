"""Extract invoices from files without a database or server: one JSON object a file, in input order.

Every file gives its object, bad ones with `error`; a container adds `documents`, and a sole document stands at the
top level too; so does a PDF with files attached, beside what stands on its own pages. A file that surely holds several
invoices is a container of them. Values are strings, rates in
percent, pages count from 0, boxes are in points from the top-left.
"""

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.containers import Part
from extractors.document import Captured
from extractors.kind import Kind, can_be_cut, detect_kind
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.sandbox import Reader
from flows.kept import open_reader
from models.errors import LimitExceeded, PrejetoError
from models.evidence import Evidence
from models.invoice import Invoice, Row

Witnessed = Callable[[str, Captured], None]
"""Told the path of each document, and all that was read and understood of it."""

_AHEAD = 2  # files per worker that are handed in before the first is done


@dataclass(slots=True)
class _Document:
    """A document that was handed in: `running` has its outcome, or `error` says why it never will.

    `captured` is the outcome, once it is there.
    """

    path: str
    content: bytes
    running: "Future[Captured] | None" = None
    error: dict[str, str] | None = None
    captured: Captured | None = None


@dataclass(slots=True)
class _File:
    """A file with the documents it holds: itself, or those of a container."""

    own: _Document
    parts: list[_Document] | None = None
    ignored: tuple[dict[str, str], ...] = ()


def extract_files(  # noqa: PLR0913 - each is an option
    paths: Iterable[Path],
    *,
    jobs: int = 1,
    limits: Limits = DEFAULT_LIMITS,
    password: str | None = None,
    witnessed: Witnessed = lambda _path, _captured: None,
    kept: Path | None = None,
) -> Iterator[dict[str, Any]]:
    """Read files in `jobs` processes. Yields one object a file, in their order, however many fail.

    What lies in the folder `kept` is not read again, and what is read is kept there (`flows.kept`).
    """
    with open_reader(limits, jobs, kept) as reader:
        waiting: deque[_File] = deque()
        clock = _Clock()
        for path in paths:
            waiting.append(_hand_in(reader, path, password))
            if len(waiting) >= _AHEAD * jobs:
                yield _file_json(reader, waiting.popleft(), clock, password, witnessed)
        while waiting:
            yield _file_json(reader, waiting.popleft(), clock, password, witnessed)


class _Clock:
    """Time since the last outcome: what a document took that failed, for a failure tells no time itself."""

    def __init__(self) -> None:
        self.last = time.perf_counter()

    def lap(self) -> float:
        before, self.last = self.last, time.perf_counter()
        return self.last - before


def _hand_in(reader: Reader, path: Path, password: str | None) -> _File:
    """Start reading a file; whatever is wrong with it is kept as its error."""
    own = _Document(str(path), b"")
    file = _File(own)
    try:
        own.content = _load(path, reader.limits)
        kind = detect_kind(own.content, path.name)
        if kind.is_container:
            _open_container(reader, file, kind, password)
        else:
            own.running = reader.submit(own.content, path.name, password)
    except PrejetoError as error:
        own.error = _error_json(error)
    except OSError as error:
        own.error = {"code": "unreadable_file", "message": f"The file cannot be opened: {error.strerror}."}
    return file


def _load(path: Path, limits: Limits) -> bytes:
    if path.stat().st_size > limits.bytes:
        raise LimitExceeded(f"The file has more than {limits.bytes // 1024**2} MiB. Send it smaller.")
    return path.read_bytes()


def _open_container(reader: Reader, file: _File, kind: Kind, password: str | None) -> None:
    _hand_in_parts(reader, file, reader.unpack(file.own.content, kind).parts, password)


def _hand_in_parts(reader: Reader, file: _File, parts: Sequence[Part], password: str | None) -> None:
    file.parts = [
        _Document(part.name, part.content, reader.submit(part.content, part.name, password))
        for part in parts
        if not part.reason
    ]
    file.ignored = tuple({"name": part.name, "reason": part.reason} for part in parts if part.reason)


def _file_json(
    reader: Reader, file: _File, clock: _Clock, password: str | None, witnessed: Witnessed
) -> dict[str, Any]:
    """The object of a file, waiting for its documents."""
    own = _document_json(file.own, clock, witnessed) if file.parts is None else {}
    captured = file.own.captured
    cut = _cut(reader, file.own, password)
    if captured and (captured.read.parts or cut):
        _hand_in_parts(reader, file, [*captured.read.parts, *cut], password)
    if file.parts is None:
        return own
    documents = [_document_json(part, clock, witnessed) for part in file.parts]
    if captured and not captured.is_cover and not cut:
        return {**own, "documents": documents, "ignored": list(file.ignored)}
    sole = documents[0] if len(documents) == 1 else _empty_json(file.own)
    seconds = round(sum((document["seconds"] for document in documents), 0.0), 3)
    own = {"path": file.own.path, "sha256": _sha256(file.own.content), "seconds": seconds}
    return {**sole, **own, "documents": documents, "ignored": list(file.ignored)}


def _cut(reader: Reader, own: _Document, password: str | None) -> tuple[Part, ...]:
    """The documents of a file that surely holds several; none when it is one, or cannot be cut."""
    ranges = own.captured.division if own.captured else ()
    if not ranges or not can_be_cut(own.content, own.path):
        return ()
    try:
        return reader.cut(own.content, Path(own.path).name, ranges, password)
    except PrejetoError:
        return ()


def _document_json(document: _Document, clock: _Clock, witnessed: Witnessed) -> dict[str, Any]:
    """The object of one document; its error in the place of what could not be read."""
    found = _empty_json(document)
    try:
        captured = document.captured = document.running.result() if document.running else None
    except PrejetoError as error:
        return {**found, "seconds": round(clock.lap(), 3), "error": _error_json(error)}
    took = clock.lap()
    if captured is None:
        return {**found, "seconds": round(took, 3), "error": document.error}
    witnessed(document.path, captured)
    pages = len(captured.read.transcript.pages)
    return {**found, "pages": pages, **invoice_json(captured.invoice), "seconds": round(captured.seconds, 3)}


def _empty_json(document: _Document) -> dict[str, Any]:
    return {
        "path": document.path,
        "sha256": _sha256(document.content),
        "pages": 0,
        "document_class": None,
        "fields": {},
        "line_items": [],
        "line_items_evidence": [],
        "tax_breakdown": [],
        "findings": [],
        "alternatives": {},
        "seconds": 0.0,
        "error": None,
    }


def invoice_json(invoice: Invoice) -> dict[str, Any]:
    """What a reading says, as plain values with their evidence beside them."""
    return {
        "document_class": invoice.document_class.value,
        "fields": {term.key: found.to_json() for term, found in invoice.fields.items()},
        "line_items": [item.plain() for item in invoice.line_items],
        "line_items_evidence": _rows_evidence(invoice.line_items),
        "tax_breakdown": [row.plain() for row in invoice.tax_breakdown],
        "findings": [finding.to_json() for finding in invoice.findings],
        "alternatives": {term.key: [one.to_json() for one in ones] for term, ones in invoice.alternatives.items()},
    }


def _rows_evidence(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"confidence": round(row.confidence, 4), **_evidence_json(row.evidence)} for row in rows]


def _evidence_json(evidence: Evidence | None) -> dict[str, Any]:
    return evidence.to_json() if evidence else {"witness": None, "text": None, "page": None, "box": None}


def _error_json(error: PrejetoError) -> dict[str, str]:
    return {"code": error.code, "message": str(error)}


def _sha256(content: bytes) -> str | None:
    return hashlib.sha256(content).hexdigest() if content else None
