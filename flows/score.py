"""Run the extraction over documents with known truth and compare, as `score.py` of their folder defines it.

Manifests of invoices give the figures of accuracy; the one of mails also whether the right number of documents came
out; the one of hostile files whether each gave the outcome it must, in which time and memory.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extractors.limits import DEFAULT_LIMITS, Limits
from flows.class_score import ClassScore, score_classes
from flows.corpora import DEFAULT_MANIFESTS, MAILS, ROBUSTNESS, Corpora, known_rows, scoring_rules
from flows.extract import Witnessed, extract_files
from flows.memory import PeakMemory
from models.errors import PasswordNeeded

MOST_SECONDS = 60.0
MOST_BYTES = 2 * 1024**3
_CRASHES = {"engine_crashed", "engine_missing", "error"}

Progress = Callable[[str, int, int], None]
"""Told the manifest, how many of its documents are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Run:
    """How to run: `with_xml` takes the untouched files that carry their e-invoice, where there are such.

    `witnessed` is told what was read of each document of the manifests.
    """

    with_xml: bool = False
    jobs: int = 2
    limits: Limits = DEFAULT_LIMITS
    progress: Progress = lambda _name, _done, _all: None
    witnessed: Witnessed = lambda _path, _transcript: None


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
class Score:
    """The figures of one run. `figures` are those of `score.py`, `errors` its rows of what is wrong.

    `rows` are those of the manifest whose truth is known, `predictions` by their ids; `classes` tell whether the kinds
    of documents were known, where the manifest has them.
    """

    name: str
    figures: dict[str, Any] = field(default_factory=dict)
    errors: tuple[tuple[Any, ...], ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    predictions: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: tuple[dict[str, Any], ...] = ()
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
        predictions = predict(corpora, name, run)
        outcomes = tuple(_count_documents(rows, predictions)) if name == MAILS else ()
        judged.append((known_rows(rows), predictions))
        yield replace(_judge(corpora, name, *judged[-1], outcomes), classes=score_classes(rows, predictions))
    if len(judged) > 1:
        rows = [row for some, _ in judged for row in some]
        yield _judge(corpora, "all", rows, {key: value for _, some in judged for key, value in some.items()}, ())


def predict(corpora: Corpora, name: str, run: Run) -> dict[str, dict[str, Any]]:
    """What was extracted from the document of each row of a manifest, by the row's id."""
    rows = corpora.rows(name)
    paths = [corpora.file(row, with_xml=run.with_xml) for row in rows]
    found: dict[str, dict[str, Any]] = {}
    extracts = extract_files(paths, jobs=run.jobs, limits=run.limits, witnessed=run.witnessed)
    for row, extracted in zip(rows, extracts, strict=True):
        found[row["id"]] = {"id": row["id"], **extracted}
        run.progress(name, len(found), len(rows))
    return found


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
