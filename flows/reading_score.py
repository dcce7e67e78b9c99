"""How many true values of scans and pictures were read: each value, and all core values of each document.

Documents with a text layer are left out, for they say nothing about recognition.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.corpora import Corpora, known_rows
from flows.legible import CORE, values_read
from flows.score import Run
from flows.transcripts import read_transcripts
from models.intervals import counted, wilson
from models.page import Transcript

SCANNED = ("real", "scan", "sroie")
_KINDS = {"scanned_pdf", "image"}
_NOTHING = Transcript("")


@dataclass(frozen=True, slots=True)
class Legible:
    """One document: for each true value that must be printed, by its key, whether it was read."""

    id: str
    read: Mapping[str, bool]

    @property
    def core(self) -> bool:
        """Whether every core value that is known was read."""
        return all(self.read.get(key, True) for key in CORE)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was read of several documents."""

    documents: int
    values: int
    read: int
    core: int


def scanned_rows(corpora: Corpora, name: str) -> list[dict[str, Any]]:
    """The rows of a manifest whose documents have to be recognised, with a truth to compare."""
    return [row for row in known_rows(corpora.rows(name)) if row.get("kind") in _KINDS]


def judge_reading(
    corpora: Corpora, rows: Sequence[Mapping[str, Any]], transcripts: Mapping[str, Transcript]
) -> list[Legible]:
    """Each document of the rows, by transcripts of their paths; where there is none, nothing was read."""
    scorer = corpora.scorer()
    read = [transcripts.get(str(corpora.file(dict(row))), _NOTHING) for row in rows]
    return [
        Legible(row["id"], values_read(row, transcript.pages, scorer))
        for row, transcript in zip(rows, read, strict=True)
    ]


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


def tally(documents: Sequence[Legible]) -> Tally:
    found = Counter(read for document in documents for read in document.read.values())
    return Tally(len(documents), found.total(), found[True], sum(document.core for document in documents))


def reading_table(judged: Mapping[str, Sequence[Legible]]) -> str:
    """The shares of each manifest and of all together, as Markdown; empty when there are no documents."""
    chosen = {name: documents for name, documents in judged.items() if documents}
    everything = [document for documents in chosen.values() for document in documents]
    lines = ["| documents | true values read | documents with all core values read |", "|---|---|---|"]
    lines += [_table_row(name, tally(documents)) for name, documents in chosen.items()]
    lines += [_table_row("all", tally(everything))] if len(chosen) > 1 else []
    return "\n".join(lines) if chosen else ""


def unread(documents: Sequence[Legible]) -> Iterator[tuple[str, str]]:
    """Document and key of each value that was not read."""
    for document in documents:
        yield from ((document.id, key) for key, read in document.read.items() if not read)


def _table_row(name: str, found: Tally) -> str:
    values = counted(found.read, found.values, wilson(found.read, found.values))
    core = counted(found.core, found.documents, wilson(found.core, found.documents))
    return f"| {name} | {values} | {core} |"
