"""Grow the ranker's trees with LightGBM and write them down as plain numbers.

The trees begin at the finders' odds and learn only what those get wrong. What must not speak against a value, whatever
generated documents happen to say, cannot: more of `FOR` never lowers it, more of `AGAINST` never raises it. One
thread, one seed: the same examples give the same trees.
"""

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.ranking.features import NAMES
from flows.training.examples import Table

ROUNDS = 120
FOR = frozenset((
    "odds", "share", "margin", "code", "sum_fits", "sum_likely", "rate_fits", "label", "label_exact", "lead", "checked",
    "country_fits", "read",
))  # fmt: skip
AGAINST = frozenset({"rank", "rivals", "other_code", "rival", "unsure", "second_reading", "inferred", "elsewhere"})
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 12,
    "max_depth": 5,
    "min_data_in_leaf": 40,
    "min_sum_hessian_in_leaf": 1.5,
    "lambda_l2": 8.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 63,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "monotone_constraints": [(name in FOR) - (name in AGAINST) for name in NAMES],
    "num_threads": 1,
    "verbose": -1,
}
_DIGITS = 7


def grow(table: Table, odds: npt.NDArray[np.float64], kept: float = 1.0) -> dict[str, Any]:
    """The forest of a table, as `extractors.ranking.forest` reads it, with that much of each leaf."""
    import lightgbm  # noqa: PLC0415 - only who trains has it

    data = lightgbm.Dataset(table.rows, table.right, init_score=odds, feature_name=list(NAMES), free_raw_data=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = lightgbm.train(SETTINGS, data, num_boost_round=ROUNDS)
    return flatten([tree["tree_structure"] for tree in model.dump_model()["tree_info"]], kept)


def flatten(trees: list[dict[str, Any]], kept: float) -> dict[str, Any]:
    """Nodes of all trees in one row of numbers each; a leaf leads to itself."""
    nodes: list[tuple[int, float, int, int, float]] = []
    depth = 0

    def add(node: dict[str, Any], level: int) -> int:
        nonlocal depth
        depth = max(depth, level)
        at = len(nodes)
        nodes.append((0, 0.0, at, at, 0.0))
        if "split_feature" in node:
            left, right = add(node["left_child"], level + 1), add(node["right_child"], level + 1)
            nodes[at] = (node["split_feature"], _short(node["threshold"]), left, right, 0.0)
        else:
            nodes[at] = (0, 0.0, at, at, _short(kept * node["leaf_value"]))
        return at

    roots = [add(tree, 0) for tree in trees]
    names = ("feature", "at_most", "left", "right", "leaf")
    columns = [list(column) for column in zip(*nodes, strict=True)]
    return {**dict(zip(names, columns, strict=True)), "roots": roots, "depth": depth}


def _short(number: float) -> float:
    return float(f"{number:.{_DIGITS}g}")
