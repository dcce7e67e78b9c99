"""What each part of extraction is worth: `python -m tests.bench.ablation FOLDER... --transcripts FOLDER`.

All documents are extracted with each part taken away (`tests/bench/ablation_parts.py`), and the later documents of
issuers with the memory of their corrected first one and without it. Folders are corpora, such as `prejeto papers`
writes; what was read of them is kept. The table goes to `docs/ablation.md`. Half an hour of an idle core, once read.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import typer

from extractors.extraction import extract_invoice
from flows.corpora import Corpora, known_rows
from flows.extract import invoice_json
from flows.memory_score import later_documents
from flows.progress import progress_lines
from flows.score import Assessed, Score, assess
from flows.transcripts import read_transcripts
from models.lessons import NOTHING_REMEMBERED, Memory
from models.page import Transcript
from tests.bench.ablation_figures import table_of
from tests.bench.ablation_parts import NOTHING, PARTS
from tests.bench.reading import set_up

MANIFESTS = ("xmlpdf", "real", "scan", "sroie", "generated")
TARGET = Path("docs/ablation.md")
WITH, WITHOUT = "nothing", "memory of the issuer"
_INTRODUCTION = """They are extracted with one part taken away after the other, by `python -m tests.bench.ablation`;
95 % intervals. Lost are values that are right with the part and not without it, won those that are right without it
only. Against the documents counted last nothing stands: they could be booked unseen, were they sure enough."""

Row = dict[str, Any]
Extracted = dict[str, tuple[dict[str, Any], Assessed]]
"""What a document says, and what is thought of it, by the name of what was taken away."""


@dataclass(frozen=True, slots=True)
class Document:
    """One that was read, with its truth and what is remembered of its issuer."""

    row: Row
    transcript: Transcript
    memory: Memory = NOTHING_REMEMBERED


def ablation(
    folders: Annotated[list[Path], typer.Argument(help="Corpora, each with `manifests` and `score.py`.", exists=True)],
    transcripts: Annotated[Path, typer.Option(help="Folder to keep what was read in.")],
    out: Annotated[Path, typer.Option(help="Markdown to write.")] = TARGET,
    every: Annotated[int, typer.Option(min=1, help="Take every so many documents only.")] = 1,
    jobs: Annotated[int, typer.Option(min=1, help="Documents at the same time.")] = 2,
) -> None:
    """Take away one part after the other, and tell what is lost."""
    read = [document for folder in folders for document in read_all(folder, transcripts, every, jobs)]
    scorer = Corpora(folders[0]).scorer()
    parts = score_parts(read, extract_all(read, without_part, jobs))
    later = [Document(*found) for found in later_documents(of_issuers(read), scorer)]
    memory = score_parts(later, extract_all(later, without_memory, jobs))
    out.write_text(told(scorer, parts, memory), encoding="utf-8")
    typer.echo(out.read_text(encoding="utf-8"))


def read_all(folder: Path, kept: Path, every: int = 1, jobs: int = 1) -> Iterator[Document]:
    """The documents with known truth of a folder's manifests."""
    corpora = Corpora(folder)
    names = [name for name in MANIFESTS if (folder / f"manifests/{name}.jsonl").is_file()]
    rows = [row for name in names for row in known_rows(corpora.rows(name))][::every]
    say = progress_lines(typer.echo)
    found = read_transcripts([corpora.file(row) for row in rows], kept=kept, jobs=jobs)
    for done, (row, transcript) in enumerate(zip(rows, found, strict=True), start=1):
        say(f"{folder.name}, read", done, len(rows))
        if transcript:
            yield Document(row, transcript)


def extract_all(documents: Sequence[Document], extract: Any, jobs: int = 1) -> list[Extracted]:
    """What each document says, in processes that are set up as readers are."""
    say = progress_lines(typer.echo)
    found: list[Extracted] = []
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=set_up) as pool:
        for extracted in pool.map(extract, documents, chunksize=4):
            found.append(extracted)
            say("extracted", len(found), len(documents))
    return found


def without_part(document: Document) -> Extracted:
    """With each part taken away in its turn."""
    found: Extracted = {}
    for part in PARTS:
        with part.taken_away() as hide:
            found[part.name] = _said(extract_invoice(hide(document.transcript)))
    return found


def without_memory(document: Document) -> Extracted:
    return {
        WITH: _said(extract_invoice(document.transcript, document.memory)),
        WITHOUT: _said(extract_invoice(document.transcript)),
    }


def _said(invoice: Any) -> tuple[dict[str, Any], Assessed]:
    return invoice_json(invoice), assess(invoice)


def of_issuers(documents: Sequence[Document]) -> list[tuple[Row, Transcript]]:
    """Those whose issuer is known; no scan of what is there already, which would be remembered as itself."""
    own = (one for one in documents if one.row.get("issuer") and not one.row.get("variant_of"))
    return [(one.row, one.transcript) for one in own]


def score_parts(documents: Sequence[Document], extracted: Sequence[Extracted]) -> Mapping[str, Score]:
    """A score for each thing that was taken away."""
    rows = tuple(document.row for document in documents)
    names = list(extracted[0]) if extracted else []
    return {name: _score(name, rows, [one[name] for one in extracted]) for name in names}


def _score(name: str, rows: tuple[Row, ...], said: Sequence[tuple[dict[str, Any], Assessed]]) -> Score:
    ids = [row["id"] for row in rows]
    predictions = {key: {"id": key, **values} for key, (values, _) in zip(ids, said, strict=True)}
    assessed = {key: thought for key, (_, thought) in zip(ids, said, strict=True)}
    return Score(name, predictions=predictions, assessed=assessed, rows=rows, every_row=rows)


def told(scorer: ModuleType, parts: Mapping[str, Score], memory: Mapping[str, Score]) -> str:
    """Both tables, with what they are of."""
    documents = len(parts[NOTHING.name].rows) if parts else 0
    paragraphs = (
        "# What each part is worth",
        f"{documents} documents with known truth. {_INTRODUCTION}",
        table_of(scorer, parts) if parts else "No documents.",
        "The memory, on each document of an issuer but its first one, which was corrected and learned from:",
        table_of(scorer, memory) if memory else "No issuer has several documents.",
    )
    return "\n\n".join(paragraphs) + "\n"


if __name__ == "__main__":
    typer.run(ablation)
