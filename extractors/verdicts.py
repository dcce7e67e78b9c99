"""What a second reading of a value's own box says about the value: that it is so, that it is not, or nothing.

It confirms when it says the same to the letter: amounts and dates by what they mean, texts by their letters and
figures, a currency by the code or mark that is printed; of a name that a program wrote, letters that are taken for each
other and marks above letters do not count. Runners-up of unsure letters are never asked. It contradicts
only where it was sure of every letter and says what neither a usual confusion of letters nor a cut edge explains.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

from extractors.fields.odds import log_odds, probability
from models.amounts import amount_readings
from models.dates import date_readings
from models.evidence import Value, Witness
from models.invoice import FieldValue
from models.looks import Look
from models.money import CURRENCY_SIGNS, currencies_of
from models.month_names import fold
from models.plain_text import letters
from models.terms import DataType, Term

SURE = 0.9
"""The least confidence of any letter of a reading that may contradict."""
_ALIKE = 0.6
"""How alike two texts are that may be one print, read badly."""
_CONFUSED = str.maketrans("oqdilsbzg", "000115826")
_MARK = re.compile(r"[^\W\d_]+\.?|[^\w\s.,:;()'-]+\$?")
_SMALL_MARKS = frozenset(sign.casefold() for sign in CURRENCY_SIGNS if sign.isalpha())


DIFFERS = "picture_differs"
CONTRADICTED = -8.0
"""The log-odds that a value loses whose own box clearly says otherwise."""


class Verdict(StrEnum):
    CONFIRMS = "confirms"
    CONTRADICTS = "contradicts"
    SILENT = "silent"


def heard(field: FieldValue, look: Look) -> FieldValue:
    """The field with what another reader's look at its own box says of it."""
    verdict = verdict_of(field, look.text, look.confidence)
    if verdict is Verdict.CONFIRMS:
        return replace(field, witnesses=tuple(sorted({*field.witnesses, look.witness})))
    if verdict is Verdict.CONTRADICTS:
        less = probability(log_odds(field.confidence) + CONTRADICTED)
        return replace(field, confidence=less, reason=f"{field.reason}+{DIFFERS}")
    return field


def verdict_of(field: FieldValue, text: str, confidence: float) -> Verdict:
    """What was read in the box of a field's evidence says about its value; `confidence` is the least of any letter."""
    if not letters(text) and field.term is not Term.CURRENCY:
        return Verdict.SILENT
    verdict = _VERDICTS.get(field.term) or _BY_TYPE.get(field.term.data_type, _of_text)
    found = verdict(field, text)
    return Verdict.SILENT if found is Verdict.CONTRADICTS and confidence < SURE else found


def readings_of(term: Term, text: str) -> tuple[Value, ...]:
    """The amounts or dates that the longest runs of words of a text may mean; none for other terms."""
    read = _READINGS.get(term.data_type)
    return _readings(text, read) if read else ()


def _of_amount(field: FieldValue, text: str) -> Verdict:
    printed = set(_readings(field.evidence.text, amount_readings))
    meant = {value for value in (field.value, _negated(field.value)) if value in printed or value == field.value}
    return _of_readings(field, text, meant, _readings(text, amount_readings))


def _of_date(field: FieldValue, text: str) -> Verdict:
    return _of_readings(field, text, {field.value}, _readings(text, date_readings))


def _of_readings(field: FieldValue, text: str, meant: set[Value], read: Sequence[Value]) -> Verdict:
    if meant.intersection(read):
        return Verdict.CONFIRMS
    return Verdict.CONTRADICTS if read and _is_other(field.evidence.text, text) else Verdict.SILENT


def _of_text(field: FieldValue, text: str) -> Verdict:
    is_name = field.term.data_type is DataType.NAME
    alike_to = _look if is_name and field.evidence.witness is Witness.TEXT_LAYER else letters
    if alike_to(text) in {alike_to(str(field.value)), alike_to(field.evidence.text)}:
        return Verdict.CONFIRMS
    alike = SequenceMatcher(None, letters(text), letters(field.evidence.text), autojunk=False).ratio()
    other = _is_other(field.evidence.text, text) and not (is_name and alike >= _ALIKE)
    return Verdict.CONTRADICTS if other else Verdict.SILENT


def _of_currency(field: FieldValue, text: str) -> Verdict:
    """A mark that several currencies have confirms the mark; which is meant was settled elsewhere."""
    printed = {codes for codes in _currencies(field.evidence.text) if field.value in codes}
    read = set(_currencies(text))
    if printed & read:
        return Verdict.CONFIRMS
    return Verdict.CONTRADICTS if printed and any(field.value not in codes for codes in read) else Verdict.SILENT


def _currencies(text: str) -> Iterator[tuple[str, ...]]:
    """What each mark or code in a text may mean; a word in small letters is none, but for usual marks as `lei`."""
    for mark in _MARK.findall(text):
        bare = mark.rstrip(".")
        is_word = len(bare) == len("EUR") and bare != bare.upper() and bare.casefold() not in _SMALL_MARKS
        if not is_word and (codes := currencies_of(mark) or currencies_of(bare)):
            yield codes


def _readings(text: str, read: Callable[[str], tuple[Value, ...]]) -> tuple[Value, ...]:
    """What the longest runs of words of a text may mean; a part of a longer number is not looked at."""
    words, end = text.split(), 0
    found: list[Value] = []
    for start in range(len(words)):
        for stop in range(len(words), max(start, end), -1):
            if values := read(" ".join(words[start:stop])):
                found += values
                end = stop
                break
    return tuple(found)


def _is_other(printed: str, read: str) -> bool:
    """Whether no cut edge and no usual confusion of letters makes one text of the other."""
    one, other = letters(printed).translate(_CONFUSED), letters(read).translate(_CONFUSED)
    return one not in other and other not in one


def _look(text: str) -> str:
    """What a text looks like from afar: its letters without marks, those that are taken for each other as one."""
    return letters(fold(text)).translate(_CONFUSED)


def _negated(value: Value) -> Value:
    return -value if isinstance(value, Decimal) else value


_VERDICTS: dict[Term, Callable[[FieldValue, str], Verdict]] = {Term.CURRENCY: _of_currency}
_READINGS: dict[DataType, Callable[[str], tuple[Value, ...]]] = {
    DataType.AMOUNT: amount_readings,
    DataType.DATE: date_readings,
}
_BY_TYPE: dict[DataType, Callable[[FieldValue, str], Verdict]] = {
    DataType.AMOUNT: _of_amount,
    DataType.DATE: _of_date,
}
