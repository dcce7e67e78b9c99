"""A range of days parted into the columns of a chart: days, weeks or months, as many as can be seen apart."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from storage.tallies import DayTally

DAYS, WEEKS = 31, 26 * 7
MOST_MONTHS = 120


def columns(since: date, until: date) -> list[date]:
    """The first day of each column, none left out.

    >>> len(columns(date(2026, 1, 1), date(2026, 1, 31))), columns(date(2026, 1, 1), date(2026, 12, 31))[:2]
    (31, [datetime.date(2026, 1, 1), datetime.date(2026, 2, 1)])
    """
    starts = dict.fromkeys(begin(day, since, until) for day in every_day(since, until))
    return list(starts)[-MOST_MONTHS:]


def begin(day: date, since: date, until: date) -> date:
    """The first day of the column that a day falls in."""
    span = (until - since).days + 1
    if span <= DAYS:
        return day
    return day - timedelta(days=day.weekday()) if span <= WEEKS else day.replace(day=1)


def every_day(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=number) for number in range((until - since).days + 1))


def gather(found: Iterable[DayTally], since: date, until: date) -> Mapping[date, Mapping[str, int]]:
    """How many of each name fall in each column."""
    gathered: dict[date, dict[str, int]] = {start: {} for start in columns(since, until)}
    for one in found:
        column = gathered.get(begin(one.day, since, until))
        if column is not None:
            column[one.tally.name] = column.get(one.tally.name, 0) + one.tally.count
    return gathered
