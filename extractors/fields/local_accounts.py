"""Accounts and banks that are printed without the marks by which they are known.

A Polish account is an IBAN without its country: 26 figures in groups, of which two check the rest. A BIC without its
label stands where the IBAN stands: behind it, before it on its row, or right below it.

Source: Narodowy Bank Polski, NRB (26 figures, ISO 7064 MOD 97-10 with PL); ISO 9362.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.fields.country import country_of
from extractors.fields.layout import Cell, Sheet
from extractors.fields.survey import Survey
from models.bank_accounts import is_valid_iban

_POLISH = "PL"
_FIGURES = 26
_MOST_GROUPS = 8
_DIGITS = re.compile(r"\d{2,26}")
_LINES_BELOW = 2.2
_EDGE = ":,;.()·|"


def find_polish_accounts(survey: Survey) -> list[tuple[Cell, str]]:
    """Accounts of 26 figures whose check figures fit, as IBAN with their places; none outside Poland."""
    if survey.once(country_of) != _POLISH:
        return []
    return [found for sheet in survey.sheets for found in _accounts_on(sheet)]


def _accounts_on(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    for cell in sheet.cells:
        for at in range(len(cell.words)):
            if found := _account_at(cell, at):
                yield found


def _account_at(cell: Cell, at: int) -> tuple[Cell, str] | None:
    figures = ""
    for end in range(at, min(len(cell.words), at + _MOST_GROUPS)):
        group = cell.words[end].text.strip(_EDGE)
        if not _DIGITS.fullmatch(group):
            return None
        figures += group
        if len(figures) >= _FIGURES:
            whole = len(figures) == _FIGURES and is_valid_iban(_POLISH + figures)
            return (cell.part(at, end + 1), _POLISH + figures) if whole else None
    return None


def is_beside_iban(cell: Cell, bic: str, ibans: Sequence[tuple[Cell, str]]) -> bool:
    """Whether a BIC of the IBAN's country, or one whose bank the IBAN names, stands beside it or right below it."""
    return any(
        place.page == cell.page and (iban[:2] == bic[4:6] or iban[4:8] == bic[:4]) and _is_at(place, cell)
        for place, iban in ibans
    )


def _is_at(iban: Cell, bic: Cell) -> bool:
    height = iban.words[0].box.height
    if iban.row == bic.row:
        return True
    below = bic.box.top - iban.box.bottom
    return -0.5 * height <= below <= _LINES_BELOW * height and iban.box.x_overlap(bic.box) > 0
