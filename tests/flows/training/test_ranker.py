"""A small seeded training: what `make train` does, with few documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.ranking.features import NAMES
from extractors.ranking.ranker import GROUPS, read_ranker
from flows.papers.making import Series
from flows.papers.writing import write_papers
from flows.training.documents import Batch
from flows.training.ranker import WEIGHTS, Plan, train_ranker

pytest.importorskip("lightgbm", reason="only who trains has it")

BATCHES = (Batch(Series(seed=5), 16),)


def told(_: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    corpora = tmp_path_factory.mktemp("corpora")
    write_papers(corpora, Series(seed=7, held_out=True), 4)
    kept = tmp_path_factory.mktemp("readings")
    return Plan(BATCHES, corpora, manifests=("generated",), kept=kept)


@pytest.fixture(scope="module")
def trained(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    train_ranker(plan, folder, told)
    return folder


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def test_the_same_documents_give_the_same_files(plan: Plan, trained: Path, tmp_path: Path) -> None:
    train_ranker(plan, tmp_path, told)
    for name in ("forests.json", "calibration.json"):
        assert (tmp_path / name).read_bytes() == (trained / name).read_bytes()


def test_what_is_trained_can_be_loaded(trained: Path) -> None:
    ranker = read_ranker(read(trained, "forests"), read(trained, "calibration"))
    assert set(ranker.forests) == set(GROUPS)


def test_what_is_shipped_has_the_form_of_what_is_trained(trained: Path) -> None:
    for name in ("forests", "calibration"):
        new, shipped = read(trained, name), read(WEIGHTS, name)
        assert new.keys() == shipped.keys()
        assert {group: set(held) for group, held in new["groups"].items()} == {
            group: set(held) for group, held in shipped["groups"].items()
        }
    assert read(WEIGHTS, "forests")["features"] == list(NAMES)


def test_without_corpora_the_calibration_stays(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_text("as it was", encoding="utf-8")
    train_ranker(Plan(plan.batches, kept=plan.kept), tmp_path, told)
    assert (tmp_path / "calibration.json").read_text(encoding="utf-8") == "as it was"
