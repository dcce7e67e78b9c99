"""The names of months in the languages of invoices, and the small words that stand in written dates.

Names come from Unicode CLDR through Babel: wide and abbreviated, as they stand alone and within a date. Accents are
optional, and any beginning of three letters or more that fits one month only is that month. A few names differ between
neighbours (`listopada` is October in Croatian, November in Polish): those give several months.
"""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from itertools import product

from babel.core import Locale

LANGUAGES = (
    *("en", "de", "fr", "it", "es", "nl", "pt", "pl", "cs", "sk", "sl", "hr", "hu", "sv", "da", "fi", "lt", "lv"),
    *("et", "ro", "nb", "ca", "tr", "bg", "el", "is", "sr_Latn", "id", "ms", "uk"),
)

_CONTEXTS = ("format", "stand-alone")
_WIDTHS = ("wide", "abbreviated")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ORDINALS = {"st", "nd", "rd", "th", "er", "re", "eme", "e", "o", "a", "os", "oji", "ste", "de"}
_SMALL_WORDS = {
    *("of", "the", "on", "de", "del", "d", "den", "der", "am", "le", "il", "el", "la", "di", "dne", "dnia", "dana"),
    *("m", "g", "r", "gada", "gads", "godine", "leta", "roku", "rok", "ev", "kl", "год", "года", "г", "р", "року"),
}
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "ı": "i", "º": "o", "ª": "a", "ß": "ss"})


def fold(word: str) -> str:
    """Lower case without accents.

    >>> fold("Września"), fold("FÉVR")
    ('wrzesnia', 'fevr')
    """
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    return "".join(char for char in folded if not unicodedata.combining(char))


@lru_cache(maxsize=4096)
def months_named(word: str) -> tuple[int, ...]:
    """The months 1..12 that a word may name, the one of most languages first; empty when it names none.

    >>> months_named("Sept"), months_named("listopada"), months_named("marec"), months_named("May be")
    ((9,), (11, 10), (3,), ())
    """
    key = fold(word)
    exact = _names().get(key)
    return exact or (_beginning(key) if len(key) >= 3 else ())


def month_in(word: str, language: str) -> int | None:
    """The month that a word names in one language; None when it names none there, or the language is not known.

    >>> month_in("listopada", "hr"), month_in("listopada", "pl"), month_in("listopada", "de")
    (10, 11, None)
    """
    return _names_in(language).get(fold(word)) if language in LANGUAGES else None


@cache
def _names_in(language: str) -> dict[str, int]:
    return {name: month for month, name in _month_names(language) if name}


def is_date_word(word: str) -> bool:
    """Whether a word may stand in a date without changing it: an ordinal's ending, a day of the week, `of`."""
    return fold(word) in _filling_words()


def _beginning(key: str) -> tuple[int, ...]:
    months = {month for name, named in _names().items() if name.startswith(key) for month in named}
    return tuple(months) if len(months) == 1 else ()


@cache
def _names() -> dict[str, tuple[int, ...]]:
    others = {"maerz": 3} | {name: month for month, name in enumerate(_ROMAN, 1)}
    votes: dict[str, Counter[int]] = {name: Counter([month]) for name, month in others.items()}
    for language in LANGUAGES:
        for month, name in {(month, name) for month, name in _month_names(language) if name}:
            votes.setdefault(name, Counter())[month] += 1
    return {name: tuple(month for month, _count in found.most_common()) for name, found in votes.items()}


def _month_names(language: str) -> list[tuple[int, str]]:
    months = Locale.parse(language).months
    sets = (months[context][width] for context, width in product(_CONTEXTS, _WIDTHS))
    return sorted({(month, _last_word(name)) for names in sets for month, name in names.items()})


def _last_word(name: str) -> str:
    """`de març` and `d’abr.` without the preposition and the dot."""
    return fold(name).replace("’", " ").split()[-1].rstrip(".")


@cache
def _filling_words() -> frozenset[str]:
    days = set[str]()
    for language in LANGUAGES:
        contexts = Locale.parse(language).days
        sets = (contexts[context][width] for context, width in product(_CONTEXTS, _WIDTHS))
        written = " ".join(name for names in sets for name in names.values())
        days.update(re.findall(r"[^\W\d_]+", fold(written)))
    return frozenset(days | _ORDINALS | _SMALL_WORDS)
