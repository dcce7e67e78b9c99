"""How an issuer writes numbers, amounts, rates and dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, Literal

from babel.dates import format_date

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "HUF": "Ft", "CZK": "Kč", "PLN": "zł", "RON": "lei"}
SIGNS |= dict.fromkeys(("SEK", "NOK", "DKK"), "kr")
_BLANKS = ("\u00a0", " ", "\u202f")
_SIGN_FIRST = {"en", "nl"}

Money = Literal["bare", "sign", "code"]


@dataclass(frozen=True, slots=True)
class Forms:
    """Marks of numbers, the pattern of dates, and where the currency stands."""

    language: str
    group: str
    point: str
    day_pattern: str
    currency: str
    money_style: Money
    sign_first: bool
    minor: int

    def number(self, value: Decimal, places: int) -> str:
        plain = f"{value:,.{places}f}".replace("-", "-")
        return plain.replace(",", "\0").replace(".", self.point).replace("\0", self.group)

    def amount(self, value: Decimal) -> str:
        """An amount without its currency."""
        return self.number(value, self.minor)

    def money(self, value: Decimal, style: Money | None = None) -> str:
        """An amount as the issuer writes it in its totals."""
        style = style or self.money_style
        amount = self.amount(value)
        if style == "bare":
            return amount
        sign = self.currency if style == "code" else SIGNS.get(self.currency, self.currency)
        if self.sign_first:
            return f"{sign}{amount}" if style == "sign" and len(sign) == 1 else f"{sign} {amount}"
        return f"{amount} {sign}"

    def price(self, value: Decimal) -> str:
        """A price with as many decimals as it needs, never fewer than amounts have."""
        return self.number(value, max(self.minor, _decimals(value)))

    def quantity(self, value: Decimal, places: int = 0) -> str:
        return self.number(value, max(places, _decimals(value)))

    def rate(self, value: Decimal) -> str:
        return self.number(value, _decimals(value))

    def day(self, value: date) -> str:
        return _written(value, self.day_pattern, self.language)


def choose_forms(random: Random, language: str, country: dict[str, Any], currency: str, *, thin: bool) -> Forms:
    """One of the ways in which sellers of a country write; `thin` blanks are not in every typeface."""
    marks = random.choice(country["marks"])
    group = marks[:-1]
    return Forms(
        language=language,
        group=random.choice(_BLANKS if thin else _BLANKS[:2]) if group == " " else group,
        point=marks[-1],
        day_pattern=random.choice(country["dates"]),
        currency=currency,
        money_style=random.choice(("bare", "sign", "sign", "code")),
        sign_first=language in _SIGN_FIRST or random.random() < 0.15,
        minor=0 if currency == "HUF" else 2,
    )


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@cache
def _written(day: date, pattern: str, language: str) -> str:
    return str(format_date(day, pattern, locale=language))
