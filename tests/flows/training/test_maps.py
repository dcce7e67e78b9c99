from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ranking.calibration import Calibration
from flows.training.maps import Judged, fit_map


def test_shares_that_are_too_cautious_are_raised() -> None:
    random = Random(1)
    shares = [random.random() for _ in range(4000)]
    found = fit_map([Judged(share, random.random() < share**0.5) for share in shares])
    for share in (0.3, 0.6, 0.9):
        assert found.of(share) == pytest.approx(share**0.5, abs=0.04)


def test_without_values_nothing_changes() -> None:
    assert fit_map([]) == Calibration()


def test_a_few_real_documents_count_as_much_as_many_generated_ones() -> None:
    generated = [Judged(0.9, right=True)] * 900
    real = [Judged(0.9, right=number % 2 == 0, real=True) for number in range(100)]
    assert fit_map([*generated, *real]).of(0.9) == pytest.approx(0.75, abs=0.05)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_whatever_is_right_the_map_keeps_the_order(values: list[tuple[float, bool]]) -> None:
    found = fit_map([Judged(share, right) for share, right in values])
    steps = [found.of(step / 20) for step in range(21)]
    assert found.a >= 0
    assert found.b >= 0
    assert steps == sorted(steps)
