"""Lines of text as the words that the pipeline for names knows: without accents, every figure a 0.

Case and punctuation stay, for names are known by them. Line ends are words too: a name ends where its line ends, and
what stands in the line below says much about it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LINE_END = "\n"

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+|[^\w\s]")
_PLAIN = str.maketrans(
    {"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "ı": "i", "œ": "oe"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line: `start` and `end` are places in the line's own text; `plain` is what the pipeline sees."""

    line: int
    start: int
    end: int
    plain: str


def tokens_of(lines: Sequence[str]) -> list[Token]:
    r"""The words of all lines in order, each line closed by a `LINE_END` of no length.

    >>> [token.plain for token in tokens_of(["Žaga d.o.o. 12"])]
    ['Zaga', 'd.o.o.', '00', '\n']
    """
    tokens: list[Token] = []
    for number, line in enumerate(lines):
        tokens += [Token(number, found.start(), found.end(), plain(found[0])) for found in _WORD.finditer(line)]
        tokens.append(Token(number, len(line), len(line), LINE_END))
    return tokens


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word without accents, every figure a 0; never empty.

    >>> plain("Ščap12"), plain("Müller")
    ('Scap00', 'Muller')
    """
    decomposed = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    letters = (char for char in decomposed if not unicodedata.combining(char))
    return "".join("0" if char.isdigit() else char for char in letters).strip() or word
