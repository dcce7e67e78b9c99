"""What nineteen of twenty do not exceed, and what should stand in a field."""

from types import SimpleNamespace

import pytest

from tests.bench.review.keys import wanted
from tests.bench.review.shares import p95

SCORER = SimpleNamespace(right=lambda key, shown, row, rules: shown == row["truth"][key] and not rules)
ROW = {"truth": {"total_gross": "122.00"}, "absent": ["bic"]}


def test_nineteen_of_twenty_are_no_larger() -> None:
    assert p95([float(number) for number in range(20, 0, -1)]) == 19.0
    assert p95([7.0]) == 7.0


@pytest.mark.parametrize(
    ("term", "shown", "typed"),
    [
        ("total_gross", "122.00", None),
        ("total_gross", "12.00", "122.00"),
        ("total_gross", "", "122.00"),
        ("bic", "LJBASI2X", ""),
        ("bic", "", None),
        ("iban", "whatever it is", None),
    ],
)
def test_only_what_is_known_to_be_wrong_is_typed_over(term: str, shown: str, typed: str | None) -> None:
    assert wanted(SCORER, {}, ROW, term, shown) == typed
