import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import flows.score_page.calibration
from flows.score_page.calibration import bins_of, brier, calibration_error

PREDICTIONS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


def test_examples_hold() -> None:
    assert doctest.testmod(flows.score_page.calibration).failed == 0


def test_error_is_the_weighted_distance_of_the_bins() -> None:
    predictions = [(0.95, True), (0.95, True), (0.95, False), (0.55, True)]
    expected = 3 / 4 * (0.95 - 2 / 3) + 1 / 4 * (1 - 0.55)
    assert calibration_error(bins_of(predictions)) == pytest.approx(expected)
    assert brier(predictions) == pytest.approx((2 * 0.05**2 + 0.95**2 + 0.45**2) / 4)


def test_nothing_predicted_has_no_error() -> None:
    assert calibration_error(bins_of([])) is None
    assert brier([]) is None


@given(PREDICTIONS)
def test_every_prediction_lies_in_one_bin(predictions: list[tuple[float, bool]]) -> None:
    bins = bins_of(predictions)
    assert sum(found.count for found in bins) == len(predictions)
    assert sum(found.right for found in bins) == sum(right for _, right in predictions)
    assert all(found.low - 1e-9 <= found.confidence <= found.high + 1e-9 for found in bins)
