"""Train the ranker: generated documents, made and read here, grow its trees; with the corpora they calibrate it.

    series 401, 402 --> read --> examples --+--> trees                     weights/forests.json
    corpora ----------> read --> examples --+--> shares, unseen --> maps   weights/calibration.json

The same documents give the same files. Held-out documents are never looked at.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from flows.papers.making import Series
from flows.training.calibrating import calibration_file, show_unseen
from flows.training.documents import Batch, Row, read_corpora, read_generated
from flows.training.examples import Example, example_of
from flows.training.growing import grow_all, read_forests
from models.page import Transcript

BATCHES = (Batch(Series(seed=401), 1000), Batch(Series(seed=402, degraded=1.0), 300))
"""Not those whose faults the finders were mended by (101 to 302): there they hardly err any more."""
MANIFESTS = ("xmlpdf", "real", "scan", "sroie")
WEIGHTS = Path(__file__).parents[2] / "extractors/ranking/weights"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train with: batches of generated documents, the corpora if there are any, and where readings are kept."""

    batches: tuple[Batch, ...] = BATCHES
    corpora: Path | None = None
    manifests: tuple[str, ...] = MANIFESTS
    kept: Path | None = None
    jobs: int = 1


def train_ranker(plan: Plan, folder: Path = WEIGHTS, say: Say = print) -> None:
    """Grow and calibrate, and write both files; without corpora the calibration stays as it is."""
    learning = _examples(_generated(plan))
    say(f"{len(learning)} generated documents, {sum(len(example.seen.values) for example in learning)} values")
    trees = grow_all(learning)
    _write(folder / "forests.json", trees)
    if plan.corpora is None:
        say("no corpora: the calibration was left as it is")
        return
    read = read_corpora(plan.corpora, plan.manifests, kept=plan.kept, jobs=plan.jobs)
    calibration = calibration_file(show_unseen(read_forests(trees), learning, _examples(read)))
    _write(folder / "calibration.json", calibration)
    say(f"calibrated: {calibration['measured']}")


def _examples(read: Iterable[tuple[Transcript, Row]]) -> list[Example]:
    return [example for transcript, row in read if (example := example_of(transcript, row))]


def _generated(plan: Plan) -> Iterable[tuple[Transcript, Row]]:
    return chain.from_iterable(read_generated(batch, kept=plan.kept, jobs=plan.jobs) for batch in plan.batches)


def _write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_as_text(data), encoding="utf-8")


def _as_text(data: dict[str, Any]) -> str:
    """JSON with a line for each row of numbers, so that changes can be seen."""
    groups = ",\n".join(
        f' "{name}": {{\n' + ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in group.items()) + "\n }"
        for name, group in data["groups"].items()
    )
    rest = "".join(f' "{key}": {json.dumps(value)},\n' for key, value in data.items() if key != "groups")
    return f'{{\n{rest} "groups": {{\n{groups}\n}}}}\n'
