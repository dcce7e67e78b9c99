"""Find the seller's account: IBAN (BT-84) and BIC (BT-86).

An IBAN is known by its form and its two check figures, wherever it stands; groups that a reader parted are joined up to
the length of its country, also over a line's end. The buyer's own account, named as one that is debited, competes; of
several of the seller's one is preferred (`account_choice`). A BIC needs its label or an IBAN of its country close by.

Source: ISO 13616, ISO 9362.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.fields.account_choice import nearest_to, prefer
from extractors.fields.choices import Choice, share_out
from extractors.fields.iban_lengths import iban_length
from extractors.fields.layout import Cell, Sheet
from extractors.fields.links import best_by_meaning
from extractors.fields.local_accounts import find_polish_accounts, is_beside_iban
from extractors.fields.survey import Survey
from models.bank_accounts import compact_bic, compact_iban, is_valid_bic, is_valid_iban
from models.evidence import Candidate
from models.terms import Term

VALID = 1.8
WRONG_CHECKSUM = -0.3
WRONG_LENGTH = -0.4
NOT_LABELLED = -2.0
LABELLED = 1.0
DEBTOR_ABOVE = -2.6
IN_FOOTER = 0.4
BIC_LABELLED = 2.2
BIC_NEAR_IBAN = 1.2
BIC_ALONE = -3.0
BIC_AT_IBAN = 2.4
BIC_OF_CHOSEN = 1.0
_DEBTOR_ROWS = 4
_NEAR_ROWS = 4
_SHORTEST = 15
_START = re.compile(r"(?:IBAN[.:]?)?([A-Z]{2}\d{2}[A-Z0-9]*)[.,;]?", re.IGNORECASE)
_GROUP = re.compile(r"(?=[A-Z]*\d|[A-Z]{4}[.,;]?$)[A-Z0-9]{1,30}[.,;]?")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def find_accounts(survey: Survey) -> list[Candidate]:
    """Candidates of the IBAN and the BIC by descending probability."""
    ibans = [(cell, text) for sheet in survey.sheets for cell, text in _ibans_on(sheet)]
    ibans += find_polish_accounts(survey)
    places = [cell for cell, _ in ibans]
    preferred = prefer(ibans, survey)
    weighed = [_iban_choice(cell, text, places, survey) for cell, text in ibans]
    choices = [replace(one, log_odds=one.log_odds + preferred.get(str(one.value), 0.0)) for one in weighed]
    found = share_out(Term.IBAN, choices)
    bics = [cell for sheet in survey.sheets for cell in _bics_on(sheet)]
    chosen = next((place for place, text in ibans if found and text == found[0].value), None)
    links = survey.links(bics, "identifiers")
    labelled = ["bic" in best_by_meaning(told, ["identifiers"]) for told in links]
    banks = [
        _bic_choice(cell, is_labelled=is_labelled, ibans=ibans, survey=survey)
        for cell, is_labelled in zip(bics, labelled, strict=True)
    ]
    nearest = nearest_to(chosen, [cell for cell, is_labelled in zip(bics, labelled, strict=True) if is_labelled])
    banks = [
        replace(bank, log_odds=bank.log_odds + BIC_OF_CHOSEN) if cell == nearest else bank
        for cell, bank in zip(bics, banks, strict=True)
    ]
    return found + share_out(Term.BIC, banks)


def _ibans_on(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    for cell in sheet.cells:
        for at, word in enumerate(cell.words):
            start = _START.fullmatch(word.text.strip(":,;.()"))
            length = iban_length(start[1]) if start else 0
            if start and length and (found := _collect(cell, at, start[1], length, sheet)):
                yield found


def _collect(cell: Cell, at: int, start: str, length: int, sheet: Sheet) -> tuple[Cell, str] | None:
    """The IBAN that begins at a word: its cell and its compact text; None when figures are missing."""
    text, end = compact_iban(start), at + 1
    while len(text) < length and end < len(cell.words) and _GROUP.fullmatch(cell.words[end].text):
        text += compact_iban(cell.words[end].text)
        end += 1
    if len(text) < length and end == len(cell.words):
        text += _continued(cell, length - len(text), sheet)
    is_whole = len(text) == length or (len(text) >= _SHORTEST and _is_labelled(cell, at, sheet))
    return (cell.part(at, end), text) if is_whole else None


def _is_labelled(cell: Cell, at: int, sheet: Sheet) -> bool:
    """Whether `IBAN` stands right before the word, so that even a wrong length is meant to be one."""
    left = sheet.left_of(cell)[-2:]
    before = cell.words[at - 1].text if at else " ".join(other.text for other in left)
    return "iban" in f"{before} {cell.words[at].text}".casefold()


def _continued(cell: Cell, missing: int, sheet: Sheet) -> str:
    """The groups of the next cell to the right, or below, if they are exactly what is missing."""
    below = [
        other
        for row in sheet.rows[cell.row + 1 : cell.row + 3]
        for other in row
        if other.box.x_overlap(cell.box) > 0 and other.box.top - cell.box.bottom < 2 * cell.box.height
    ]
    for other in [*sheet.right_of(cell)[:1], *below[:1]]:
        if len(text := compact_iban(other.text)) == missing:
            return text
    return ""


def _iban_choice(cell: Cell, text: str, others: Sequence[Cell], survey: Survey) -> Choice:
    odds = VALID if is_valid_iban(text) else WRONG_CHECKSUM
    odds += 0.0 if len(text) == iban_length(text) else WRONG_LENGTH
    odds += NOT_LABELLED if not is_valid_iban(text) and not _is_named(cell, survey) else 0.0
    near = [label for label in survey.labels_on(cell.page, "identifiers") if _is_near(label.cell, cell)]
    odds += LABELLED if any("iban" in label.meanings for label in near) else 0.0
    rows = [label.cell.row for label in near if "debtor_account" in label.meanings]
    between = [o for o in others if o.page == cell.page and rows and max(rows) <= o.row < cell.row]
    odds += DEBTOR_ABOVE if rows and not between else 0.0
    sheet = survey.sheets[cell.page]
    odds += IN_FOOTER if cell.box.y_mid > 0.8 * sheet.height else 0.0
    return Choice(text, odds, cell.evidence(), "checksum" if is_valid_iban(text) else "form")


def _is_named(cell: Cell, survey: Survey) -> bool:
    """Whether a label of accounts stands on the row or right above."""
    labels = [label for label in survey.labels_on(cell.page, "identifiers") if "iban" in label.meanings]
    return any(0 <= cell.row - label.cell.row <= 2 for label in labels)


def _is_near(label: Cell, value: Cell) -> bool:
    """On the same row or few rows above, and not in another column."""
    above = value.row - _DEBTOR_ROWS <= label.row <= value.row
    return above and (label.box.x_overlap(value.box) > 0 or label.row == value.row or label.box.x1 <= value.box.x0)


def _bics_on(sheet: Sheet) -> Iterator[Cell]:
    for cell in sheet.cells:
        for at, word in enumerate(cell.words):
            text = compact_bic(word.text.strip(":,;.()"))
            if _BIC.fullmatch(text) and word.text.strip(":,;.()").isupper() and is_valid_bic(text):
                yield cell.part(at, at + 1)


def _bic_choice(cell: Cell, *, is_labelled: bool, ibans: Sequence[tuple[Cell, str]], survey: Survey) -> Choice:
    text = compact_bic(cell.text.strip(":,;.()"))
    near = [iban for place, iban in ibans if place.page == cell.page and abs(place.row - cell.row) <= _NEAR_ROWS]
    same_country = any(iban[:2] == text[4:6] for iban in near)
    odds = (BIC_LABELLED if is_labelled else BIC_ALONE) + (BIC_NEAR_IBAN if same_country else 0.0)
    odds += BIC_NEAR_IBAN if same_country and not is_labelled else 0.0
    odds += BIC_AT_IBAN if not is_labelled and is_beside_iban(cell, text, ibans) else 0.0
    labels = survey.labels_on(cell.page, "identifiers")
    debtor = [label for label in labels if "debtor_account" in label.meanings and _is_near(label.cell, cell)]
    return Choice(
        text, odds + (DEBTOR_ABOVE if debtor else 0.0), cell.evidence(), "label" if is_labelled else "near_iban"
    )
