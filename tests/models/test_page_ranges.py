"""Ranges of pages as people write them."""

import pytest

from models.errors import InvalidInput
from models.page_ranges import PageRange, check_ranges, left_between, parse_ranges, written_ranges


@pytest.mark.parametrize("text", ["1-2, 3, 4-5", "1-2,3,4-5", " 1–2, 3-3, 4 - 5,"])
def test_what_people_write_is_understood(text: str) -> None:
    assert written_ranges(parse_ranges(text)) == "1-2, 3, 4-5"


@pytest.mark.parametrize("text", ["one", "1-2-3", "1;2", "-"])
def test_what_is_no_list_of_pages_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_ranges(text)
    assert refused.value.field == "pages"


@pytest.mark.parametrize("text", ["1-3", "", "1-2, 2-3", "3, 1-2", "2-1, 3", "1-2, 3-6", "0, 1"])
def test_ranges_are_two_at_least_in_order_and_within_the_document(text: str) -> None:
    with pytest.raises(InvalidInput):
        check_ranges(parse_ranges(text), 5)


def test_ranges_that_fit_leave_what_is_between_them() -> None:
    ranges = parse_ranges("1, 3-4")
    check_ranges(ranges, 5)
    assert left_between(ranges, 5) == (PageRange(1, 1), PageRange(4, 4))
