"""Handing documents in from the command line: stored first, then told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extractors.kind import detect_kind
from models.actors import Actor
from models.errors import DocumentError, LimitExceeded
from storage.access import find_organisation
from storage.documents import receive_document
from storage.house import House

ACTOR = Actor.system("command line")
CHANNEL = "cli"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `reason` is set when it was refused; then there is no document."""

    path: Path
    outcome: Literal["received", "duplicate", "refused"]
    document_id: str | None = None
    reason: str = ""


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and those inside folders in order of their paths; hidden ones only when named."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(entry for entry in path.rglob("*") if entry.is_file()) if path.is_dir() else [path]
        found += [entry for entry in inside if entry == path or not _is_hidden(entry.relative_to(path))]
    return found


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def ingest_files(house: House, organisation: str, files: Iterable[Path], *, max_bytes: int) -> Iterator[Outcome]:
    """Receive one file after the other. NotFound when the organisation is not clear; StorageError ends the run."""
    org_id = find_organisation(house, organisation, actor=ACTOR).id
    for path in files:
        yield _ingest(house, org_id, path, max_bytes)


def _ingest(house: House, org_id: str, path: Path, max_bytes: int) -> Outcome:
    try:
        content = _content(path, max_bytes)
        detect_kind(content, path.name)
    except DocumentError as error:
        return Outcome(path, "refused", reason=str(error))
    except OSError as error:
        return Outcome(path, "refused", reason=f"It cannot be read ({error.strerror}).")
    receipt = receive_document(house, org_id, content, path.name, channel=CHANNEL, actor=ACTOR)
    return Outcome(path, "duplicate" if receipt.duplicate else "received", receipt.document_id)


def _content(path: Path, max_bytes: int) -> bytes:
    if path.stat().st_size > max_bytes:
        raise LimitExceeded(f"The file has more than {max_bytes // 1024**2} MiB.")
    return path.read_bytes()
