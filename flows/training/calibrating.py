"""Fit the ranker's maps over shares that documents have by trees which never saw them, and measure them out of fold.

Documents are divided by issuer and layout family. A generated one is judged by trees grown without its fold, a real one
by the trees that are shipped. Each map is fitted on four fifths and measured on the rest; those kept are fitted on all.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractors.ranking.calibration import Calibration
from extractors.ranking.forest import Forest
from extractors.ranking.ranker import GROUPS, Ranker
from flows.training.examples import Example
from flows.training.folds import FOLDS, divide
from flows.training.growing import grow_all, read_forests
from flows.training.maps import Judged, fit_map
from flows.training.shown import Shown, confidences, expected_error, shown_of

Maps = dict[str, Calibration]


def show_unseen(forests: Mapping[str, Forest], learned: Sequence[Example], others: Sequence[Example]) -> list[Shown]:
    """The likeliest values of all examples, each with its fold; `learned` are those that the forests grew from."""
    folds = divide((example.issuer, example.layout) for example in (*learned, *others))

    def fold_of(example: Example) -> int:
        return folds[example.issuer, example.layout]

    shown: list[Shown] = []
    for fold in range(FOLDS):
        here = [example for example in learned if fold_of(example) == fold]
        rest = [example for example in learned if fold_of(example) != fold]
        shown += _show(read_forests(grow_all(rest)), here, fold) if here else []
    for example in others:
        shown += _show(forests, [example], fold_of(example))
    return shown


def _show(forests: Mapping[str, Forest], examples: Iterable[Example], fold: int) -> list[Shown]:
    ranker = Ranker(forests, {})
    return [shown for example in examples for shown in shown_of(example, ranker.shares(example.seen), fold)]


def fit_maps(shown: Sequence[Shown]) -> Maps:
    """A map for each group of terms."""
    maps: Maps = {}
    for name in GROUPS:
        known = [one for one in shown if one.group == name and one.right is not None]
        maps[name] = fit_map([Judged(one.share, bool(one.right), not one.generated) for one in known])
    return maps


def out_of_fold(shown: Sequence[Shown]) -> list[tuple[Shown, float]]:
    """The values that are shown, each with its confidence by maps fitted without its issuer and layout."""
    found: list[tuple[Shown, float]] = []
    for fold in range(FOLDS):
        maps = fit_maps([one for one in shown if one.fold != fold])
        found += confidences([one for one in shown if one.fold == fold], maps)
    return found


def calibration_file(shown: Sequence[Shown]) -> dict[str, Any]:
    """The maps fitted on all, with what was measured out of fold, as `weights/calibration.json` holds them."""
    judged = out_of_fold(shown)
    real = [(one, confidence) for one, confidence in judged if not one.generated]
    return {
        "groups": {name: {"a": one.a, "b": one.b, "c": one.c} for name, one in fit_maps(shown).items()},
        "measured": {
            "documents": len({one.example for one in shown}),
            "of_corpora": len({one.example for one in shown if not one.generated}),
            "values": len(judged),
            "ece_out_of_fold": _error(judged),
            "ece_of_corpora": _error(real),
        },
    }


def _error(judged: Sequence[tuple[Shown, float]]) -> float:
    return expected_error((confidence, bool(one.right)) for one, confidence in judged)
