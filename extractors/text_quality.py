"""Whether the text layer of a page can be trusted, or the page must be recognised from its picture.

"Has a text layer" does not mean "has a good one": a scan may carry someone else's poor recognition in invisible
letters, a stamp may be all that is text, fonts may map their glyphs to nonsense. Each reason to doubt has a name,
which becomes a warning of the transcript.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from models.page import Word

_BAD_SHARE = 0.05  # of characters that no text has
_LETTERS_SHARE = 0.55  # of letters and digits among the characters; a table of prices has .75
_PLAUSIBLE_SHARE = 0.5  # of long words that have a vowel, or hold no cased letters at all
_ENOUGH_WORDS = 60  # on a page that is one picture: fewer are stamps and headers
_FEW_WORDS = 12  # on a page with something else to see
_COVERING = 0.5  # of the page: more than a letterhead's picture
_VOWELS = re.compile(r"[aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûýőűąęěůœαεηιουωаеиоуыэюяєії]", re.IGNORECASE)
_NO_TEXT = {"Co", "Cn", "Cc", "Cs"}  # private use, unassigned, control, surrogate
_CID = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class Look:
    """What a page shows besides words. `covered` is the share under its pictures, `drawn` the number of objects."""

    covered: float
    drawn: int
    invisible: bool = False


def doubt(words: Sequence[Word], look: Look) -> str:
    """Why the words of a page cannot stand for it, in one machine word; empty when they can, or nothing is there."""
    if not words:
        return "no_text" if look.drawn else ""
    if look.invisible and look.covered >= _COVERING:
        return "text_layer_invisible"
    if is_garbage(_mostly_sound([word.text for word in words])):
        return "text_layer_bad"
    if len(words) < _ENOUGH_WORDS and look.covered >= _COVERING:
        return "text_layer_partial"
    return "text_layer_partial" if len(words) < _FEW_WORDS and _shows_more(words, look) else ""


def _mostly_sound(texts: Sequence[str]) -> Sequence[str]:
    """The texts without the garbled ones, where these are the fewer: they are read from the picture of the page."""
    sound = [text for text in texts if not is_garbled(text)]
    return sound if 2 * len(sound) >= len(texts) else texts


def is_garbage(texts: Sequence[str]) -> bool:
    """Whether characters or words are such as no language and no table has.

    >>> is_garbage(["Rechnung", "Nr.", "2024-17"]), is_garbage(["(cid:7)(cid:21)", "(cid:9)"])
    (False, True)
    """
    joined = "".join(texts)
    bad = sum(map(is_no_text, joined))
    bad += sum(len(mark) for mark in _CID.findall(joined))
    if bad > _BAD_SHARE * len(joined):
        return True
    sound = sum(char.isalnum() for char in joined)
    return (len(joined) >= 100 and sound < _LETTERS_SHARE * len(joined)) or not _speaks(texts)


def is_garbled(text: str) -> bool:
    """Whether one word has characters that no text has; a lone one at its edge is a bullet or a sign of a picture font.

    >>> is_garbled("M\ue001\ue002er"), is_garbled("\uf0b7"), is_garbled("\uf0b7Total"), is_garbled("Total")
    (True, False, False, False)
    """
    if text.isascii() and text.isprintable():
        return "(cid:" in text and bool(_CID.search(text))
    bad = [is_no_text(char) for char in text]
    return sum(bad) > 1 or any(bad[1:-1])


def is_no_text(char: str) -> bool:
    """Whether no text has this character: it is for private use, controls something, or stands for an unknown one."""
    return unicodedata.category(char) in _NO_TEXT or char == "\ufffd"


def count_vowels(text: str) -> tuple[int, int]:
    """How many letters that have two cases a text has, and how many of these are vowels.

    >>> count_vowels("Total 12,50"), count_vowels("7RWDO"), count_vowels("合計")
    ((5, 2), (4, 1), (0, 0))
    """
    letters = [char for char in text if char.isalpha() and _is_cased(char)]
    return len(letters), len(_VOWELS.findall("".join(letters)))


def _speaks(texts: Sequence[str]) -> bool:
    """Whether most long words have a vowel; true when there are too few to tell."""
    long_words = [text for text in texts if len(text) >= 4 and text.isalpha()]
    plausible = sum(_VOWELS.search(text) is not None or not _is_cased(text) for text in long_words)
    return len(long_words) < 15 or plausible >= _PLAUSIBLE_SHARE * len(long_words)


def _is_cased(text: str) -> bool:
    return text.lower() != text.upper()


def _shows_more(words: Sequence[Word], look: Look) -> bool:
    """Whether there is a picture, or so many drawn objects that letters may be among them."""
    return look.covered >= 0.2 or look.drawn > 100 + 5 * len(words)
