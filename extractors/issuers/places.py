"""Which of the values of a document stands where a lesson says: the same words beside it, place and shape.

Likeness is summed in log-odds. Labels count most, for totals and lines move down with the length of a table.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rapidfuzz.fuzz import ratio

from extractors.fields.figures import Amount
from extractors.fields.layout import Cell, slice_word
from extractors.fields.survey import Survey, overlaps
from extractors.issuers.scenes import loose, scene_of, shape_of
from models.evidence import Value
from models.lessons import Spot
from models.terms import DataType, Term

SAME_LABEL, NO_LABEL, OTHER_LABEL = 3.0, -2.5, -5.0
"""Where a lesson's words are missing they may have been misread; where others stand, it is another value."""
SAME_HEAD, OTHER_HEAD, OTHER_BESIDE = 1.5, -0.5, -4.0
SAME_X, NEAR_X, OTHER_X = 1.5, 0.7, -1.0
SAME_Y, NEAR_Y, OTHER_Y = 1.5, 0.7, -0.4
SAME_SHAPE, LIKE_SHAPE, OTHER_SHAPE = 1.5, 1.0, -2.5
OTHER_PAGE = -2.0
SAME_LINE, ONE_OF_A_COLUMN = 1.5, -2.0
"""An amount moves down with the table above it: its place on the page and the page tell nothing, but its line does. One
with words over it alone stands in a table, and of how many rows that has a lesson knows nothing."""
LEAST = 2.5
"""The likeness below which nothing stands where the lesson says."""
SHAPE_ALONE = 1.0
"""The likeness of a number that is built like the one of the lesson and stands elsewhere."""
_CENTS = re.compile(r"[.,]99(?!9)")
_ALIKE = 80.0
_EDGE = " :;,.#*()[]|"


@dataclass(frozen=True, slots=True)
class Placed:
    """A value that stands where a lesson says, how alike the places are, and whether the same words label it.

    `beside` is whether these stand beside it, on its row.
    """

    term: Term
    value: Value
    cell: Cell
    likeness: float
    labelled: bool
    beside: bool = False


def find_placed(spots: Iterable[Spot], survey: Survey, *, day_first: bool | None) -> list[Placed]:
    """The likeliest place for each spot, the likeliest first; none where nothing is alike, or two are equally so."""
    found = [placed for spot in spots if (placed := _best(spot, survey, day_first)) is not None]
    return sorted(found, key=lambda placed: -placed.likeness)


def _best(spot: Spot, survey: Survey, day_first: bool | None) -> Placed | None:
    placed = [_placed(spot, value, cell, survey) for value, cell in _values(spot, survey, day_first)]
    placed.sort(key=lambda found: -found.likeness)
    if not placed or placed[0].likeness < LEAST:
        return _by_shape(spot, placed)
    if _is_one_of_many(spot, placed):
        return None
    rival = next((found.likeness for found in placed if found.value != placed[0].value), 0.0)
    return placed[0] if placed[0].likeness > rival else None


def _is_one_of_many(spot: Spot, placed: list[Placed]) -> bool:
    """Whether several amounts stand under the words that are all that labels the one of the lesson."""
    if spot.term.data_type is not DataType.AMOUNT or placed[0].beside:
        return False
    under = [found for found in placed if found.labelled and found.cell.box.x_overlap(placed[0].cell.box) > 0]
    return len({found.value for found in under}) > 1


def _by_shape(spot: Spot, placed: list[Placed]) -> Placed | None:
    """The only number of the document that is built like the one of the lesson, where that tells it from others."""
    telling = spot.term.data_type is DataType.IDENTIFIER and spot.shape.strip("9")
    alike = [found for found in placed if shape_of(found.cell.text) == spot.shape] if telling else []
    return replace(alike[0], likeness=SHAPE_ALONE) if len({found.value for found in alike}) == 1 else None


def _placed(spot: Spot, value: Value, cell: Cell, survey: Survey) -> Placed:
    scene = scene_of(spot.term, cell, survey)
    labelled, beside = _label_odds(spot, scene) > 0, _words(spot.left, scene.left) > 0
    return Placed(spot.term, value, cell, likeness(spot, scene), labelled, beside)


