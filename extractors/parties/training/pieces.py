"""Lines of a generated block with their truth: each line is a row of pieces, each piece has a tag or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.parties.tokens import tokens_of


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text; `tag` is `ORG`, `PERSON`, `ADDRESS`, `BANK`, `CONTACT` or None."""

    text: str
    tag: str | None = None


PieceLine = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Lines of text with the tag of every word."""

    lines: tuple[str, ...]
    words: tuple[str, ...]
    tags: tuple[str, ...]


def line_of(*pieces: Piece | str) -> PieceLine:
    return tuple(Piece(piece) if isinstance(piece, str) else piece for piece in pieces)


def make_sample(rows: Sequence[PieceLine]) -> Sample:
    """The rows as text, pieces joined by a space, with the tag of each word.

    >>> make_sample([line_of("To", Piece("Ana Novak", "PERSON"))]).tags
    ('O', 'B-PERSON', 'I-PERSON', 'O')
    """
    lines = tuple(" ".join(piece.text for piece in row) for row in rows)
    tags_at = [_tags_by_place(row) for row in rows]
    tokens = tokens_of(lines)
    tags = []
    for token in tokens:
        tag, first = tags_at[token.line].get(token.start, (None, 0)) if token.end > token.start else (None, 0)
        tags.append(_tag(tag, is_first=token.start == first))
    return Sample(lines, tuple(token.plain for token in tokens), tuple(tags))


def _tags_by_place(row: PieceLine) -> dict[int, tuple[str | None, int]]:
    """For every place in the line the tag of its piece and where that piece begins."""
    places: dict[int, tuple[str | None, int]] = {}
    start = 0
    for piece in row:
        indent = len(piece.text) - len(piece.text.lstrip())
        places.update(dict.fromkeys(range(start, start + len(piece.text)), (piece.tag, start + indent)))
        start += len(piece.text) + 1
    return places


def _tag(tag: str | None, *, is_first: bool) -> str:
    if tag in {"ORG", "PERSON"}:
        return f"{'B' if is_first else 'I'}-{tag}"
    return tag or "O"
