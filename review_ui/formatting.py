"""How values look on screen, in the forms of the spoken language: amounts, dates, times, sizes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from babel import dates
from babel.numbers import format_decimal
from babel.numbers import format_percent as localised_percent
from babel.units import format_unit

from review_ui.languages.speech import locale

KIBIBYTE = 1024
SMALL = 0.01


def format_amount(amount: Decimal, currency: str | None = None) -> str:
    """Grouped thousands and at least two decimals; the currency behind it.

    >>> format_amount(Decimal("1234.5"), "EUR")
    '1,234.50 EUR'
    """
    exponent = amount.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    text = format_decimal(amount, f"#,##0.{'0' * places}", locale())
    return f"{text} {currency}" if currency else text


def format_date(day: date) -> str:
    """As written in a list of the language; in English the month in letters, which nobody takes for a day.

    >>> format_date(date(2026, 3, 9))
    '9 Mar 2026'
    """
    return dates.format_date(day, "medium", locale())


def format_time(moment: datetime) -> str:
    """UTC, for a screen that has no script to turn it into local time.

    >>> format_time(datetime(2026, 3, 9, 14, 5, tzinfo=UTC))
    '9 Mar 2026, 14:05 UTC'
    """
    utc = moment.astimezone(UTC)
    return f"{format_date(utc.date())}, {dates.format_time(utc, 'short', locale=locale())} UTC"


def format_ago(span: timedelta) -> str:
    """How long ago something was, in the largest unit that is full.

    >>> format_ago(timedelta(seconds=12)), format_ago(timedelta(minutes=200)), format_ago(timedelta(days=1))
    ('12 seconds ago', '3 hours ago', '1 day ago')
    """
    seconds = int(span.total_seconds())
    unit = next((size for size in (86400, 3600, 60) if seconds >= size), 1)
    whole = timedelta(seconds=seconds // unit * unit)
    return dates.format_timedelta(-whole or -timedelta.resolution, threshold=1, add_direction=True, locale=locale())


def format_size(size: int) -> str:
    """Whole kilobytes or megabytes.

    >>> format_size(53_477_376)
    '51 MB'
    """
    if size < KIBIBYTE * KIBIBYTE:
        return format_unit(max(1, round(size / KIBIBYTE)), "kilobyte", "short", locale=locale())
    return format_unit(round(size / KIBIBYTE / KIBIBYTE), "megabyte", "short", locale=locale())


def format_percent(share: float) -> str:
    """Whole percent; never 100 for what is not certain.

    >>> format_percent(0.998)
    '99%'
    """
    return localised_percent(int(share * 100) / 100, locale=locale())


def format_share(share: float) -> str:
    """A share with one decimal, two where it is below a hundredth.

    >>> format_share(0.9731), format_share(0.00213)
    ('97.3%', '0.21%')
    """
    form = "#,##0.0%" if share >= SMALL or share == 0 else "#,##0.00%"
    return localised_percent(share, form, locale=locale())


def format_month(day: date) -> str:
    """The month of a day, short.

    >>> format_month(date(2026, 3, 9))
    'Mar 2026'
    """
    return dates.format_skeleton("yMMM", day, locale=locale())
