"""The figures of an ablation, a row for each part, beside those of everything."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from flows.score import Score
from flows.score_page.calibration import bins_of, calibration_error
from flows.score_page.judgements import Judgement, judge_score, predictions_of
from flows.score_page.shares import counts_of, f1_of
from models.intervals import counted, wilson
from models.unseen import Obstacle

HEADS = ("taken away", "F1 of all fields", "required all right", "ECE", "lost", "won", "nothing against")
RESAMPLES = 200
_TAIL = 0.025
_SEED = 1

ByDocument = Mapping[str, Sequence[Judgement]]


def table_of(scorer: ModuleType, scores: Mapping[str, Score]) -> str:
    """Markdown; the first score is that of everything."""
    judged = {name: _by_document(judge_score(scorer, score)) for name, score in scores.items()}
    whole = _right(next(iter(judged.values())))
    lines = [f"| {' | '.join(HEADS)} |", "|" + "---|" * len(HEADS)]
    for name, score in scores.items():
        right = _right(judged[name])
        cells = [name, *_figures(scorer, score, judged[name]), str(len(whole - right)), str(len(right - whole))]
        lines.append(f"| {' | '.join([*cells, _free(score)])} |")
    return "\n".join(lines)


def _figures(scorer: ModuleType, score: Score, judged: ByDocument) -> Iterator[str]:
    f1 = f1_of([counts_of(found) for found in judged.values()])
    yield "-" if f1.rate is None else f"{f1.rate:.4f} ({f1.low:.4f} to {f1.high:.4f})"
    required = [all(one.right for one in judged[row["id"]] if _counts(one, scorer, row["truth"])) for row in score.rows]
    yield counted(sum(required), len(required), wilson(sum(required), len(required)))
    least, most = _edges(judged)
    yield f"{_error(list(judged.values())):.4f} ({least:.4f} to {most:.4f})"


def _counts(one: Judgement, scorer: ModuleType, truth: Mapping[str, object]) -> bool:
    return one.key in scorer.REQUIRED and one.key in truth


def _edges(judged: ByDocument) -> tuple[float, float]:
    """The ECE of documents drawn again and again; the same documents give the same."""
    chance, documents = random.Random(_SEED), list(judged.values())
    found = sorted(_error(chance.choices(documents, k=len(documents))) for _ in range(RESAMPLES))
    return found[int(_TAIL * RESAMPLES)], found[int((1 - _TAIL) * RESAMPLES) - 1]


def _error(documents: Sequence[Sequence[Judgement]]) -> float:
    return calibration_error(bins_of(predictions_of(one for found in documents for one in found))) or 0.0


def _by_document(judgements: Sequence[Judgement]) -> ByDocument:
    found: dict[str, list[Judgement]] = defaultdict(list)
    for one in judgements:
        found[one.document].append(one)
    return found


def _right(judged: ByDocument) -> set[tuple[str, str]]:
    return {(one.document, one.key) for found in judged.values() for one in found if one.right}


def _free(score: Score) -> str:
    """Documents that the policy could book unseen, were they sure enough."""
    return str(sum(thought.obstacle is Obstacle.NONE for thought in score.assessed.values()))
