"""What the name of a company or person looks like, and what does not.

A legal form (`d.o.o.`, `GmbH`, `Ltd`) is the surest sign; names have letters, few figures, few words; they are not
labels, addresses, contacts, countries, amounts or sentences.
"""

import re

from extractors.fields.addresses import is_address, is_contact, is_country
from extractors.fields.legal_forms import legal_forms
from extractors.fields.phrases import fold, load_words

_MOST_WORDS = 9
_MOST_LETTERS = 70
_SEPARATORS = re.compile(r"\s*(?:[|·•∙●■▪*;]|\s[-–—]\s|\s{3,}|,\s(?=\d)|\t)\s*")
_FORMS_OF_ADDRESS = re.compile(
    r"^(?:Firma|Fa\.|Spett\.?\s?le|Spettabile|M/s\.?|Messrs\.?|An\s(?:die|den)|To:?|Attn:?|c/o"
    r"|For and on behalf of|For)\s+",
    re.IGNORECASE,
)
_REGISTER_REMARK = re.compile(r"\s*\([^()]*\d{4,}[^()]*\)?\s*$")


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
    ends = {found.end() for found in legal_forms().finditer(bare)}
    return bare if len(bare) in ends else bare.rstrip(" .")


def split_parts(text: str) -> list[str]:
    """The parts of a line that separators such as `·`, `|` or ` - ` divide."""
    return [part.strip(" ,") for part in _SEPARATORS.split(text) if part.strip(" ,")]
