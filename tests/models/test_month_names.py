import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.month_names import is_date_word, months_named


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("März", 3),
        ("Maerz", 3),
        ("févr", 2),
        ("września", 9),
        ("rujna", 9),
        ("lokakuuta", 10),
        ("lapkričio", 11),
        ("XII", 12),
    ],
)
def test_months_of_many_languages(word: str, month: int) -> None:
    assert months_named(word) == (month,)


def test_a_beginning_that_fits_two_months_names_none() -> None:
    assert months_named("Ma") == ()
    assert months_named("Deze") == (12,)


def test_days_of_the_week_may_stand_in_a_date() -> None:
    assert is_date_word("Friday")
    assert not is_date_word("Invoice")


@given(st.text(max_size=12))
def test_any_word_names_months_or_none(word: str) -> None:
    assert all(1 <= month <= 12 for month in months_named(word))
