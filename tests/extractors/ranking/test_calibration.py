from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ranking.calibration import SUREST, Calibration
from extractors.ranking.ranker import load_ranker
from models.errors import EngineError

SHARES = st.floats(min_value=0.0, max_value=1.0)
WEIGHTS = st.floats(min_value=0.0, max_value=5.0)


@given(a=WEIGHTS, b=WEIGHTS, c=st.floats(min_value=-5, max_value=5), one=SHARES, other=SHARES)
def test_what_was_likelier_stays_likelier(a: float, b: float, c: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = Calibration(a, b, c)
    assert 0.0 < found.of(low) <= found.of(high) <= SUREST


@given(one=SHARES, other=SHARES)
def test_the_maps_that_are_shipped_keep_the_order(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert all(found.of(low) <= found.of(high) for found in load_ranker().calibrations.values())


@pytest.mark.parametrize(
    "data",
    [
        {"a": 1.0, "b": 1.0},
        {"a": -0.1, "b": 1.0, "c": 0.0},
        {"a": 1.0, "b": float("nan"), "c": 0.0},
        {"a": "much", "b": 1.0, "c": 0.0},
        None,
    ],
)
def test_numbers_that_would_turn_the_order_are_refused(data: Any) -> None:
    with pytest.raises(EngineError):
        Calibration.from_json(data)
