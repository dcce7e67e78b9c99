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
    r"^(?:Firma|Fa\.|Spett\.?\s?le|Spettabile|M/s\.?|Messrs\.?|An\s(?:die|den)|To:?"
    r"|For and on behalf of|For)\s+",
    re.IGNORECASE,
)
_SALUTATIONS = re.compile(
    r"^(?:(?:Eheleute|Ehepaar|Familie|Fam\.|Herrn?|Frau|Madame|Monsieur|Mr|Mrs|Ms|Miss|Sig\.ra|Sig\.|Signora?"
    r"|Señora?|Dhr|Mevr|Mevrouw|Pan|Pani|Pán|Paní|Gospod|Gospa|Fru)\.?\s+(?:und\s+(?=Herr|Frau))?)+"
)
"""What stands before the name of a person; a legal form makes it part of a company's name."""
_CARE_OF = re.compile(
    r"^(?:c/[o-]|attn\b|att\b|z\.\s?hd\b|zu\s?handen|à l['’]attention|t\.\s?a\.\s?v|z\.\s?k\.)", re.IGNORECASE
)
_CITY = re.compile(r"(?:[A-Z]{2}\s+)?\d{4,5}\b|[A-Z]{1,2}\d|\d{2}-\d{3}\b")
_SHORT = re.compile(r"[A-ZÀ-Ž]\s?[&+]?\s?[A-ZÀ-Ž]")
_QUOTES = "\"'„“”«»"
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]{1,2}\.\s?){1,4}[^\W\d_]{1,2}\.$|\b[A-ZÀ-Ž][^\W\d_]{1,3}\.\s[A-ZÀ-Ž][^\W\d_]{1,4}\.$"
)
"""Letters that are parted by dots at the end of a name, `z.b.o.`, or two short words that are cut off, `Soc. Coop.`."""
_REGISTER_REMARK = re.compile(r"\s*\([^()]*\d{4,}[^()]*\)?\s*$")


def looks_like_name(text: str) -> bool:
    """Whether a text may be the name of a party.

    >>> [looks_like_name(t) for t in ("Birkhain Trading AG", "Hofstraße 12", "info@x.de", "Germany", "12.50")]
    [True, False, False, False, False]
    """
    text = _REGISTER_REMARK.sub("", text)
    if not _begins_as_name(text.lstrip(_QUOTES)) or is_common(text) or _CARE_OF.match(text):
        return False
    letters = sum(char.isalpha() for char in text)
    digits = sum(char.isdigit() for char in text)
    if letters < 3 or digits > letters / 2 or len(text) > _MOST_LETTERS or len(text.split()) > _MOST_WORDS:
        return False
    if ":" in text or text.rstrip(" .")[-1:] in {"!", "?"}:
        return False
    return not (is_contact(text) or is_address(text) or is_country(text))


def is_short_name(text: str) -> bool:
    """Whether a text is two capitals, as a name may be where a label or an address says that it is one.

    >>> is_short_name("W&T"), is_short_name("HH"), is_short_name("No")
    (True, True, False)
    """
    return bool(_SHORT.fullmatch(text.strip())) and not is_common(text)


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
    """The name without marks around it; the dot of a legal form stays, and that of letters that are parted by dots.

    >>> strip_edges("Firma Lindenhof B.V. ,"), strip_edges("FACTUUR."), strip_edges("Naumtel z.b.o.")
    ('Lindenhof B.V.', 'FACTUUR', 'Naumtel z.b.o.')
    """
    bare = _without_quotes(_REGISTER_REMARK.sub("", text).strip(" ,;:|·•*-–—"))
    bare = _FORMS_OF_ADDRESS.sub("", bare)
    bare = bare if legal_forms().search(bare) else _SALUTATIONS.sub("", bare)
    ends = {found.end() for found in legal_forms().finditer(bare)}
    return bare if len(bare) in ends or _ABBREVIATED.search(bare) else bare.rstrip(" .")


def _without_quotes(text: str) -> str:
    """The text without quotes around all of it, or left open; quotes around a part stay."""
    inner = text.strip(_QUOTES)
    return text if any(mark in inner for mark in _QUOTES if mark != "'") else inner


def cut_address(text: str) -> str:
    """The text before the address that follows a name on one line; all of it when none does.

    >>> cut_address("Žaga Kranj d.o.o., Cesta na Rupo 4"), cut_address("Solar, S.A. Calle Mayor 4")
    ('Žaga Kranj d.o.o.', 'Solar, S.A.')
    >>> cut_address("Ana Kralj, Cesta 4"), cut_address("Smith, Jones & Co. Ltd")
    ('Ana Kralj', 'Smith, Jones & Co. Ltd')
    """
    for form in legal_forms().finditer(text):
        rest = text[form.end() :].strip(" ,;|·-–—")
        if rest and is_address(rest) and len(text[: form.end()]) > len(form[0]):
            return text[: form.end()].strip()
    head, comma, rest = text.partition(", ")
    street = rest.split(",")[0]
    return head if comma and not is_address(head) and is_address(street) and not _CITY.match(street) else text


def split_parts(text: str) -> list[str]:
    """The parts of a line that separators such as `·`, `|` or ` - ` divide."""
    return [part.strip(" ,") for part in _SEPARATORS.split(text) if part.strip(" ,")]
