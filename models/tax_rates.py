"""The VAT rates that a country's sellers have printed since 2005, in percent; 0 is everywhere.

Past rates stay: old invoices arrive late. A rate that is not here is a finding, for rates change and exceptions exist.

Source: European Commission, VAT rates applied in the member states; the tax offices of GB, CH, NO, IS.
"""

from decimal import Decimal

_RATES = {
    "AT": "20 13 10 19 5 4.9",
    "BE": "21 12 6",
    "BG": "20 9 7",
    "CH": "8.1 2.6 3.8 7.7 2.5 3.7 8 2.4 3.6 7.6",
    "CY": "19 9 5 3 18 17 15 8",
    "CZ": "21 15 12 10 20 14 19 9 5",
    "DE": "19 7 16 5",
    "DK": "25",
    "EE": "24 22 20 13 9 5 18",
    "ES": "21 10 4 5 2 7.5 18 8 16 7 0.62 3 6.5 9.5 13.5 15 20",
    "FI": "25.5 24 14 13.5 10 23 13 9 22 17 8 12",
    "FR": "20 10 5.5 2.1 8.5 19.6 7 13 0.9 1.05 1.75",
    "GB": "20 5 12.5 17.5 15",
    "GR": "24 13 6 17 9 4 23 16 19 21 11 10 5 6.5",
    "HR": "25 13 5 23 22 10",
    "HU": "27 18 5 25 20 15",
    "IE": "23 13.5 9 4.8 21 21.5",
    "IS": "24 11 25.5 7 24.5 14",
    "IT": "22 10 5 4 21 20",
    "LT": "21 9 5 12 19 18",
    "LU": "17 14 8 3 16 13 7 15 12 6",
    "LV": "21 12 5 22 10 18",
    "MC": "20 10 5.5 2.1 19.6 7",
    "MT": "18 12 7 5",
    "NL": "21 9 6 19",
    "NO": "25 15 12 11.11 14 13 10 8 24 11",
    "PL": "23 8 5 22 7 3 4 6",
    "PT": "23 13 6 22 12 5 16 9 4 18 15 10 30 21 20 14 8",
    "RO": "21 19 11 9 5 24 20",
    "SE": "25 12 6",
    "SI": "22 9.5 5 20 8.5 8",
    "SK": "23 20 19 10 5 6",
}
TAX_RATES: dict[str, frozenset[Decimal]] = {
    country: frozenset(map(Decimal, ("0", *rates.split()))) for country, rates in _RATES.items()
}


def is_known_rate(rate: Decimal, country: str) -> bool | None:
    """Whether sellers of a country (ISO 3166-1 alpha-2) print this rate; None when its rates are not known here.

    >>> is_known_rate(Decimal("9.50"), "SI"), is_known_rate(Decimal(17), "SI"), is_known_rate(Decimal(17), "BR")
    (True, False, None)
    """
    rates = TAX_RATES.get(country.upper())
    return None if rates is None else rate in rates
