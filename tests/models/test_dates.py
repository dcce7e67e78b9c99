from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from models.dates import date_readings, parse_date
from models.month_names import LANGUAGES

IDES_OF_MARCH = date(2024, 3, 15)
CONTRACT = (
    *("en", "de", "fr", "it", "es", "nl", "pt", "pl", "cs", "sk"),
    *("sl", "hr", "hu", "sv", "da", "fi", "lt", "lv", "et", "ro"),
)


@pytest.mark.parametrize(
    "text",
    [
        "15. 3. 2024",
        "15.03.24",
        "15/03/2024",
        "3/15/2024",
        "20240315",
        "2024-03-15",
        "2024-03-15T10:00:00Z",
        "15.03.2024 14:35 Uhr",
        "15-Mar-24",
        "15MAR2024",
        "Mar 15, 2024",
        "March 15th, 2024",
        "Friday, 15 March 2024",
        "Fr., 15. März 2024",
        "15 Maerz 2024",
        "2024. március 15.",
        "2024 m. kovo 15 d.",
        "2024. gada 15. marts",
        "15 marca 2024 r.",
        "15 de marzo de 2024",
        "15.III.2024",
        "Mar 15 '24",
        "2024年3月15日",
    ],
)
def test_one_day_written_in_many_ways(text: str) -> None:
    assert date_readings(text) == (IDES_OF_MARCH,)


@pytest.mark.parametrize(
    "text", ["", "30.02.2024", "1.234.567", "2024", "12,50", "March 2024", "0000-00-00", "15.03.1889", "99999999"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_the_order_of_day_and_month_is_open_until_someone_knows() -> None:
    assert date_readings("03/04/2024") == (date(2024, 4, 3), date(2024, 3, 4))
    assert date_readings("03/04/2024", day_first=True) == (date(2024, 4, 3),)
    assert date_readings("03/04/2024", day_first=False) == (date(2024, 3, 4),)
    assert date_readings("03.04.2024") == (date(2024, 4, 3),)


def test_a_month_that_neighbours_name_differently_is_read_both_ways() -> None:
    assert date_readings("2 listopada 2024") == (date(2024, 11, 2), date(2024, 10, 2))


@given(st.dates(date(1990, 1, 1), date(2069, 12, 31)), st.sampled_from(CONTRACT), st.sampled_from(["long", "full"]))
def test_dates_of_every_language_are_among_the_readings(day: date, language: str, width: str) -> None:
    assert set(CONTRACT) <= set(LANGUAGES)
    written = format_date(day, width, locale=language)
    assert day in date_readings(written), written


@given(st.text(max_size=40))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), date)


@given(st.text(alphabet="0123456789./- Marchjul", max_size=16), st.sampled_from([None, True, False]))
def test_texts_that_nearly_are_dates_give_sane_years(text: str, day_first: bool | None) -> None:
    assert all(1990 <= day.year <= 2100 for day in date_readings(text, day_first=day_first))


def test_a_range_between_months_is_no_day_of_a_far_year() -> None:
    assert date_readings("1 - Aug 31") == ()
    assert date_readings("1-Aug-31") == (date(2031, 8, 1),)
