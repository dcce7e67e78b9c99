"""Text as a column can hold it, on both databases; and text as it is searched, folded in one place for all."""

import unicodedata

WORD = 64
GAP = "  "
PLAIN = str.maketrans("đðħıłøŧ", "ddhilot") | {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}


def clean(text: str | None) -> str | None:
    r"""Text without NUL, which PostgreSQL has not, and without halves of characters; None for nothing.

    >>> clean("Re\x00chnung \ud800"), clean("")
    ('Rechnung ?', None)
    """
    return text.replace("\x00", "").encode("utf-8", "replace").decode() if text else None


def word(text: str) -> str:
    """A machine word, cut to what its column holds."""
    return (clean(text) or "")[:WORD]


def fold(text: str) -> str:
    """Text without case and without marks on its letters, as people type who look for something.

    >>> fold("ČESNIK, Đuro; Łódź, Große Straße")
    'cesnik, duro; lodz, grosse strasse'
    """
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in spread if not unicodedata.combining(c)).translate(PLAIN)


def page_words(text: str) -> list[str]:
    """The words of what stands on a page, or is looked for there: folded, and parted by quotes, dashes and signs too.

    Signs of ASCII stay within: a number or a date is one word, and its parts begin behind them.

    >>> page_words("„Čebelji\u2014vosek“ 1.774,20 €")
    ['cebelji', 'vosek', '1.774,20']
    """
    folded = fold(clean(text) or "")
    return "".join(c if c.isascii() or unicodedata.category(c)[0] in "LMN" else " " for c in folded).split()


def searchable(*texts: str | None) -> str:
    """What is searched of these texts: their words, folded, a gap before each.

    The gap makes the beginning of a word at least three characters, so that an index of trigrams finds short ones.

    >>> searchable("Česnik d.o.o.", None, "117")
    '  cesnik  d.o.o.  117'
    """
    return "".join(GAP + each for text in texts for each in fold(clean(text) or "").split())
