"""Where the marks of charts stand."""

from datetime import date, timedelta

import pytest

from models.risk_control import Reviewed
from review_ui.automation.curve import draw, make_points
from review_ui.charts import FOOT, TOP, lie, round_top, stack
from review_ui.dashboard.spans import columns, gather
from review_ui.figures import write_csv
from storage.tallies import DayTally, Measure, Tally


def test_a_bar_is_as_high_as_its_values_together_and_parted_in_their_order() -> None:
    drawn = stack(["a", "b"], [[1, 3], [0, 0]], ["x", "y"])
    low, high = drawn.marks
    assert (low.series, high.series) == (0, 1)
    assert high.y == TOP
    assert low.y + low.height == FOOT
    assert low.height + high.height == FOOT - TOP
    assert high.height == pytest.approx(3 * low.height)
    assert high.title == "a: y 3"


@pytest.mark.parametrize("most", [0, 1, 4, 5, 9, 10, 11, 99, 100, 101, 999, 12_345, 10**6])
def test_an_axis_ends_above_the_highest_bar_and_not_far_above(most: int) -> None:
    top = round_top(most)
    assert most <= top <= max(4, 2 * most)
    assert top % 4 == 0


def test_many_columns_are_labelled_here_and_there() -> None:
    labels = [str(number) for number in range(31)]
    drawn = stack(labels, [[number] for number in range(31)], ["x"])
    assert len(drawn.labels) <= 6, "days with their years need the room"
    assert drawn.labels[0].text == "0"


def test_lying_bars_grow_with_their_share() -> None:
    none, half, full = (mark.width for mark in lie(["a", "b", "c"], [0, 0.5, 1], ["", "", ""]).marks)
    assert (none, full) == (0, 2 * half)


@pytest.mark.parametrize(("days", "count"), [(7, 7), (31, 31), (90, 13), (365, 13)])
def test_a_range_is_parted_into_as_many_columns_as_can_be_seen(days: int, count: int) -> None:
    until = date(2026, 3, 15)
    assert len(columns(until - timedelta(days=days - 1), until)) == count


def test_every_day_falls_into_a_column() -> None:
    since, until = date(2026, 1, 1), date(2026, 12, 31)
    every = [since + timedelta(days=number) for number in range(365)]
    found = gather([DayTally(day, Tally(Measure.RECEIVED, "web", 2)) for day in every], since, until)
    assert sum(counts["web"] for counts in found.values()) == 2 * 365
    assert len(found) == 12


def test_the_curve_takes_equal_scores_together_and_says_nothing_of_few_documents() -> None:
    assert make_points([Reviewed(0.9, wrong=False)] * 19) == []
    points = make_points([Reviewed(0.9, wrong=False)] * 60 + [Reviewed(0.5, wrong=True)] * 40)
    assert [(point.covered, point.of, point.wrong) for point in points] == [(0.6, 60, 0), (1.0, 100, 40)]
    assert points[0].error == 0
    assert points[0].upper == pytest.approx(0.0487, abs=0.001)
    drawn = draw(points, 1 / 50, 0.9)
    assert drawn is not None
    assert drawn.chosen is not None
    assert TOP < drawn.limit < FOOT


def test_csv_runs_no_formula_and_leaves_out_what_cannot_be_said() -> None:
    written = write_csv(["=a"], [("=1+1", 3, 0.25, None)]).decode("utf-8-sig")
    assert written.splitlines() == ["=a", "'=1+1,3,0.25,"]
