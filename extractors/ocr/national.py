"""Letters that PP-OCRv6 has but never learned to see, put right from what stands around them.

Of many capitals with marks (`Ő`, `Ū`, `Ň`, `Ș`) it reads the small letter, or a look-alike that is common elsewhere. So
a letter with a mark takes the case of a word whose plain letters agree on one; and on a page whose small letters tell
its language, a letter that the language lacks is the one of its own that is mistaken for it. Umlauts stay: names bear
them everywhere. See docs/decisions/0034.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.page import Word

_LETTERS = {
    "ces": "áčďéěíňóřšťúůýž",
    "dan": "æøå",
    "deu": "äöüß",
    "spa": "áéíñóúü",
    "est": "äõöüšž",
    "fra": "àâæçéèêëîïôœùûü",
    "hrv": "čćđšž",
    "hun": "áéíóöőúüű",
    "ita": "àèéìòù",
    "lit": "ąčęėįšųūž",
    "lav": "āčēģīķļņšūž",
    "pol": "ąćęłńóśźż",
    "por": "áâãàçéêíóôõú",
    "ron": "ăâîșț",
    "slk": "áäčďéíĺľňóôŕšťúýž",
    "slv": "čšž",
    "swe": "åäöé",
}
_MISTAKEN = {
    "ces": {"Ñ": "Ň", "Û": "Ů"},
    "hun": {"Õ": "Ő", "Ô": "Ő", "Û": "Ű", "õ": "ő", "û": "ű"},
    "lit": dict.fromkeys("ÉÈÊ", "Ė") | dict.fromkeys("ÚÛ", "Ū"),
    "lav": {"Ã": "Ā", "Ġ": "Ģ", "ġ": "ģ"}
    | dict.fromkeys("ÉÈÊĚ", "Ē")
    | dict.fromkeys("ÍÎ", "Ī")
    | dict.fromkeys("ÚÛ", "Ū"),
    "pol": {"Ñ": "Ń", "Ž": "Ż"},
    "ron": {"Ã": "Ă", "ã": "ă", "Ş": "Ș", "ş": "ș", "Ţ": "Ț", "ţ": "ț"},
    "slk": {"Ñ": "Ň"},
}
_ENOUGH = 6  # small letters with marks that tell a language
_CLEARER = 2  # by which they must be more than those of any other language
_MOST = 0.9  # of all on the page
_PLAIN_LETTERS = 2  # of a word, that agree on its case


def mend_letters(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one page, with their letters as its language and their own case want them.

    What was read before is kept as another reading.
    """
    cased = [in_one_case(word.text) for word in words]
    mistaken = str.maketrans(_MISTAKEN.get(language_of(cased), {}))
    mended = (text.translate(mistaken) for text in cased)
    return tuple(_mended(word, text) for word, text in zip(words, mended, strict=True))


def _mended(word: Word, text: str) -> Word:
    if text == word.text:
        return word
    others = tuple(reading for reading in word.alternatives if reading[0] != text)
    return replace(word, text=text, alternatives=((word.text, word.confidence), *others))


def in_one_case(text: str) -> str:
    """The word with its marked letters in the case of its plain ones, where these agree; a first capital stays.

    >>> in_one_case("MEGRENDELő"), in_one_case("TermÉk"), in_one_case("STRAßE"), in_one_case("Ács")
    ('MEGRENDELŐ', 'Termék', 'STRAßE', 'Ács')
    """
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    if len(plain) == len(text) or len(plain) < _PLAIN_LETTERS:
        return text
    if all(letter.isupper() for letter in plain):
        return "".join(letter.upper() if _is_marked(letter) else letter for letter in text)
    if all(letter.islower() for letter in text[1:] if letter.isascii() and letter.isalpha()):
        return text[:1] + "".join(letter.lower() if _is_marked(letter) else letter for letter in text[1:])
    return text


def language_of(texts: Iterable[str]) -> str:
    """The language (ISO 639-2, as Tesseract has it) that the small marked letters tell; empty when few or of several.

    >>> language_of(["Rēķins", "pārdevējs", "termiņš"]), language_of(["Račun", "šest", "žiro", "čaj", "češnja"])
    ('lav', '')
    """
    counts = Counter(letter for text in texts for letter in text if _is_marked(letter) and letter.islower())
    hits = {name: sum(counts[letter] for letter in letters) for name, letters in _LETTERS.items()}
    (best, most), (_, second) = Counter(hits).most_common(2)
    return best if most >= max(_ENOUGH, second + _CLEARER, _MOST * counts.total()) else ""


def _is_marked(letter: str) -> bool:
    """Whether it is a Latin letter with a mark whose other case is one letter too; `ß` and `µ` are none."""
    return "À" <= letter <= "ț" and letter.isalpha() and len(letter.upper()) == len(letter.lower()) == 1
