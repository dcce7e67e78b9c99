import pytest

from tests.bench.ratios import Figure, Spread, alternate


def test_rounds_alternate_and_the_first_does_not_count() -> None:
    calls: list[str] = []

    def say(who: str, number: int) -> float:
        calls.append(f"{who}{number}")
        return float(number)

    ours, peer = alternate(lambda number: say("a", number), lambda number: say("b", number), 2)
    assert calls == ["a0", "b0", "a1", "b1", "a2", "b2"]
    assert ours == peer == (1.0, 2.0)


def test_ratios_are_of_each_round_for_itself() -> None:
    figure = Figure("words", "page", "ours", "peer", (1.0, 4.0, 3.0), (2.0, 4.0, 4.0))
    assert figure.ratio == Spread(0.75, 0.5, 1.0)
    assert figure.more == Spread(-1.0, -1.0, 0.0)


@pytest.mark.parametrize(("bar", "kept"), [(None, True), (3.0, True), (2.9, False)])
def test_the_bar_is_for_the_median_of_ours(bar: float | None, kept: bool) -> None:
    assert Figure("browser", "document", "ours", "peer", (1.0, 4.0, 3.0), (1.0, 1.0, 1.0), bar).keeps_bar is kept
