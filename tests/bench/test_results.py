from pathlib import Path

import pytest

from tests.bench.ratios import Figure
from tests.bench.results import Result, load_results, machine, processor, write_results


def test_a_run_replaces_its_own_figures_and_leaves_the_others(tmp_path: Path) -> None:
    target = tmp_path / "bench" / "results.json"
    write_results([Result("b", 1.0, "s", 3), Result("a", 2.0, "s", 3)], target)
    write_results([Result("b", 0.123456, "ms", 5, "a peer")], target)
    a, b = load_results(target)
    assert (a["name"], a["value"]) == ("a", 2.0)
    assert [b[key] for key in ("name", "value", "unit", "n", "peer")] == ["b", 0.1235, "ms", 5, "a peer"]
    assert list(b) == ["name", "value", "unit", "n", "peer", "when", "machine"]
    assert len(target.read_text(encoding="utf-8").splitlines()) == 4


def test_nothing_was_measured_at_first(tmp_path: Path) -> None:
    assert load_results(tmp_path / "results.json") == []


@pytest.mark.parametrize(
    ("result", "bar", "kept"),
    [
        (Result("x", 1.0, "s", 1), "", True),
        (Result("x", 1.0, "s", 1, most=1.0), "<= 1", True),
        (Result("x", 1.1, "s", 1, most=1.0), "<= 1", False),
        (Result("x", 0.96, "of values", 1, least=0.97), ">= 0.97", False),
    ],
)
def test_bars_bound_a_figure_from_either_side(result: Result, bar: str, *, kept: bool) -> None:
    assert (result.bar, result.keeps_bar) == (bar, kept)


def test_rounds_are_kept_as_their_ratio_or_as_seconds_where_the_bar_is_in_seconds() -> None:
    ratio = Figure("words", "page", "ours", "peer", (1.0, 4.0), (2.0, 4.0)).result
    seconds = Figure("browser", "document", "ours", "peer", (1.0, 3.0), (1.0, 1.0), bar=2.5).result
    assert (ratio.value, ratio.unit, ratio.n, ratio.peer) == (0.75, "times its time", 2, "peer")
    assert (seconds.value, seconds.unit, seconds.most) == (2.0, "s", 2.5)


def test_the_machine_is_told_by_its_processor_and_cores(tmp_path: Path) -> None:
    table = tmp_path / "cpuinfo"
    table.write_text("processor\t: 0\nmodel name\t: Made-up 9000\nflags\t: a b\n", encoding="utf-8")
    assert processor(table) == "Made-up 9000"
    assert processor(tmp_path / "none") == ""
    assert "cores" in machine()
