"""Measure what nobody publishes together: coverage at a stated document error, with intervals, and seconds per page.

And how much of the truth was read at all (`flows.reading_score`), which bounds what can be extracted.

A document is covered at a confidence when every required field has at least that; it is wrong when one of them is.
For each stated error the lowest confidence is sought at which no more of the covered documents are wrong, and the
coverage there is given. Few documents were measured, so the intervals matter more than the figures.
"""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors.document import Captured
from flows.corpora import ROBUSTNESS, Corpora, scoring_rules
from flows.evidence_score import evidence_table, shown_values
from flows.reading_score import judge_reading, reading_table, scanned_rows
from flows.score import Outcome, Run, Score, score_corpora
from models.intervals import clopper_pearson, counted, wilson

STATED_ERRORS = (0.0, 0.01, 0.02, 0.05, 0.1)
_MANIFESTS = ("xmlpdf", "real", "scan", "sroie", ROBUSTNESS)


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: the least confidence of its required fields, and whether all that are known are right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is covered at a stated error: `confidence` is None when no document is."""

    stated: float
    confidence: float | None
    covered: int
    wrong: int
    of: int


def measure(root: Path, run: Run, manifests: Sequence[str] = _MANIFESTS) -> str:
    """Everything measured over the documents of a folder, as Markdown."""
    corpora, captured = Corpora(root), dict[str, Captured]()
    witness = replace(run, witnessed=captured.__setitem__)
    scores = {score.name: score for score in score_corpora(root, manifests, witness)}
    truthful = [name for name in manifests if name != ROBUSTNESS]
    parts = ["# Measured", "Documents with known truth; shares with their 95 % intervals."]
    for name in truthful:
        parts += _manifest_part(corpora, scores[name])
    parts += _reading_part(corpora, truthful, captured)
    parts += _evidence_part(captured)
    if ROBUSTNESS in scores:
        parts += ["## Hostile files", *_robustness_part(scores[ROBUSTNESS].outcomes)]
    return "\n\n".join(filter(None, parts)) + "\n"


def write_measured(root: Path, out: Path, run: Run, manifests: Sequence[str] = _MANIFESTS) -> Path:
    """Measure and write the Markdown to `out`."""
    text = measure(root, run, manifests)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    return out


def judge_documents(scorer: ModuleType, score: Score) -> list[Judged]:
    """Each document whose required fields are all known; a field that was not found has no confidence."""
    config = scoring_rules(scorer)
    judged: list[Judged] = []
    for row in score.rows:
        if all(key in row["truth"] for key in scorer.REQUIRED):
            found = [scorer.get(score.predictions[row["id"]], key) for key in scorer.REQUIRED]
            pairs = list(zip(scorer.REQUIRED, found, strict=True))
            right = all(value is not None and scorer.right(key, value, row, config) for key, (value, _) in pairs)
            judged.append(Judged(min(confidence or 0.0 for _, confidence in found), right))
    return judged


def coverage_at(judged: Sequence[Judged], stated: float) -> Coverage:
    """The most documents that can be covered with no more than the stated share of them wrong."""
    best = Coverage(stated, None, 0, 0, len(judged))
    for confidence in sorted({document.confidence for document in judged if document.confidence > 0}):
        covered = [document for document in judged if document.confidence >= confidence]
        wrong = sum(not document.right for document in covered)
        if wrong <= stated * len(covered) and len(covered) > best.covered:
            best = Coverage(stated, confidence, len(covered), wrong, len(judged))
    return best


def _manifest_part(corpora: Corpora, score: Score) -> Iterable[str]:
    judged = judge_documents(corpora.scorer(), score)
    micro = score.figures["micro"]
    right = sum(document.right for document in judged)
    yield f"## {score.name}: {score.figures['documents']} documents"
    yield (
        f"All fields: precision {micro['precision']}, recall {micro['recall']}, F1 {micro['f1']} ({micro['n']} values)."
        f" Required fields all right: {counted(right, len(judged), wilson(right, len(judged)))}, where all are known."
    )
    yield _items_line(score.figures)
    if judged:
        yield _coverage_table([coverage_at(judged, stated) for stated in STATED_ERRORS])
    yield _seconds_table(corpora, score)


def _items_line(figures: dict[str, Any]) -> str:
    items = figures.get("line_items")
    if not items:
        return "No invoice lines are known."
    return f"Invoice lines: F1 {items['f1']} ({items['truth']} lines), tables exact {items['tables_exact']}."


def _coverage_table(rows: Iterable[Coverage]) -> str:
    lines = ["| stated document error | from confidence | covered | wrong of these |", "|---|---|---|---|"]
    for row in rows:
        covered = counted(row.covered, row.of, wilson(row.covered, row.of))
        wrong = counted(row.wrong, row.covered, clopper_pearson(row.wrong, row.covered)) if row.covered else "-"
        confidence = "-" if row.confidence is None else f"{row.confidence:.3f}"
        lines.append(f"| {row.stated:.0%} | {confidence} | {covered} | {wrong} |")
    return "\n".join(lines)


def _seconds_table(corpora: Corpora, score: Score) -> str:
    """Seconds per page, of digital documents and of scanned ones and photos."""
    lines = ["| documents | pages | seconds a page p50 | p95 |", "|---|---|---|---|"]
    rows = corpora.rows(score.name)
    digital = {row["id"] for row in rows if row.get("kind") == "digital_pdf"}
    for name, chosen in (("digital", digital), ("scanned", {row["id"] for row in rows} - digital)):
        found = [score.predictions[key] for key in chosen]
        paces = sorted(one["seconds"] / one["pages"] for one in found if one["pages"] and not one["error"])
        if paces:
            pages = sum(one["pages"] for one in found)
            p95 = paces[min(len(paces) - 1, int(0.95 * len(paces)))]
            lines.append(f"| {name} | {pages} | {statistics.median(paces):.2f} | {p95:.2f} |")
    return "\n".join(lines)


def _reading_part(corpora: Corpora, manifests: Iterable[str], captured: Mapping[str, Captured]) -> Iterable[str]:
    """What of the truth stands among the words, before anything is understood."""
    transcripts = {path: one.read.transcript for path, one in captured.items()}
    table = reading_table(
        {name: judge_reading(corpora, scanned_rows(corpora, name), transcripts) for name in manifests}
    )
    yield from ("## Words of scans and pictures", table) if table else ()


def _evidence_part(captured: Mapping[str, Captured]) -> Iterable[str]:
    """Whether boxes hold the words that values came from, on every document; each fault by its file and key."""
    shown = {path: list(shown_values(one.invoice, one.read.transcript)) for path, one in captured.items()}
    if not any(shown.values()):
        return
    yield "## Evidence"
    yield f"Of every value of {len(shown)} documents: whether the words in its box are those that it came from."
    yield evidence_table(one for found in shown.values() for one in found)
    yield "\n".join(
        f"- {Path(path).name}: {one.key}, {one.held.value}"
        for path, found in shown.items()
        for one in found
        if one.held.is_fault
    )


def _robustness_part(outcomes: Sequence[Outcome]) -> Iterable[str]:
    right = sum(outcome.right for outcome in outcomes)
    longest = max((outcome.seconds for outcome in outcomes), default=0.0)
    peak = max((outcome.peak_bytes for outcome in outcomes), default=0)
    yield f"{right} of {len(outcomes)} as they must be; longest {longest:.1f} s, most memory {peak // 1024**2} MiB."
    yield "\n".join(f"- {found.id}: {found.got}, not {found.expected}" for found in outcomes if not found.right)