def likeness(one: Spot, other: Spot) -> float:
    """How alike two places are, in log-odds."""
    odds, beside = _label_odds(one, other), _words(one.left, other.left)
    across = min(abs(one.x0 - other.x0), abs(one.x1 - other.x1))
    down = abs(one.top - other.top)
    odds += SAME_X if across < 0.008 else NEAR_X if across < 0.03 else OTHER_X if across > 0.15 else 0.0
    if one.term.data_type is DataType.AMOUNT:
        return odds + (SAME_LINE if beside > 0 else ONE_OF_A_COLUMN)
    odds += SAME_Y if down < 0.008 else NEAR_Y if down < 0.04 else OTHER_Y
    odds += 0.0 if one.page == other.page else OTHER_PAGE
    same = one.shape == other.shape
    return odds + (SAME_SHAPE if same else LIKE_SHAPE if loose(one.shape) == loose(other.shape) else OTHER_SHAPE)


def _label_odds(one: Spot, other: Spot) -> float:
    """What the words beside and over a value say; those beside it count more, where there are any."""
    beside, over = _words(one.left, other.left), _words(one.above, other.above)
    if max(beside, over) <= 0:
        none = NO_LABEL if one.left or one.above else 0.0
        return OTHER_LABEL if beside < 0 or (over < 0 and not one.left) else none
    if beside > 0:
        return SAME_LABEL * beside + (SAME_HEAD * over if over > 0 else OTHER_HEAD * (over < 0))
    return (SAME_HEAD if one.left else SAME_LABEL) * over + OTHER_BESIDE * (beside < 0)


def _words(one: str, other: str) -> float:
    """1 for the same words, 0 where one has none or only the end of the other, negative for others.

    Letters that were misread count little.
    """
    if not one or not other:
        return 0.0
    alike = ratio(one, other)
    same_end = one.endswith(other) or other.endswith(one)
    return alike / 100.0 if alike >= _ALIKE else 0.0 if same_end else -1.0


def _values(spot: Spot, survey: Survey, day_first: bool | None) -> Iterator[tuple[Value, Cell]]:
    if spot.term.data_type is DataType.AMOUNT:
        cents = bool(_CENTS.search(spot.shape))
        yield from (
            (_amount(found, cents=cents), found.cell) for found in survey.amounts if found.is_money or not cents
        )
    elif spot.term.data_type is DataType.DATE:
        yield from ((_reading(day.readings, day_first), day.cell) for day in survey.days)
    else:
        yield from _numbers(spot, survey)


def _amount(found: Amount, *, cents: bool) -> Decimal:
    """The likeliest reading; where the issuer writes no cents the one that has none."""
    whole = (reading for reading in found.readings if reading == int(reading))
    return found.value if cents else next(whole, found.value)


def _reading(readings: tuple[date, ...], day_first: bool | None) -> date:
    return readings[1] if len(readings) == 2 and day_first is False else readings[0]


def _numbers(spot: Spot, survey: Survey) -> Iterator[tuple[Value, Cell]]:
    """Runs of as many words as the number had that are built like it."""
    days = [day.cell for day in survey.days] if loose(spot.shape) != "9.9.9" else []
    for sheet in survey.sheets:
        for cell in sheet.cells:
            for start in range(len(cell.words) - spot.words + 1):
                run = _stripped(cell.part(start, start + spot.words))
                text = run.text
                if any(char.isdigit() for char in text) and not any(overlaps(run, day) for day in days):
                    yield text, run
                    yield from ((part.text, part) for part in _parts(run, spot.shape))


def _parts(run: Cell, shape: str) -> Iterator[Cell]:
    """What is built like a shape in a word to which other words were glued, as in `RE-17.vom`."""
    if len(run.words) > 1 or not shape.strip("9"):
        return
    word, patterns = run.words[0], {"9": r"\d+", "A": r"[^\W\d_]+"}
    pattern = "".join(patterns.get(char, re.escape(char)) for char in loose(shape))
    for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", word.text):
        if found.group() != word.text:
            yield run.of((slice_word(word, *found.span()),))


def _stripped(run: Cell) -> Cell:
    """The run without marks at its edges."""
    first, last = run.words[0], run.words[-1]
    start = len(first.text) - len(first.text.lstrip(_EDGE))
    first = slice_word(first, start, len(first.text)) if start and start < len(first.text) else first
    if len(run.words) == 1:
        last = first
    end = len(last.text.rstrip(_EDGE))
    last = slice_word(last, 0, end) if 0 < end < len(last.text) else last
    return run.of((last,) if len(run.words) == 1 else (first, *run.words[1:-1], last))
