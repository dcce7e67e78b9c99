"""The lexicon of labels: what the words beside a value mean, in many languages.

Phrases are kept folded (no diacritics, lower case, letters and digits only, no spaces), so that `N° TVA`, `N TVA` and a
glued `n°tva` are one. `#` in a phrase stands for the words for "number" of its language. One phrase may have several
meanings and belong to several languages.
"""

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

SHORTEST_FUZZY = 6
ANY_LANGUAGE = "xx"
"""The language of abbreviations that all use, such as `IBAN`."""

_FAMILIES = ("totals", "dates", "numbers", "identifiers", "parties", "titles")
_SPECIAL = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A folded phrase with its meanings (such as `due_date`) and languages."""

    text: str
    meanings: frozenset[str]
    languages: frozenset[str]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The phrases of one family by their folded text."""

    family: str
    phrases: Mapping[str, Phrase]

    @cached_property
    def by_shape(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """The longer phrases by first letter and length, for search with tolerance."""
        shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
        for text in self.phrases:
            if len(text) >= SHORTEST_FUZZY:
                shapes[text[0], len(text)].append(text)
        return shapes

    def nearest(self, text: str) -> Phrase | None:
        """The phrase that differs by one letter, or by two when it is long."""
        allowed = 1 if len(text) < 11 else 2
        near = [t for n in range(-allowed, allowed + 1) for t in self.by_shape.get((text[0], len(text) + n), ())]
        found = extractOne(text, near, scorer=Levenshtein.distance, score_cutoff=allowed)
        return self.phrases[found[0]] if found else None


def fold(text: str) -> str:
    """Letters and digits only, lower case, without diacritics.

    >>> fold("Št. računa"), fold("N° TVA")
    ('stracuna', 'ntva')
    """
    return "".join(fold_char(char) for char in text)


@cache
def fold_char(char: str) -> str:
    """What is left of one character; empty for marks and spaces."""
    lowered = char.casefold().translate(_SPECIAL)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if c.isalnum() or c in "#%")


@cache
def load_lexicon(family: str) -> Lexicon:
    """The phrases of one family (`totals`, `dates`, ...), by their folded text."""
    meanings: dict[str, set[str]] = defaultdict(set)
    languages: dict[str, set[str]] = defaultdict(set)
    for meaning, language, phrase in _entries(family):
        meanings[phrase].add(meaning)
        languages[phrase].add(language)
    return Lexicon(family, {t: Phrase(t, frozenset(meanings[t]), frozenset(languages[t])) for t in meanings})


@cache
def load_lexicons() -> tuple[Lexicon, ...]:
    return tuple(load_lexicon(family) for family in _FAMILIES)


@cache
def load_words(name: str) -> frozenset[str]:
    """The folded words of a plain list of the lexicon, such as `common_words`."""
    text = files("extractors.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return frozenset(fold(word) for word in str(tomllib.loads(text)["words"]).split())


@cache
def load_table_words(name: str) -> frozenset[str]:
    """Every word of a table of the lexicon that lists words by language, as written there."""
    return frozenset(word for words in _read(name).values() for word in words)


@cache
def load_meanings(name: str, meaning: str) -> frozenset[str]:
    """The folded phrases of one meaning of a table of the lexicon, in all languages."""
    return frozenset(fold(phrase) for phrases in _read(name)[meaning].values() for phrase in phrases)


def _entries(family: str) -> Iterator[tuple[str, str, str]]:
    for meaning, by_language in _read(family).items():
        for language, phrases in by_language.items():
            for phrase in phrases:
                for spelled in _spell_numbers(phrase, language):
                    yield meaning, language, fold(spelled)


def _spell_numbers(phrase: str, language: str) -> Iterator[str]:
    if "#" not in phrase:
        yield phrase
        return
    for word in _read("number_words")[language]:
        yield phrase.replace("#", word)


@cache
def _read(family: str) -> dict[str, dict[str, list[str]]]:
    text = files("extractors.lexicon").joinpath(f"{family}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
