"""Lines of postal addresses, contacts and countries: what stands around a name and is none."""

import re
from functools import cache

from babel import Locale

from extractors.fields.legal_forms import has_legal_form, load_table
from extractors.fields.phrases import fold

_CONTACT = re.compile(
    r"@|www\.|https?:|\+\d{2}|\b(?:tel|fax|phone)\b(?=.*\d|\W*$)|\(\d{2,5}\)\s?\d|\d{3}[-.]\d{3}[-.]\d{4}",
    re.IGNORECASE,
)
_SITE = re.compile(r"(\S*)\.(?:com|net|org|de|fr|nl|si|cz|sk|pl|it|es|eu|co\.uk)(?:\b|/)(\S*)", re.IGNORECASE)
_POSTAL = re.compile(
    r"\b(?:[A-Z]{1,2}[- ])?\d{4,5}\s+[^\W\d_]{2,}|\b\d{4}\s?[A-Z]{2}\b\s+\w|\b\d{2}-\d{3}\b|\b\d{3}\s\d{2}\s+[^\W\d_]"
    r"|\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b\d{4}-\d{3}\b|[^\W\d_]{3,},?\s+\d{4,6}\b"
    r"|\b\d{5}[,.]?\s*[A-Z]"
)
_HOUSE_NUMBER = re.compile(r"[^\d]{3,40}\s\d{1,4}\s?[a-zA-Z]?(?:[/-]\d{1,4}[a-zA-Z]?)?(?:,.*)?")
_UNIT = re.compile(
    r"\b(?:flat|apt|apartment|unit|suite|level|floor|piso|puerta|appartamento|interno|scala|appt|appartement|apto)\.?\s#?\d"
    r"|\b(?:lot|blk|block)\s(?:p\.?t\.?\s)?\d",
    re.IGNORECASE,
)
"""A dwelling within a house, or a plot of land: `Flat 75`, `Piso 7`, `Lot 12`."""
_LONGEST_STREET = 60
_LANGUAGES = [
    "en",
    "de",
    "fr",
    "it",
    "es",
    "nl",
    "pt",
    "pl",
    "cs",
    "sk",
    "sl",
    "hr",
    "hu",
    "sv",
    "da",
    "nb",
    "fi",
    "lt",
    "lv",
    "et",
    "ro",
]


def is_address(text: str) -> bool:
    """Whether a line is part of a postal address.

    >>> is_address("Hofstraße 12"), is_address("1000 Ljubljana"), is_address("Flat 75 Bradley Harbor")
    (True, True, True)
    >>> is_address("Birkhain Trading AG")
    False
    """
    if has_legal_form(text) and not _POSTAL.search(text):
        return False
    house = len(text) < _LONGEST_STREET and _HOUSE_NUMBER.fullmatch(text)
    return bool(_POSTAL.search(text) or _UNIT.search(text) or house or has_street_word(text))


def has_postal_code(text: str) -> bool:
    return bool(_POSTAL.search(text))


def is_contact(text: str) -> bool:
    """Whether a line tells how to reach somebody; a site that is written as a name, and by itself, is one.

    >>> is_contact("info@acme.com"), is_contact("acme.com"), is_contact("Booking.com B.V."), is_contact("ACME.COM")
    (True, True, False, False)
    """
    if _CONTACT.search(text):
        return True
    site = _SITE.search(text)
    named = site and (site[1][:1].isupper() or site[1][:1].isdigit()) and not (site[2].strip(",.") or ":" in text)
    return bool(site) and not (named or has_legal_form(text))


def is_country(text: str) -> bool:
    """Whether the text is no more than the name of a country, in any of our languages."""
    return fold(text) in _countries()


def has_street_word(text: str) -> bool:
    """Whether a text with figures holds a word for street, as in `Far Hills Ave 4`."""
    words = re.findall(r"[^\W\d_]+", text)
    if not any(char.isdigit() for char in text):
        return False
    ends, alone = _street_words()
    folded = [fold(word) for word in words]
    return any(word in alone or (len(word) > 5 and word.endswith(ends)) for word in folded)


@cache
def _street_words() -> tuple[tuple[str, ...], frozenset[str]]:
    table = load_table("street_words")
    return tuple(table["ends"]), frozenset(table["words"])


@cache
def _countries() -> frozenset[str]:
    names = (name for language in _LANGUAGES for name in Locale.parse(language).territories.values())
    return frozenset(fold(name) for name in names) | {"usa", "uk", "eu"}
