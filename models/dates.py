"""Dates as people print them: text to `date`, or None.

Written with figures in any usual order, or with the month's name in many languages. `03/04/2024` is read both ways;
the day first unless the caller knows better. Dotted dates are day first everywhere. Years run from 1990 to 2100.

Source: ISO 8601; month names of Unicode CLDR.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from models.month_names import is_date_word, months_named

FIRST_YEAR, LAST_YEAR = 1990, 2100

_LONGEST_TEXT = 60
_SAME = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘`´", "'") | {"年": "-", "月": "-", "日": " "})
_CLOCK = re.compile(
    r"(?<=[0-9.])(?:T|\s*,?\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?\s?(?:[AP]M|Z|Uhr|h)?"
    r"(?:[+-][0-9]{2}:?[0-9]{2})?$",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"([0-9]{1,4})\s?(?P<mark>[./,\s-])\s?([0-9]{1,2})\s?(?P=mark)\s?'?([0-9]{2,4})\.?")
_RANGE = re.compile(r"[0-9]{1,2}\s?-\s?[^\W\d_]+\.?\s[0-9]{1,2}")
"""From a day of one month to one of another, `1 - Aug 31`: no day of the year 31."""
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]")
_MARKS_IN_WORDS = frozenset(".,-/'()ºª")

_Figures = tuple[str, str, str]


def parse_date(text: str, *, day_first: bool | None = None) -> date | None:
    """The likeliest reading of a whole text as a date; None when it is none.

    >>> parse_date("15. 3. 2024"), parse_date("Mar 15, 2024"), parse_date("03/04/24", day_first=False)
    (datetime.date(2024, 3, 15), datetime.date(2024, 3, 15), datetime.date(2024, 3, 4))
    """
    return next(iter(date_readings(text, day_first=day_first)), None)


def date_readings(text: str, *, day_first: bool | None = None) -> tuple[date, ...]:
    """Every reading of a whole text as a date, the likeliest first; empty when there is none.

    `day_first` settles the order of day and month where it is open.

    >>> date_readings("03/04/2024")
    (datetime.date(2024, 4, 3), datetime.date(2024, 3, 4))
    """
    if len(text) > _LONGEST_TEXT:
        return ()
    text = unicodedata.normalize("NFKC", text.translate(_SAME)).strip(" \t\n:;,")
    text = _CLOCK.sub("", text).strip()
    readings = _of_figures(text, day_first) if text[:1].isdigit() else iter(())
    return tuple(dict.fromkeys((*readings, *_of_words(text))))


def _of_figures(text: str, day_first: bool | None) -> Iterator[date]:
    if compact := _COMPACT.fullmatch(text):
        yield from _days(compact[1], compact[2], compact[3])
    elif figures := _FIGURES.fullmatch(text):
        mark = figures["mark"]
        for year, month, day in _orders((figures[1], figures[3], figures[4]), mark, day_first):
            yield from _days(year, month, day)


def _orders(figures: _Figures, mark: str, day_first: bool | None) -> Iterator[_Figures]:
    """The possible (year, month, day), the likeliest first."""
    first, second, third = figures
    if len(first) >= 3:
        yield first, second, third
        return
    if len(third) == 2 and mark in ", ":
        return
    if day_first is not False:
        yield third, second, first
    if day_first is not True and (mark != "." or int(second) > 12 or day_first is False):
        yield third, first, second
    if len(third) == 2 and mark == "-":
        yield first, second, third


def _of_words(text: str) -> Iterator[date]:
    """Dates with a month's name: one name, a day, a year, and only words that may stand between them."""
    tokens = _TOKENS.findall(text)
    figures = [token for token in tokens if token.isdecimal()]
    words = [token for token in tokens if token[0].isalpha()]
    marks = set(tokens) - set(figures) - set(words)
    if len(figures) != 2 or not words or not marks <= _MARKS_IN_WORDS or _RANGE.fullmatch(text):
        return
    for index, word in enumerate(words):
        others = words[:index] + words[index + 1 :]
        if (months := months_named(word)) and all(map(is_date_word, others)):
            yield from _named(months, figures[0], figures[1])


def _named(months: tuple[int, ...], first: str, second: str) -> Iterator[date]:
    day, year = (second, first) if len(first) == 4 or int(first) > 31 else (first, second)
    for month in months:
        yield from _days(year, str(month), day)


def _days(year: str, month: str, day: str) -> Iterator[date]:
    """The day, if there is such a day in a year that an invoice can have."""
    full_year = _full_year(year)
    if full_year is None or max(len(month), len(day)) > 2:
        return
    try:
        yield date(full_year, int(month), int(day))
    except ValueError:
        return


def _full_year(year: str) -> int | None:
    """Two figures are of this century, but 90 to 99 of the last one."""
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= 90 else 2000
        return number if number < 2070 else None
    return number if len(year) == 4 and FIRST_YEAR <= number <= LAST_YEAR else None
