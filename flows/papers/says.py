"""What an issuer calls things: one wording of each label, chosen once for all its documents.

`wording/*.toml` has several for each language; those after "!" are for held-out documents only.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

LANGUAGES = (
    *("sl", "hr", "de", "it", "hu", "en", "fr", "es", "pl", "cs", "sk"),
    *("nl", "pt", "ro", "sv", "da", "nb", "fi", "lt", "lv", "et"),
)
_SHARE_OF_RESERVED = 0.35
_TAX_OF_OTHERS = {"US": ("VAT", "Sales Tax"), "CH-de": ("USt", "MWST")}


class Wording:
    """The words of one issuer, known by its `seed`. A country may call the tax otherwise than its language does."""

    def __init__(self, language: str, country: str, seed: str, *, held_out: bool) -> None:
        self.language, self.held_out = language, held_out
        self._words = _load(language)
        self._seed, self._chosen = seed, dict[str, str]()
        self._renamed = _TAX_OF_OTHERS.get(country) or _TAX_OF_OTHERS.get(f"{country}-{language}")

    def label(self, key: str) -> str:
        """The issuer's own word for a thing, always the same."""
        if key not in self._chosen:
            self._chosen[key] = self._renaming(self._choose(key, self._chance(key)))
        return self._chosen[key]

    def sentence(self, key: str, random: Random, **parts: str) -> str:
        """One of the sentences of that kind, with its parts filled in."""
        return self._renaming(self._choose(key, random)).format(**parts)

    def raw(self, key: str, random: Random) -> str:
        """One of the sentences of that kind with its parts still open."""
        return self._renaming(self._choose(key, random))

    def some(self, key: str, random: Random, count: int) -> list[str]:
        """Several different sentences."""
        said = _allowed(self._words[key], held_out=True)
        return [self._renaming(text) for text in random.sample(said, min(count, len(said)))]

    def every(self, key: str) -> list[str]:
        return [self._renaming(text) for text in _allowed(self._words[key], held_out=True)]

    def unit(self, kind: str) -> str:
        """The issuer's abbreviation of a unit."""
        key = f"unit/{kind}"
        if key not in self._chosen:
            self._chosen[key] = str(self._chance(key).choice(self._words["units"][kind]))
        return self._chosen[key]

    @property
    def goods(self) -> list[tuple[str, str, float]]:
        """What is sold: description, kind of unit, price in the currency of the language's country."""
        return [tuple(good) for good in self._words["goods"]]

    def _chance(self, key: str) -> Random:
        """The same for the same issuer and key, in whatever order labels are asked for."""
        return Random(f"{self._seed}/{key}")

    def _choose(self, key: str, random: Random) -> str:
        variants: list[str] = self._words[key]
        reserved = [text[1:] for text in variants if text.startswith("!")]
        if self.held_out and reserved and random.random() < _SHARE_OF_RESERVED:
            return random.choice(reserved)
        return random.choice(_allowed(variants, held_out=False))

    def _renaming(self, text: str) -> str:
        return text.replace(*self._renamed) if self._renamed else text


def _allowed(variants: Sequence[str], *, held_out: bool) -> list[str]:
    return [text.removeprefix("!") for text in variants if held_out or not text.startswith("!")]


@cache
def _load(language: str) -> dict[str, Any]:
    return tomllib.loads(files("flows.papers").joinpath(f"wording/{language}.toml").read_text("utf-8"))
