from decimal import Decimal

import pytest

from extractors.tables.charges import find_charges
from extractors.tables.items import find_line_items
from tests.extractors.tables.typed import typed_transcript

LINES = """
Description        Qty    Price     Amount
Steel brush          2    10.00      20.00
Garden hose          1    80.00      80.00
"""


def charges(totals: str, *wanted: str) -> str:
    transcript = typed_transcript(LINES + totals)
    return str(find_charges(transcript, find_line_items(transcript), [Decimal(total) for total in wanted]))


@pytest.mark.parametrize(
    ("totals", "net", "found"),
    [
        ("Sum        100.00\nDiscount 5%  -5.00\nNet         95.00", "95.00", "-5.00"),
        ("Sum        100.00\nDiscount 5%   5.00\nNet         95.00", "95.00", "-5.00"),
        ("Sum        100.00\nFreight      9.00\nNet        109.00", "109.00", "9.00"),
        ("Sum        100.00\nDiscount    -5.00\nFreight      9.00\nNet        104.00", "104.00", "4.00"),
        ("Sum     Freight     Net\n100.00     9.00   109.00", "109.00", "9.00"),
    ],
)
def test_what_leads_from_the_lines_to_the_total_is_found(totals: str, net: str, found: str) -> None:
    assert charges(totals, net) == found


@pytest.mark.parametrize(
    "totals",
    [
        pytest.param("Net         95.00", id="nothing says why"),
        pytest.param("Discount    -5.00\nNet         95.00", id="the sum of the lines is not printed"),
        pytest.param("Sum        100.00\nNet         95.00\nTax          5.00", id="it stands behind the total"),
        pytest.param("Sum        100.00\nDiscount    -4.00\nNet         95.00", id="another amount"),
    ],
)
def test_a_difference_that_nothing_explains_is_none(totals: str) -> None:
    assert charges(totals, "95.00") == "0"


def test_lines_that_are_the_total_need_no_charges() -> None:
    totals = "Net        100.00\nTax         20.00\nTotal      120.00"
    assert charges(totals, "100.00") == "0"
    assert charges(totals, "100.00", "120.00") == "0", "the tax that leads on to the total is no charge"


def test_prices_with_tax_lead_to_the_total_with_tax() -> None:
    assert (
        charges("Sum        100.00\nFreight      9.00\nTotal      109.00\nNet         90.83", "90.83", "109.00")
        == "9.00"
    )
