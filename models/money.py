"""Exact money: rounding, tolerances of paper invoices, minor units, and what currency signs may mean.

Amounts are `Decimal`, never float. A sign such as `kr` or `$` stands for several currencies; which one is meant is
decided by whoever knows the country, so the table gives them all, the likeliest first.

Source: ISO 4217 (minor units); Unicode CLDR through Babel.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.core import get_global
from babel.numbers import get_currency_precision, list_currencies

CENT = Decimal("0.01")

CURRENCY_SIGNS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD"),
    "US$": ("USD",),
    "A$": ("AUD",),
    "AU$": ("AUD",),
    "C$": ("CAD",),
    "CA$": ("CAD",),
    "NZ$": ("NZD",),
    "S$": ("SGD",),
    "HK$": ("HKD",),
    "R$": ("BRL",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₺": ("TRY",),
    "₽": ("RUB",),
    "₴": ("UAH",),
    "₩": ("KRW",),
    "₪": ("ILS",),
    "฿": ("THB",),
    "₫": ("VND",),
    "₱": ("PHP",),
    "₦": ("NGN",),
    "Rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "Rs.": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "RM": ("MYR",),
    "Rp": ("IDR",),
    "R": ("ZAR",),
    "Kč": ("CZK",),
    "Kc": ("CZK",),
    "zł": ("PLN",),
    "zl": ("PLN",),
    "Ft": ("HUF",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "kr.": ("DKK", "SEK", "NOK", "ISK"),
    "SFr.": ("CHF",),
    "SFr": ("CHF",),
    "Fr.": ("CHF",),
    "CHF": ("CHF",),
    "lei": ("RON", "MDL"),
    "лв": ("BGN",),
    "лв.": ("BGN",),
    "din.": ("RSD",),
    "KM": ("BAM",),
    "kn": ("HRK",),
    "TL": ("TRY",),
    "Euro": ("EUR",),
    "Euros": ("EUR",),
}

CURRENCY_CODES: frozenset[str] = frozenset(code for code in list_currencies() if code.isascii() and len(code) == 3)
"""Every ISO 4217 code, today's and former ones."""

_WITHOUT_MINOR_UNIT = {
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
    *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
}
_FOLDED_SIGNS = {sign.casefold(): codes for sign, codes in CURRENCY_SIGNS.items()}


def currencies_of(sign: str) -> tuple[str, ...]:
    """The ISO codes that a sign or a code may mean, the likeliest first; empty when it means none.

    >>> currencies_of("kr")[0], currencies_of("eur"), currencies_of("Xy")
    ('SEK', ('EUR',), ())
    """
    sign = sign.strip()
    if sign.upper() in CURRENCY_CODES:
        return (sign.upper(),)
    return CURRENCY_SIGNS.get(sign) or _FOLDED_SIGNS.get(sign.casefold(), ())


def minor_units(currency: str) -> int:
    """Digits after the decimal mark in an amount of this currency, as ISO 4217 has it; 2 for unknown ones.

    >>> minor_units("EUR"), minor_units("JPY"), minor_units("KWD"), minor_units("HUF")
    (2, 0, 3, 2)
    """
    code = currency.upper()
    return 0 if code in _WITHOUT_MINOR_UNIT else max(2, get_currency_precision(code))


def cash_units(currency: str) -> int:
    """The same digits where amounts are those of coins and notes, as CLDR has it: forints have no hundredths there.

    >>> cash_units("HUF"), cash_units("CZK"), cash_units("EUR")
    (0, 0, 2)
    """
    fractions: Mapping[str, tuple[int, int, int, int]] = get_global("currency_fractions")
    digits = minor_units(currency)
    return min(digits, fractions[currency.upper()][2]) if currency.upper() in fractions else digits


def round_half_up(amount: Decimal, digits: int = 2) -> Decimal:
    """The amount to so many digits, halves away from zero, as tax offices do; unchanged when it is too large for that.

    >>> round_half_up(Decimal("2.345")), round_half_up(Decimal("-2.345"))
    (Decimal('2.35'), Decimal('-2.35'))
    """
    try:
        return amount.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return amount


def nearly_equal(one: Decimal, other: Decimal, *, rows: int = 1, unit: Decimal = CENT) -> bool:
    """Whether two amounts differ by no more than one rounded unit per row that was summed.

    >>> nearly_equal(Decimal("10.00"), Decimal("10.01")), nearly_equal(Decimal("10.00"), Decimal("10.02"))
    (True, False)
    """
    return abs(one - other) <= unit * max(1, rows)


def country_currency(country: str) -> str | None:
    """The currency that is tender in a country (ISO 3166-1 alpha-2) today; None when unknown.

    >>> country_currency("SI"), country_currency("CH"), country_currency("??")
    ('EUR', 'CHF', None)
    """
    spans = get_global("territory_currencies").get(country.upper(), ())
    return next((code for code, _start, end, tender in spans if tender and end is None), None)
