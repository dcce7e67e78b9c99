"""The words of generated blocks, by language: names and places from Faker, trades and labels from our own lists.

Every word belongs either to training or to the held-out set, by a checksum of its letters, so that the gain is
measured on names that the pipeline has never seen.
"""

import tomllib
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from faker import Faker

LOCALES: Mapping[str, tuple[str, ...]] = {
    "en": ("en_US", "en_GB", "en_IN", "en_AU"),
    "de": ("de_DE", "de_AT", "de_CH"),
    "fr": ("fr_FR",),
    "it": ("it_IT",),
    "es": ("es_ES",),
    "nl": ("nl_NL",),
    "pt": ("pt_PT",),
    "pl": ("pl_PL",),
    "cs": ("cs_CZ",),
    "sk": ("sk_SK",),
    "sl": ("sl_SI",),
    "hr": ("hr_HR",),
    "hu": ("hu_HU",),
    "sv": ("sv_SE",),
    "da": ("da_DK",),
    "no": ("no_NO",),
    "fi": ("fi_FI",),
    "et": ("et_EE",),
    "lv": ("lv_LV",),
    "lt": ("lt_LT",),
    "ro": ("ro_RO",),
    "tr": ("tr_TR",),
    "ms": ("id_ID",),
}
_OWN_STREETS = {"et": "{} tn", "lv": "{} iela", "lt": "{} g.", "tr": "{} Cad.", "ms": "Jalan {}"}
_OWN_PLACES = {
    "et": ("Tallinn", "Tartu", "Narva", "Pärnu", "Viljandi", "Rakvere"),
    "lv": ("Rīga", "Liepāja", "Jelgava", "Valmiera", "Ventspils", "Cēsis"),
    "lt": ("Vilnius", "Kaunas", "Klaipėda", "Šiauliai", "Alytus", "Utena"),
    "tr": ("Ankara", "İstanbul", "İzmir", "Bursa", "Adana", "Konya"),
    "ms": ("Kuala Lumpur", "Johor Bahru", "Petaling Jaya", "Ipoh", "Shah Alam", "Melaka"),
}
_SAMPLES = 260
_LABEL_FILES = ("parties", "titles", "totals", "numbers", "dates", "identifiers")


@dataclass(frozen=True, slots=True)
class Words:
    """What blocks of one language are made of.

    `fillers` are any words, which make rows and remarks; `labels` are lower case without accents, by meaning.
    """

    language: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    places: tuple[str, ...]
    streets: tuple[str, ...]
    postcodes: tuple[str, ...]
    legal: tuple[str, ...]
    trades: tuple[str, ...]
    products: tuple[str, ...]
    sentences: tuple[str, ...]
    fillers: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]


def is_held_out(word: str) -> bool:
    """Whether a word is kept from training; about one in four is."""
    return zlib.crc32(word.casefold().encode()) % 4 == 0


@cache
def load_words(language: str, *, held_out: bool) -> Words:
    """The words of one language; the same at every call."""
    fakers = [Faker(locale) for locale in LOCALES[language]]
    for faker in fakers:
        faker.seed_instance(language)
    own = {table: tuple(by_language[language]) for table, by_language in _own_words().items()}
    last_names = _sample([faker.last_name for faker in fakers], held_out=held_out)
    return Words(
        language=language,
        first_names=_sample([faker.first_name for faker in fakers], held_out=held_out),
        last_names=last_names,
        places=_OWN_PLACES.get(language) or _sample([_cities_of(faker) for faker in fakers], held_out=held_out),
        streets=_streets(language, last_names)
        or _sample([faker.street_address for faker in fakers], held_out=held_out),
        postcodes=tuple(dict.fromkeys(faker.postcode() for faker in fakers for _ in range(60))),
        legal=own["legal"],
        trades=_split(own["trades"], held_out=held_out),
        products=_split(own["products"], held_out=held_out),
        sentences=own["sentences"],
        fillers=_sample([faker.word for faker in fakers], held_out=held_out),
        labels=_labels(language),
    )


def _cities_of(faker: Faker) -> Callable[[], str]:
    """The cities of a faker; Italian ones come from a set, whose order changes from run to run, and are sorted."""
    listed = [
        provider.cities for provider in faker.get_providers() if isinstance(getattr(provider, "cities", None), list)
    ]
    if not listed:
        return faker.city
    cities = sorted(listed[0])
    return lambda: str(faker.random_element(cities))


def _sample(sources: list[Callable[[], str]], *, held_out: bool) -> tuple[str, ...]:
    words = (" ".join(source().split()) for source in sources for _ in range(_SAMPLES))
    return _split(dict.fromkeys(words), held_out=held_out)


def _split(words: Iterable[str], *, held_out: bool) -> tuple[str, ...]:
    everything = tuple(words)
    return tuple(word for word in everything if is_held_out(word) is held_out) or everything


def _streets(language: str, names: tuple[str, ...]) -> tuple[str, ...]:
    form = _OWN_STREETS.get(language)
    return tuple(f"{form.format(name)} {len(name) * 7 % 90 + 1}" for name in names) if form else ()


@cache
def _own_words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("extractors.parties").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _labels(language: str) -> Mapping[str, tuple[str, ...]]:
    tables: dict[str, tuple[str, ...]] = {}
    for name in _LABEL_FILES:
        lexicon = tomllib.loads(files("extractors.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        for meaning, phrases in lexicon.items():
            found = phrases.get(language) or phrases["en"]
            tables[meaning] = tuple(sorted(phrase.replace("#", "no") for phrase in found))
    return tables
