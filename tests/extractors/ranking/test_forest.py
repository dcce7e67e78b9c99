import math
from typing import Any

import numpy as np
import pytest

from extractors.ranking.forest import Forest
from models.errors import EngineError

STUMP_AND_LEAF: dict[str, Any] = {
    "feature": [1, 0, 0, 0],
    "at_most": [2.5, 0.0, 0.0, 0.0],
    "left": [1, 1, 2, 3],
    "right": [2, 1, 2, 3],
    "leaf": [0.0, -1.0, 4.0, 0.5],
    "roots": [0, 3],
    "depth": 1,
}


def test_the_leaves_of_all_trees_add_up() -> None:
    forest = Forest.from_json(STUMP_AND_LEAF, features=2)
    assert forest.score(np.array([[9.0, 2.5], [9.0, 2.6]])).tolist() == [-0.5, 4.5]


def test_no_rows_give_no_scores() -> None:
    assert Forest.from_json(STUMP_AND_LEAF, features=2).score(np.empty((0, 2))).shape == (0,)


@pytest.mark.parametrize(
    "damage",
    [
        {"feature": [2, 0, 0, 0]},
        {"left": [4, 1, 2, 3]},
        {"right": [-1, 1, 2, 3]},
        {"roots": [4]},
        {"leaf": [0.0, math.nan, 4.0, 0.5]},
        {"at_most": [math.inf, 0.0, 0.0, 0.0]},
        {"leaf": [0.0, -1.0]},
        {"leaf": ["much", 0.0, 0.0, 0.0]},
        {"depth": 10**6},
        {"depth": None},
        {"feature": [], "at_most": [], "left": [], "right": [], "leaf": [], "roots": []},
    ],
)
def test_damaged_numbers_are_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(EngineError):
        Forest.from_json({**STUMP_AND_LEAF, **damage}, features=2)


def test_a_missing_row_of_numbers_is_refused() -> None:
    with pytest.raises(EngineError):
        Forest.from_json({key: value for key, value in STUMP_AND_LEAF.items() if key != "leaf"}, features=2)


def test_nodes_in_a_circle_end() -> None:
    circle = {**STUMP_AND_LEAF, "left": [0, 0, 0, 0], "right": [0, 0, 0, 0], "depth": 64}
    assert math.isfinite(float(Forest.from_json(circle, features=2).score(np.zeros((1, 2)))[0]))
