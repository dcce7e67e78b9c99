"""How values look on screen: amounts with grouped thousands, dates with the month in letters, times for a machine."""

from datetime import date, datetime, timedelta
from decimal import Decimal

KIBIBYTE = 1024
MINUTE, HOUR, DAY = 60, 3600, 86400  # seconds


def format_amount(amount: Decimal, currency: str | None = None) -> str:
    """Grouped thousands and at least two decimals; the currency behind it.

    >>> format_amount(Decimal("1234.5"), "EUR")
    '1,234.50 EUR'
    """
    exponent = amount.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    text = f"{amount:,.{places}f}"
    return f"{text} {currency}" if currency else text


def format_date(day: date) -> str:
    """The month in letters, which nobody takes for a day.

    >>> format_date(date(2026, 3, 9))
    '9 Mar 2026'
    """
    return f"{day.day} {day:%b %Y}"


def format_time(moment: datetime) -> str:
    """UTC, for a screen that has no script to turn it into local time."""
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


def format_span(span: timedelta) -> str:
    """In the largest unit that is full.

    >>> format_span(timedelta(seconds=12)), format_span(timedelta(minutes=200)), format_span(timedelta(days=1))
    ('12 s', '3 h', '1 day')
    """
    seconds = int(span.total_seconds())
    if seconds < MINUTE:
        return f"{seconds} s"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    days = seconds // DAY
    return f"{seconds // HOUR} h" if not days else f"{days} day{'s' if days > 1 else ''}"


def format_size(size: int) -> str:
    """Whole kilobytes or megabytes.

    >>> format_size(53_477_376)
    '51 MB'
    """
    if size < KIBIBYTE * KIBIBYTE:
        return f"{max(1, round(size / KIBIBYTE))} kB"
    return f"{size / KIBIBYTE / KIBIBYTE:.0f} MB"


def format_percent(share: float) -> str:
    """Whole percent; never 100 for what is not certain.

    >>> format_percent(0.998)
    '99 %'
    """
    return f"{int(share * 100)} %"
