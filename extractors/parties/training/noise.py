"""What scanners and typists do to generated lines: lost accents, mistaken letters, capitals, lost spaces."""

from dataclasses import replace
from random import Random

from extractors.parties.tokens import plain
from extractors.parties.training.pieces import Piece, PieceLine, Sample

_MISTAKEN = {
    "l": "1I",
    "I": "l1",
    "O": "0",
    "0": "O",
    "o": "c0",
    "e": "c",
    "m": "rn",
    "S": "5",
    "B": "8",
    "i": "l",
    ".": ",",
    "t": "f",
}
_SHARE_OF_SCANS = 0.18
_SHARE_OF_CAPITALS = 0.06
_MISTAKES_PER_LETTER = 0.02
_NONSENSE = 0.03
_NONSENSE_IN_NAMES = 0.2


def spoil(random: Random, rows: list[PieceLine]) -> list[PieceLine]:
    """The rows as a scanner gives them, in some samples; tags stay where they were."""
    if random.random() < _SHARE_OF_CAPITALS:
        rows = [tuple(replace(piece, text=piece.text.upper()) for piece in row) for row in rows]
    if random.random() >= _SHARE_OF_SCANS:
        return rows
    return [tuple(_scanned(random, piece) for piece in row) for row in rows]


def scramble(random: Random, sample: Sample) -> Sample:
    """Some words replaced by letters without sense, in the same case: the pipeline must not learn names by heart."""
    words = (
        _nonsense(random, word)
        if random.random() < (_NONSENSE_IN_NAMES if tag[0] in "BI" and tag != "BANK" else _NONSENSE)
        else word
        for word, tag in zip(sample.words, sample.tags, strict=True)
    )
    return replace(sample, words=tuple(words))


def _nonsense(random: Random, word: str) -> str:
    letters = "aeiourntslkmdpvgbz"
    return "".join(
        random.choice(letters.upper() if char.isupper() else letters) if char.isalpha() else char for char in word
    )


def _scanned(random: Random, piece: Piece) -> Piece:
    text = "".join(_letter(random, char) for char in piece.text)
    if random.random() < 0.04:
        text = text.replace(" ", "", 1)
    return replace(piece, text=text if text.strip() else piece.text)


def _letter(random: Random, char: str) -> str:
    if random.random() >= _MISTAKES_PER_LETTER:
        return char
    return random.choice((random.choice(_MISTAKEN.get(char, char)), plain(char) if char.strip() else char))
