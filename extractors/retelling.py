"""What several readings of one box say together, where the first reader does not repeat itself.

A recogniser that is shown the same print again, wider, sees other steps of it: of `9999` none is swallowed, a broken
letter falls together. Where its first reading comes back there is no doubt. Else all readings of the box have one voice
each, the first one too: another value takes its place when two readings agree on it and fewer on the first; where as
many say another as say the first, nothing decides, and the value is only less sure.

A reading that has lost or gained something at an edge is of a bad cut and has no voice, but for a character that stands
several times there. A recogniser swallows one of several equal characters, and the mark over a letter; it hardly ever
adds one. So the readings that differ by nothing else never take the place of a fuller one, `075` of `0075`: they only
make it less sure; and what takes the place of a value keeps the marks over its letters.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import groupby

from extractors.fields.odds import log_odds, probability
from extractors.fields.phrases import fold, fold_char
from extractors.verdicts import readings_of
from models.evidence import Value
from models.invoice import FieldValue
from models.looks import Look
from models.plain_text import letters
from models.terms import DataType, Term

AGAIN = "again"
"""Whose word a look is that the same reader took at another width."""
READ_AGAIN, DIFFER = "read_again", "readings_differ"
LESS_SURE, UNDECIDED = -1.0, -3.0  # log-odds
_AGREEING = 2
_EDGES = " -–·:;,|"

Voice = tuple[str, Value, Look]
"""What a reading means, by which voices are one; the value; and the reading."""


def retell(field: FieldValue, looks: Sequence[Look]) -> FieldValue:
    """The value that most readings of its box say; the same one, less sure, where nothing decides."""
    first = _meaning(field.term, field.value)
    voices = [voice for look in looks if (voice := _voice(field, look))]
    counted = Counter(meaning for meaning, _, _ in voices)
    own = 1 + counted.pop(first, 0)
    if not counted:
        return field
    ((meaning, others), *_) = counted.most_common(1)
    said = [(value, look) for of, value, look in voices if of == meaning]
    if others >= _AGREEING and others > own and not all(_lacks(look.text, field.evidence.text) for _, look in said):
        value, _ = max(said, key=lambda one: one[1].confidence)
        value = _with_marks(value, str(field.value)) if isinstance(value, str) else value
        witnesses = {*field.witnesses, *(look.witness for _, look in said if look.witness != AGAIN)}
        return replace(_shifted(field, LESS_SURE, READ_AGAIN), value=value, witnesses=tuple(sorted(witnesses)))
    return _shifted(field, UNDECIDED, DIFFER) if others >= own else field


def is_retold(field: FieldValue) -> bool:
    return field.reason.endswith(READ_AGAIN)


def _shifted(field: FieldValue, odds: float, why: str) -> FieldValue:
    less = probability(log_odds(field.confidence) + odds)
    return replace(field, confidence=less, reason=f"{field.reason}+{why}")


def _voice(field: FieldValue, look: Look) -> Voice | None:
    """What a reading of the box of a field says of it; None where it says nothing of its type, or was badly cut."""
    for value in _values(field, look.text):
        meaning = _meaning(field.term, value)
        if meaning == _meaning(field.term, field.value) or not _is_badly_cut(field.evidence.text, look.text):
            return meaning, value, look
    return None


def _values(field: FieldValue, text: str) -> Iterator[Value]:
    """The values of a field's type that a text means: those the first reading could have meant too come first."""
    if field.term.data_type in {DataType.AMOUNT, DataType.DATE}:
        read = readings_of(field.term, text)
        found = [-value if isinstance(value, Decimal) and _is_negative(field) else value for value in read]
        yield from sorted(found, key=lambda value: value != field.value)
    elif letters(str(field.value)) == letters(field.evidence.text) and letters(text):
        yield text.strip(_EDGES)


def _is_negative(field: FieldValue) -> bool:
    return isinstance(field.value, Decimal) and field.value < 0


def _meaning(term: Term, value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return letters(str(value)) if term.data_type is not DataType.DATE else str(value)


def _is_badly_cut(printed: str, read: str) -> bool:
    one, other = letters(printed), letters(read)
    return (one in other or other in one) and _once(one) != _once(other)


def _lacks(read: str, printed: str) -> bool:
    """Whether a reading is the first one without marks over letters or some of several equal characters."""
    fewer = len(letters(read)) <= len(letters(printed)) and _marked(read) <= _marked(printed)
    return fewer and _once(fold(read)) == _once(fold(printed))


def _marked(text: str) -> int:
    """How many letters have a mark: `č`, `ü`, `ł`."""
    return sum(fold_char(char) != char for char in letters(text))


def _with_marks(text: str, first: str) -> str:
    """A text with the letters of the first reading where they differ in marks that only that one has."""
    one, other = ([fold_char(char) or char for char in each] for each in (text, first))
    told = list(text)
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        for at in range(block.size):
            known = first[block.b + at]
            if _marked(known) and not _marked(told[block.a + at]):
                told[block.a + at] = known.upper() if told[block.a + at].isupper() else known
    return "".join(told)


def _once(text: str) -> str:
    """A text, each run of one character as one."""
    return "".join(char for char, _ in groupby(text))
