"""The rates of some judgements together: a manifest, a field, or everything."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from flows.score import Score
from flows.score_page.calibration import bins_of, calibration_error
from flows.score_page.documents import DocumentLine
from flows.score_page.judgements import Judgement, Verdict, predictions_of
from flows.score_page.shares import F1, Counts, Share, counts_of, f1_of, share


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts, and the rates made of them; `required` are the documents whose known required fields are all right."""

    name: str
    known: int
    right: int
    wrong: int
    missed: int
    extra: int
    precision: Share
    recall: Share
    f1: F1
    required: Share
    calibration_error: float | None


@dataclass(frozen=True, slots=True)
class LineRates:
    """How many invoice lines were found, and in how many documents all of them and no others."""

    name: str
    precision: Share
    recall: Share
    f1: F1
    exact: Share


def line_rates(scorer: ModuleType, name: str, scores: Sequence[Score]) -> LineRates | None:
    """The rates of invoice lines, as `score.py` matches them; None where no lines are known."""
    counts = [found for score in scores for found in _lines_of(scorer, score)]
    if not counts:
        return None
    whole = sum(counts, Counts())
    return LineRates(
        name,
        precision=share(whole.right, whole.right + whole.false),
        recall=share(whole.right, whole.right + whole.lost),
        f1=f1_of(counts),
        exact=share(sum(not (one.false or one.lost) for one in counts), len(counts)),
    )


def _lines_of(scorer: ModuleType, score: Score) -> Iterator[Counts]:
    for row in score.rows:
        if row["truth"].get("line_items"):
            found = (score.predictions.get(row["id"]) or {}).get("line_items")
            matched, true, said, _ = scorer.score_items(row["truth"]["line_items"], found)
            yield Counts(matched, said - matched, true - matched)


def rates_of(name: str, judgements: Sequence[Judgement], documents: Sequence[DocumentLine] = ()) -> Rates:
    total = {verdict: sum(found.verdict is verdict for found in judgements) for verdict in Verdict}
    right, wrong, missed, extra = (total[verdict] for verdict in Verdict)
    by_document: dict[str, list[Judgement]] = defaultdict(list)
    for found in judgements:
        by_document[found.document].append(found)
    return Rates(
        name,
        right + wrong + missed,
        right,
        wrong,
        missed,
        extra,
        precision=share(right, right + wrong + extra),
        recall=share(right, right + wrong + missed),
        f1=f1_of([counts_of(found) for found in by_document.values()]),
        required=share(sum(line.required_right for line in documents), len(documents)),
        calibration_error=calibration_error(bins_of(predictions_of(judgements))),
    )
