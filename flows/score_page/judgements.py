"""What was said of each field of each document beside what is true: right, wrong, missed, or extra.

As `score.py` of the corpora counts: a field whose truth is unknown is not judged, unless it is known not to be on the
page. Right and wrong and extra ones are predictions, which have a confidence; a missed one has none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any

from flows.corpora import scoring_rules
from flows.score import Score


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One field of one document. `printed` is the text that the value was read from, `reason` why it won."""

    document: str
    key: str
    verdict: Verdict
    confidence: float | None = None
    true: str = ""
    predicted: str = ""
    printed: str = ""
    reason: str = ""

    @property
    def right(self) -> bool:
        return self.verdict is Verdict.RIGHT


def judge_score(scorer: ModuleType, score: Score) -> list[Judgement]:
    """All that can be judged of a run, document by document."""
    return [found for row in score.rows for found in _judge_row(scorer, row, score.predictions.get(row["id"]) or {})]


def predictions_of(judgements: Iterable[Judgement]) -> list[tuple[float, bool]]:
    """The confidence of every prediction, and whether it was right."""
    return [(found.confidence, found.right) for found in judgements if found.confidence is not None]


def _judge_row(scorer: ModuleType, row: dict[str, Any], prediction: dict[str, Any]) -> Iterator[Judgement]:
    rules, truth = scoring_rules(scorer), row["truth"]
    for key in scorer.HEADER:
        value, confidence = scorer.get(prediction, key)
        told = _told(prediction, key, value)
        if key in truth and value is None:
            yield Judgement(row["id"], key, Verdict.MISSED, true=str(truth[key]))
        elif key in truth:
            verdict = Verdict.RIGHT if scorer.right(key, value, row, rules) else Verdict.WRONG
            yield Judgement(row["id"], key, verdict, confidence, str(truth[key]), *told)
        elif value is not None and key in (row.get("absent") or ()):
            yield Judgement(row["id"], key, Verdict.EXTRA, confidence, "", *told)


def _told(prediction: dict[str, Any], key: str, value: object) -> tuple[str, str, str]:
    """The value, the text it was read from, and the reason."""
    field = (prediction.get("fields") or {}).get(key)
    field = field if isinstance(field, dict) else {}
    return str(value), str(field.get("text") or ""), str(field.get("reason") or "")
