import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intervals import clopper_pearson, wilson


@given(st.integers(1, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_intervals_hold_the_share_and_stay_within_nothing_and_all(counted: tuple[int, int]) -> None:
    right, of = counted
    for low, high in (wilson(right, of), clopper_pearson(right, of)):
        assert 0 <= low <= right / of + 1e-9
        assert right / of - 1e-9 <= high <= 1


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_nothing_counted_says_nothing(interval: object) -> None:
    assert callable(interval)
    assert interval(0, 0) == (0.0, 1.0)


def test_exact_interval_is_that_of_the_tables() -> None:
    low, high = clopper_pearson(2, 20)
    assert (round(low, 4), round(high, 4)) == (0.0123, 0.3170)


def test_many_are_counted_as_well_as_few() -> None:
    low, high = clopper_pearson(2500, 100_000)
    assert low == pytest.approx(0.02404, abs=1e-5)
    assert high == pytest.approx(0.02599, abs=1e-5)
