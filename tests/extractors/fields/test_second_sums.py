from collections.abc import Mapping
from decimal import Decimal

from extractors.fields.finding import find_in_text
from extractors.fields.second_readings import SECOND
from models.evidence import Candidate
from models.terms import Term
from tests.extractors.fields.second import draw_unsure

PAGE = """
    Net total               100.00
    VAT 22%                  22.00
    Total                   {}
"""


def gross(printed: str, instead: Mapping[str, tuple[str, ...]]) -> list[Candidate]:
    """The candidates of the gross total, the likeliest first."""
    found = find_in_text(draw_unsure(PAGE.format(printed), instead)).candidates
    return sorted((c for c in found if c.term is Term.TOTAL_GROSS), key=lambda c: -c.probability)


def test_the_reading_that_makes_the_totals_add_up_is_taken_and_the_other_kept() -> None:
    first, *others = gross("172.00", {"172.00": ("112.00", "122.00")})
    assert (first.value, first.evidence.text) == (Decimal("122.00"), "172.00")
    assert first.reason.endswith(SECOND)
    assert Decimal("172.00") in [other.value for other in others]
    assert first.probability < gross("122.00", {})[0].probability


def test_totals_that_add_up_stay_whatever_else_they_may_be() -> None:
    assert gross("122.00", {"122.00": ("172.00",), "22.00": ("72.00",)})[0].value == Decimal("122.00")


def test_where_two_readings_would_do_none_is_taken() -> None:
    found = gross("172.00", {"172.00": ("122.00",), "22.00": ("72.00",)})
    assert found[0].value == Decimal("172.00")


def test_where_no_reading_does_none_is_taken() -> None:
    assert gross("172.00", {"172.00": ("112.00",)})[0].value == Decimal("172.00")
