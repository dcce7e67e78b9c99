"""How amounts, rates, dates and words are written in each language."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

MARKS = {"en": (",", "."), "de": (".", ","), "sl": (".", ","), "hr": (".", ","), "fr": ("\u00a0", ",")}
SIGNS = {"EUR": "€", "GBP": "£"}
ENGLISH_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905 - reads as a sentence


@cache
def _wording() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("flows.samples").joinpath("wording.toml").read_text("utf-8"))


def words(language: str) -> dict[str, str]:
    """The labels of an invoice in `language`, by their keys."""
    return _wording()[language]


def write_number(value: Decimal, language: str, places: int = 2) -> str:
    """A number in groups of three.

    >>> write_number(Decimal("1234.5"), "de"), write_number(Decimal("1234.5"), "en")
    ('1.234,50', '1,234.50')
    """
    group, point = MARKS[language]
    return f"{value:,.{places}f}".replace(",", "\0").replace(".", point).replace("\0", group)


def write_quantity(value: Decimal, language: str) -> str:
    """Whole numbers without decimals, others with as many as they need."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return write_number(plain, language, max(0, -exponent) if isinstance(exponent, int) else 0)


def write_money(value: Decimal, language: str, currency: str) -> str:
    """An amount with the sign of its currency where the language puts it."""
    sign = SIGNS.get(currency, currency)
    amount = write_number(value, language)
    return f"{sign}{amount}" if language == "en" else f"{amount} {sign}"


def write_rate(rate: Decimal, language: str) -> str:
    return write_quantity(rate, language)


def write_date(day: date, language: str) -> str:
    """A day as the language writes it.

    >>> write_date(date(2026, 4, 7), "en"), write_date(date(2026, 4, 7), "sl")
    ('7 April 2026', '7. 4. 2026')
    """
    if language == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    forms = {"sl": f"{day.day}. {day.month}. {day.year}", "hr": f"{day:%d.%m.%Y}.", "fr": f"{day:%d/%m/%Y}"}
    return forms.get(language, f"{day:%d.%m.%Y}")
