from datetime import date
from decimal import Decimal

from extractors.qr.payload import LONGEST_PAYLOAD, amount_of, cents_of, day_of, decode, split_lines


def test_line_ends_of_every_kind_split_alike() -> None:
    assert split_lines("a\r\nb\rc\nd ") == ["a", "b", "c", "d"]


def test_amounts_are_exact_and_zero_is_none() -> None:
    assert (amount_of("57,1"), amount_of("0.00"), amount_of("-1"), amount_of("1e5")) == (
        Decimal("57.10"),
        None,
        None,
        None,
    )
    assert (cents_of("0000001"), cents_of("x")) == (Decimal("0.01"), None)


def test_days_that_do_not_exist_are_none() -> None:
    pattern = r"(?P<d>\d{2})\.(?P<m>\d{2})\.(?P<y>\d{4})"
    assert day_of("28.02.2026", pattern) == date(2026, 2, 28)
    assert day_of("30.02.2026", pattern) is None
    assert day_of("", pattern) is None


def test_text_in_another_encoding_is_still_read_and_too_long_is_not() -> None:
    assert decode("Žig".encode(), "ascii") == "Žig"
    assert decode(b"\xe9", "utf-8") == "é"
    assert decode(b"x" * (LONGEST_PAYLOAD + 1), "utf-8") is None
