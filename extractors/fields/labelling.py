"""All labels of some pages, those included that stand on two lines.

Of a label that the end of a running line parts, what stands on the next line is the label, with the meaning of the
whole (`extractors.fields.running`). So it is where a narrow column has a label on two lines, `Payment / due date` or
`Fälligkeits- / datum`; where its value stands beside the upper line, that line is the label.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.fields.labels import Label, is_spoken, labels_of, languages_of
from extractors.fields.layout import Cell, Sheet
from extractors.fields.phrases import fold, load_lexicons
from extractors.fields.running import broken_lines
from models.page import Word

_STACKED = frozenset({"dates", "numbers"})
"""Families whose labels stand on two lines; words under each other in an account are amounts of their own."""
_LARGEST_GAP = 0.7
_TOLERANCE = 0.6
_LIKE_SIZES = 1.25
_MOST_WORDS = 4
_MOST_ROWS_DOWN = 2


def find_labels(sheets: Iterable[Sheet]) -> tuple[Label, ...]:
    """Every label on the pages, in reading order."""
    found: list[Label] = []
    for sheet in sheets:
        labels = [label for cell in sheet.cells for label in labels_of(cell)]
        found += _with_stacked(_with_broken(labels, sheet), sheet)
    spoken = languages_of(found)
    return tuple(label for label in found if is_spoken(label, spoken))


def _with_broken(labels: list[Label], sheet: Sheet) -> list[Label]:
    """The labels, those that the end of a running line parts in place of their parts."""
    for last, cell, following in broken_lines(sheet):
        if whole := _joined(last, following):
            kept = [o for o in labels if o.cell != cell or o.end <= len(cell.words) - len(last)]
            labels = _in_place(whole, kept)
    return labels


def _with_stacked(labels: list[Label], sheet: Sheet) -> list[Label]:
    """The labels, those on two lines of a column in place of their parts."""
    for upper, lower in _stacked(sheet):
        whole = [o for o in _joined(upper.words, lower) if o.family in _STACKED]
        whole = [o for o in whole if o.end == len(lower.words) or o.has_colon]
        if not whole or (_has_value(upper, sheet) and _has_value(lower, sheet)):
            continue
        if _has_value(upper, sheet):
            above = [replace(o, cell=upper, end=len(upper.words), cut=_end(upper.words[-1])) for o in whole]
            labels = [*(o for o in labels if o.cell not in {upper, lower}), *above]
        else:
            labels = _in_place(whole, [o for o in labels if o.cell != upper])
    return labels


def _joined(before: Sequence[Word], following: Cell) -> list[Label]:
    """The longest labels that begin with all of the words before and end in those of the cell that follows."""
    begin = fold(" ".join(word.text for word in before))
    for count in range(min(_MOST_WORDS, len(following.words)), 0, -1):
        words = following.words[:count]
        text = begin + fold(" ".join(word.text for word in words))
        found = [(one.family, one.phrases[text]) for one in load_lexicons() if text in one.phrases]
        if found and not any(_has_figures(word) for word in words):
            return [Label(family, phrase, following, 0, count, _end(words[-1])) for family, phrase in found]
    return []


def _end(word: Word) -> int:
    """How many characters of a word end with its last letter."""
    return max((at for at, char in enumerate(word.text, 1) if char.isalnum()), default=len(word.text))


def _in_place(whole: list[Label], labels: list[Label]) -> list[Label]:
    """The labels without those that begin within one of the whole ones, which take their place."""
    return [*(o for o in labels if not any(o.cell == one.cell and o.start < one.end for one in whole)), *whole]


def _stacked(sheet: Sheet) -> Iterator[tuple[Cell, Cell]]:
    """Cells of a few words without figures, each with the one close below it in its column, in letters of its size."""
    for row in sheet.rows:
        for upper in row:
            if len(upper.words) > _MOST_WORDS or _has_figures(upper) or upper.text.endswith(":"):
                continue
            for below in sheet.rows[upper.row + 1 : upper.row + 1 + _MOST_ROWS_DOWN]:
                yield from ((upper, lower) for lower in below if _is_under(lower, upper))


def _is_under(lower: Cell, upper: Cell) -> bool:
    height = min(upper.box.height, lower.box.height)
    if max(upper.box.height, lower.box.height) > _LIKE_SIZES * height:
        return False
    edges = (lower.box.x0 - upper.box.x0, lower.box.x1 - upper.box.x1, lower.box.x_mid - upper.box.x_mid)
    near = lower.box.top - upper.box.bottom <= _LARGEST_GAP * height
    return near and any(abs(edge) <= _TOLERANCE * height for edge in edges)


def _has_figures(words: Cell | Word) -> bool:
    return any(char.isdigit() for char in words.text)


def _has_value(cell: Cell, sheet: Sheet) -> bool:
    """Whether figures stand in the cell or in the next one to the right."""
    return any(_has_figures(other) for other in (cell, *sheet.right_of(cell)[:1]))
