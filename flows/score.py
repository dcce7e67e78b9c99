"""Run the extraction over documents with known truth and compare, as `score.py` of their folder defines it.

Manifests of invoices give the figures of accuracy; the one of mails also whether the right number of documents came
out; the one of hostile files whether each gave the outcome it must, in which time and memory.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extractors.document import Captured
from extractors.limits import DEFAULT_LIMITS, Limits
from flows.class_score import ClassScore, score_classes
from flows.corpora import DEFAULT_MANIFESTS, MAILS, ROBUSTNESS, Corpora, known_rows, scoring_rules
from flows.extract import Witnessed, extract_files
from flows.memory import PeakMemory
from flows.transcripts import PATIENT
from models.errors import PasswordNeeded
from models.invoice import Invoice
from models.unseen import Obstacle, document_score, obstacle_of

MOST_SECONDS = 60.0
MOST_BYTES = 2 * 1024**3
_CRASHES = {"engine_crashed", "engine_missing", "error"}

Progress = Callable[[str, int, int], None]
"""Told the manifest, how many of its documents are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Run:
    """How to run: `with_xml` takes the untouched files that carry their e-invoice, where there are such.

    `witnessed` is told what was read and understood of each document of the manifests; in `kept` lies what was read.
    """

    with_xml: bool = False
    jobs: int = 2
    limits: Limits = DEFAULT_LIMITS
    progress: Progress = lambda _name, _done, _all: None
    witnessed: Witnessed = lambda _path, _captured: None
    kept: Path | None = None

    def keeping(self, folder: Path | None) -> "Run":
        """The same with a folder, where there is one: read as what is kept there was, however long that takes."""
        return replace(self, kept=folder, limits=PATIENT) if folder else self


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one hostile file, or one mail, gave beside what it must give."""

    id: str
    expected: str
    got: str
    right: bool
    seconds: float
    peak_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the policy of a house thinks of a document: its score, and what stands against booking it unseen."""

    score: float
    obstacle: Obstacle
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicted:
    """What was extracted from the documents of a manifest, and what the policy thinks of them, by their rows' ids."""

    values: dict[str, dict[str, Any]]
    assessed: dict[str, Assessed]


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one run. `figures` are those of `score.py`, `errors` its rows of what is wrong.

    `rows` are those of the manifest whose truth is known, `every_row` all of them, `predictions` and `assessed` by
    their ids; `classes` tell whether the kinds of documents were known, where the manifest has them.
    """

    name: str
    figures: dict[str, Any] = field(default_factory=dict)
    errors: tuple[tuple[Any, ...], ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    predictions: dict[str, dict[str, Any]] = field(default_factory=dict)
    assessed: dict[str, Assessed] = field(default_factory=dict)
    rows: tuple[dict[str, Any], ...] = ()
    every_row: tuple[dict[str, Any], ...] = ()
    classes: ClassScore | None = None

    @property
    def right(self) -> bool:
        """Whether every outcome was as it must be; accuracy is not judged here."""
        return all(outcome.right for outcome in self.outcomes)


def score_corpora(root: Path, manifests: Sequence[str] = DEFAULT_MANIFESTS, run: Run = Run()) -> Iterator[Score]:
    """The scores of manifests, one by one; of all invoices together at the end when there are several.

    Raises InvalidInput when a manifest or `score.py` is not there.
    """
    corpora = Corpora(root)
    for name in manifests:
        corpora.manifest_path(name)
    judged: list[tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]] = []
    for name in manifests:
        if name == ROBUSTNESS:
            yield Score(name, outcomes=tuple(_try_hostile(corpora, run)))
            continue
        rows = corpora.rows(name)
        found = predict(corpora, name, run)
        outcomes = tuple(_count_documents(rows, found.values)) if name == MAILS else ()
        judged.append((known_rows(rows), found.values))
        score, classes = _judge(corpora, name, *judged[-1], outcomes), score_classes(rows, found.values)
        yield replace(score, classes=classes, assessed=found.assessed, every_row=tuple(rows))
    if len(judged) > 1:
        rows = [row for some, _ in judged for row in some]
        yield _judge(corpora, "all", rows, {key: value for _, some in judged for key, value in some.items()}, ())


def predict(corpora: Corpora, name: str, run: Run) -> Predicted:
    """What the documents of a manifest say."""
    rows = corpora.rows(name)
    paths = [corpora.file(row, with_xml=run.with_xml) for row in rows]
    found, thought = dict[str, dict[str, Any]](), dict[str, Assessed]()

    def witness(path: str, captured: Captured) -> None:
        thought[path] = assess(captured.invoice)
        run.witnessed(path, captured)

    extracts = extract_files(paths, jobs=run.jobs, limits=run.limits, witnessed=witness, kept=run.kept)
    for row, extracted in zip(rows, extracts, strict=True):
        found[row["id"]] = {"id": row["id"], **extracted}
        run.progress(name, len(found), len(rows))
    by_path = {str(path): row["id"] for row, path in zip(rows, paths, strict=True)}
    return Predicted(found, {by_path[path]: one for path, one in thought.items() if path in by_path})


def assess(invoice: Invoice) -> Assessed:
    """What the policy thinks of a reading."""
    codes = tuple(sorted({finding.code for finding in invoice.findings}))
    return Assessed(document_score(invoice), obstacle_of(invoice), codes)


def _judge(
    corpora: Corpora,
    name: str,
    rows: list[dict[str, Any]],
    predictions: dict[str, dict[str, Any]],
    outcomes: tuple[Outcome, ...],
) -> Score:
    scorer = corpora.scorer()
    figures, errors = scorer.score(rows, predictions, scoring_rules(scorer))
    return Score(name, figures, tuple(tuple(error) for error in errors), outcomes, predictions, rows=tuple(rows))


def _count_documents(rows: Iterable[dict[str, Any]], predictions: dict[str, dict[str, Any]]) -> Iterator[Outcome]:
    """Whether each mail gave the number of documents that it holds."""
    for row in rows:
        found = predictions[row["id"]]
        count, expected = len(found.get("documents", [])), row["expect_documents"]
        yield Outcome(row["id"], str(expected), str(count), count == expected, found["seconds"])


def _try_hostile(corpora: Corpora, run: Run) -> Iterator[Outcome]:
    """Each hostile file by itself, in a fresh process, with its time and memory."""
    rows = corpora.rows(ROBUSTNESS)
    with PeakMemory(os.getpid()) as memory:
        for done, row in enumerate(rows, start=1):
            memory.reset()
            (found,) = extract_files([corpora.file(row)], limits=run.limits)
            yield judge_outcome(row, found, memory.reset())
            run.progress(ROBUSTNESS, done, len(rows))


def judge_outcome(row: dict[str, Any], found: dict[str, Any], peak_bytes: int) -> Outcome:
    """Whether a hostile file gave what it must (`ok`, `reject`, `password`, `either`) within time and memory."""
    code = found["error"]["code"] if found["error"] else None
    got = "ok" if code is None else "password" if code == PasswordNeeded.code else "reject"
    expected = row["expect"]
    fits = code not in _CRASHES and expected in {got, "either"}
    within = found["seconds"] <= MOST_SECONDS and peak_bytes <= MOST_BYTES
    return Outcome(row["id"], expected, code or got, fits and within, found["seconds"], peak_bytes)
