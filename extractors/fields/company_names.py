"""What the name of a company or person looks like, and what does not.

A legal form (`d.o.o.`, `GmbH`, `Ltd`) is the surest sign; names have letters, few figures, few words; they are not
labels, addresses, contacts, countries, amounts or sentences.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from babel import Locale

from extractors.fields.phrases import fold, load_words

_MOST_WORDS = 9
_MOST_LETTERS = 70
_SEPARATORS = re.compile(r"\s*(?:[|·•∙●■▪*;]|\s[-–—]\s|\s{3,}|,\s(?=\d)|\t)\s*")
_CONTACT = re.compile(
    r"@|www\.|https?:|\.(?:com|net|org|de|fr|nl|si|cz|sk|pl|it|es|eu|co\.uk)(?:\b|/)|\+\d{2}|\b(?:tel|fax|phone)\b"
    r"|\(\d{2,5}\)\s?\d|\d{3}[-.]\d{3}[-.]\d{4}",
    re.IGNORECASE,
)
_POSTAL = re.compile(
    r"\b(?:[A-Z]{1,2}[- ])?\d{4,5}\s+[^\W\d_]{2,}|\b\d{4}\s?[A-Z]{2}\b\s+\w|\b\d{2}-\d{3}\b|\b\d{3}\s\d{2}\s+[^\W\d_]"
    r"|\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b\d{4}-\d{3}\b|[^\W\d_]{3,},?\s+\d{4,6}\b"
    r"|\b\d{5}[,.]?\s*[A-Z]"
)
_HOUSE_NUMBER = re.compile(r"[^\d]{3,40}\s\d{1,4}\s?[a-zA-Z]?(?:[/-]\d{1,4}[a-zA-Z]?)?(?:,.*)?")
_FORMS_OF_ADDRESS = re.compile(
    r"^(?:Firma|Fa\.|Spett\.?\s?le|Spettabile|M/s\.?|Messrs\.?|An\s(?:die|den)|To:?|Attn:?|c/o"
    r"|For and on behalf of|For)\s+",
    re.IGNORECASE,
)
_REGISTER_REMARK = re.compile(r"\s*\([^()]*\d{4,}[^()]*\)?\s*$")
_LANGUAGES = (
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
)


def has_legal_form(text: str) -> bool:
    """Whether the text holds a legal form.

    >>> has_legal_form("Žaga Kranj d.o.o."), has_legal_form("Acme Ltd."), has_legal_form("thanks as ever")
    (True, True, False)
    """
    return bool(_legal_forms().search(text))


def cut_after_legal_form(text: str) -> str:
    """The text up to its last legal form; all of it when there is none."""
    found = list(_legal_forms().finditer(text))
    return text[: found[-1].end()].strip() if found else text


def is_only_legal_form(text: str) -> bool:
    """Whether a line holds no more than legal forms, as the second line of a long name may.

    >>> is_only_legal_form("SDN BHD"), is_only_legal_form("GmbH & Co. KG"), is_only_legal_form("Maju SDN BHD")
    (True, True, False)
    """
    return has_legal_form(text) and not re.search(r"[^\W\d_]{2,}", _legal_forms().sub("", text))


def is_address(text: str) -> bool:
    """Whether a line is part of a postal address.

    >>> is_address("Hofstraße 12"), is_address("1000 Ljubljana"), is_address("Omnia Trading AG")
    (True, True, False)
    """
    if has_legal_form(text) and not _POSTAL.search(text):
        return False
    return bool(_POSTAL.search(text) or (_HOUSE_NUMBER.fullmatch(text) and len(text) < 60) or _has_street_word(text))


def has_postal_code(text: str) -> bool:
    return bool(_POSTAL.search(text))


def is_contact(text: str) -> bool:
    return bool(_CONTACT.search(text))


def is_country(text: str) -> bool:
    """Whether the text is no more than the name of a country, in any of our languages."""
    return fold(text) in _countries()


def looks_like_name(text: str) -> bool:
    """Whether a text may be the name of a party.

    >>> [looks_like_name(t) for t in ("Omnia Trading AG", "Hofstraße 12", "info@x.de", "Germany", "12.50")]
    [True, False, False, False, False]
    """
    if not _begins_as_name(text) or is_common(text):
        return False
    letters = sum(char.isalpha() for char in text)
    digits = sum(char.isdigit() for char in text)
    if letters < 3 or digits > letters / 2 or len(text) > _MOST_LETTERS or len(text.split()) > _MOST_WORDS:
        return False
    if ":" in text or text.rstrip(" .")[-1:] in {"!", "?"}:
        return False
    return not (is_contact(text) or is_address(text) or is_country(text))


def is_common(text: str) -> bool:
    """Whether the text is made of words that stand on invoices and are nobody's name.

    >>> is_common("Description"), is_common("Net amount"), is_common("Zagar")
    (True, True, False)
    """
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
    return bool(words) and all(word in load_words("common_words") for word in words)


def _begins_as_name(text: str) -> bool:
    """With a capital or a figure; with a small letter only when a capital follows, as in `de Lattre`."""
    words = text.split()
    if not words or not words[0][0].isalnum():
        return False
    return (
        not words[0][0].islower() or any(word[0].isupper() for word in words[1:]) or any(c.isupper() for c in words[0])
    )


def strip_edges(text: str) -> str:
    """The name without marks around it; the dot of a legal form stays.

    >>> strip_edges("Firma Coolblue B.V. ,"), strip_edges("FACTUUR.")
    ('Coolblue B.V.', 'FACTUUR')
    """
    bare = _FORMS_OF_ADDRESS.sub("", _REGISTER_REMARK.sub("", text).strip(" ,;:|·•\"'„“”*-–—"))
    ends = {found.end() for found in _legal_forms().finditer(bare)}
    return bare if len(bare) in ends else bare.rstrip(" .")


def split_parts(text: str) -> list[str]:
    """The parts of a line that separators such as `·`, `|` or ` - ` divide."""
    return [part.strip(" ,") for part in _SEPARATORS.split(text) if part.strip(" ,")]


def _has_street_word(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    if not any(char.isdigit() for char in text):
        return False
    ends, alone = _street_words()
    folded = [fold(word) for word in words]
    return any(word in alone or (len(word) > 5 and word.endswith(ends)) for word in folded)


@cache
def _street_words() -> tuple[tuple[str, ...], frozenset[str]]:
    table = _table("street_words")
    return tuple(table["ends"]), frozenset(table["words"])


@cache
def _legal_forms() -> re.Pattern[str]:
    table = _table("legal_forms")
    loose = [_loosen(form) for form in sorted(table["loose"], key=len, reverse=True)]
    plain = [re.escape(form) for form in sorted(table["plain"], key=len, reverse=True)]
    return re.compile(rf"(?<![\w.])(?:(?i:{'|'.join(loose)})|(?:{'|'.join(plain)})\.?)(?![\w])")


def _loosen(form: str) -> str:
    """The form with dots and spaces optional, though short ones keep their first dot: `a.s.` is not `as`."""
    letters = [part for part in re.split(r"[.\s]+", form) if part]
    joint = r"\.\s?" if sum(map(len, letters)) <= 2 else r"[.\s]{0,2}"
    return joint.join(map(re.escape, letters)) + r"\.?"


@cache
def _countries() -> frozenset[str]:
    names = (name for language in _LANGUAGES for name in Locale.parse(language).territories.values())
    return frozenset(fold(name) for name in names) | {"usa", "uk", "eu"}


def _table(name: str) -> dict[str, list[str]]:
    return tomllib.loads(files("extractors.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
