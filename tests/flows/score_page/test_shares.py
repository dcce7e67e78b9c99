from hypothesis import given
from hypothesis import strategies as st

from flows.score_page.judgements import Judgement, Verdict
from flows.score_page.shares import Counts, counts_of, error_share, f1_of, share

COUNTS = st.lists(st.builds(Counts, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), max_size=12)


def test_a_wrong_value_counts_twice_against_f1() -> None:
    found = [Judgement("one", "iban", verdict) for verdict in Verdict]
    assert counts_of(found) == Counts(right=1, false=2, lost=2)
    assert counts_of(found).f1 == 2 / 6


@given(COUNTS)
def test_the_interval_of_f1_is_the_same_each_time_and_in_order(documents: list[Counts]) -> None:
    found = f1_of(documents)
    assert found == f1_of(documents)
    if found.low is not None and found.high is not None:
        assert 0 <= found.low <= found.high <= 1


def test_documents_that_are_all_alike_leave_no_doubt_about_f1() -> None:
    found = f1_of([Counts(4, 1, 1)] * 20)
    assert found.rate == found.low == found.high == 0.8


def test_nothing_counted_has_no_rate() -> None:
    assert f1_of([Counts()]).rate is None
    assert share(0, 0).rate is None
    assert (error_share(0, 0).low, error_share(0, 0).high) == (0.0, 1.0)
