"""One self-contained page of a run of `prejeto score`: rates with their intervals, plots with their tables, faults.

It needs no network and no script, and holds what was read from the documents: keep it where the documents may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from math import ceil
from pathlib import Path
from types import ModuleType

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.corpora import Corpora
from flows.halves import Trial, try_bounds
from flows.measure import STATED_ERRORS, Coverage, Judged, coverage_at, judge_documents
from flows.score import Outcome, Score
from flows.score_page import plots
from flows.score_page.calibration import Bin, bins_of, brier, calibration_error
from flows.score_page.documents import DocumentLine, FaultLine, document_lines, fault_lines
from flows.score_page.judgements import Judgement, judge_score, predictions_of
from flows.score_page.rates import LineRates, Rates, line_rates, rates_of
from flows.score_page.shares import error_share, share
from flows.unseen_score import seen_documents

ALL = "all"
_TEMPLATES = Path(__file__).parent / "templates"
_TOP_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Calibrated:
    """How true the confidences of some predictions are: `error` is the ECE, None when there are none."""

    name: str
    predictions: int
    bins: tuple[Bin, ...]
    dots: tuple[plots.Dot, ...]
    error: float | None
    brier: float | None


@dataclass(frozen=True, slots=True)
class Page:
    """What the template shows.

    `manifests`, `fields` and `lines` (invoice lines by manifest) are rates by their names, `whole` those of
    everything. `steps` are those of the risk-coverage curve, `covered` the coverage at stated errors, `trials` what the
    policy of a house would let through; all are about documents with all required fields known. `outcomes` are those of
    hostile files and mails.
    """

    whole: Rates
    manifests: tuple[Rates, ...]
    fields: tuple[Rates, ...]
    lines: tuple[LineRates, ...]
    calibrated: Calibrated
    by_field: tuple[Calibrated, ...]
    steps: tuple[plots.Risk, ...]
    curve: plots.Curve
    covered: tuple[Coverage, ...]
    trials: tuple[Trial, ...]
    documents: tuple[DocumentLine, ...]
    faults: tuple[FaultLine, ...]
    outcomes: tuple[Outcome, ...]
    eligible: int


def write_page(path: Path, corpora: Corpora, scores: Sequence[Score]) -> Path:
    """Write the page of these scores, which are those of manifests, and of all together where there are several."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(score_page(corpora.scorer(), scores), encoding="utf-8")
    return path


def score_page(scorer: ModuleType, scores: Sequence[Score]) -> str:
    page = _page(scorer, scores)
    names = {field.name: getattr(page, field.name) for field in fields(page)}
    html: str = _environment().get_template("page.html").render(names)
    return html


def _page(scorer: ModuleType, scores: Sequence[Score]) -> Page:
    parts = [score for score in scores if score.name != ALL]
    judged = {score.name: judge_score(scorer, score) for score in parts}
    everything = [found for part in judged.values() for found in part]
    eligible = [found for score in parts for found in judge_documents(scorer, score)]
    steps = _steps(eligible)
    keys = [key for key in scorer.HEADER if any(found.key == key for found in everything)]
    of_field = {key: [found for found in everything if found.key == key] for key in keys}
    lines = document_lines(scorer, parts, everything)
    return Page(
        whole=rates_of("all", everything, lines),
        manifests=tuple(
            rates_of(name, part, [line for line in lines if line.manifest == name])
            for name, part in judged.items()
            if part
        ),
        fields=tuple(rates_of(key, found) for key, found in of_field.items()),
        lines=tuple(found for score in parts if (found := line_rates(scorer, score.name, [score]))),
        calibrated=_calibrated("all fields", everything),
        by_field=tuple(_calibrated(key, found) for key, found in of_field.items() if predictions_of(found)),
        steps=steps,
        curve=plots.risk_curve(steps, _top(steps)),
        covered=tuple(coverage_at(eligible, stated) for stated in STATED_ERRORS),
        trials=try_bounds([seen for score in parts for seen in seen_documents(scorer, score)]),
        documents=lines,
        faults=fault_lines(scorer.REQUIRED, judged),
        outcomes=tuple(outcome for score in parts for outcome in score.outcomes),
        eligible=len(eligible),
    )


def _calibrated(name: str, judgements: Sequence[Judgement]) -> Calibrated:
    predictions = predictions_of(judgements)
    bins = bins_of(predictions)
    dots = plots.reliability_dots(bins)
    return Calibrated(name, len(predictions), bins, dots, calibration_error(bins), brier(predictions))


def _steps(judged: Sequence[Judged]) -> tuple[plots.Risk, ...]:
    """From the surest document down: those that are equally sure go together."""
    steps = []
    for confidence in sorted({document.confidence for document in judged if document.confidence > 0}, reverse=True):
        covered = [document for document in judged if document.confidence >= confidence]
        wrong = sum(not document.right for document in covered)
        steps.append(
            plots.Risk(confidence, share(len(covered), len(judged)), error_share(wrong, len(covered))),
        )
    return tuple(steps)


def _top(steps: Sequence[plots.Risk]) -> float:
    """The upper edge of the curve: room above its highest point, in whole steps."""
    highest = max((step.wrong.rate or 0.0 for step in steps), default=0.0)
    return min(1.0, _TOP_STEP * ceil(max(_TOP_STEP, 1.5 * highest) / _TOP_STEP))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(plots=plots, share=share, error_share=error_share)
    return environment
