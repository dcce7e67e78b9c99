from hypothesis import given
from hypothesis import strategies as st

from flows.training.folds import FOLDS, divide

NAMES = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1))
def test_no_issuer_and_no_layout_stands_in_two_folds(pairs: list[tuple[str, str]]) -> None:
    folds = divide(pairs)
    for place in (0, 1):
        for name in {pair[place] for pair in pairs}:
            assert len({folds[pair] for pair in pairs if pair[place] == name}) == 1


def test_strangers_are_spread_evenly() -> None:
    folds = divide((f"issuer {n}", f"layout {n}") for n in range(10 * FOLDS))
    assert sorted(folds.values()) == sorted(list(range(FOLDS)) * 10)
