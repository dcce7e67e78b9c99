"""Find the seller's tax number (BT-32) and registration number (BT-30) by their labels and place."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.fields.choices import Choice, share_out
from extractors.fields.iban_lengths import iban_length
from extractors.fields.labels import Label
from extractors.fields.layout import Cell
from extractors.fields.number_owners import whose_number
from extractors.fields.survey import Survey
from extractors.fields.zones import Zone
from models.evidence import Candidate
from models.identifiers import compact_identifier
from models.page import Word
from models.terms import Term
from models.vat_ids import has_vat_id_form

PRIOR = -1.6
_EDGE = " :;,.()[]"
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{4}")
_SHORTEST_ACCOUNT = 12
_LONGEST_PREFIX = 3
_REGISTERS = frozenset({"HRB", "HRA", "FN"})


def find_company_numbers(
    survey: Survey, zones: Sequence[Zone], taken: set[str], names: Sequence[Candidate] = ()
) -> Iterator[Candidate]:
    """Tax and registration numbers by their labels; `taken` are VAT numbers, `names` those of the parties."""
    meanings: Mapping[Term, str] = {
        Term.SELLER_TAX_NUMBER: "tax_number",
        Term.SELLER_REGISTRATION_ID: "registration_id",
    }
    for term, meaning in meanings.items():
        choices = []
        for label in survey.labels:
            if label.family != "identifiers" or meaning not in label.meanings:
                continue
            cell = _number_after(label.rest, label.cell) or _number_right(label.cell, survey, bool(label.rest))
            if cell is not None and _is_of_account(cell):
                cell = _number_below(label, survey)
            if cell is None or compact_identifier(cell.text) in taken or _is_vat_id(cell, survey, taken):
                continue
            seller, buyer = whose_number(cell, survey, zones, names)
            odds = (
                PRIOR
                + 2.4
                + seller
                - max(0.0, buyer)
                + (0.4 if label.has_colon else 0.0)
                - (0.0 if label.leads else 0.3)
            )
            register = label.phrase.text.upper() if label.phrase.text.upper() in _REGISTERS else ""
            value = register + compact_identifier(cell.text)
            choices.append(Choice(value, odds, cell.evidence(), f"label:{label.phrase.text}"))
        yield from share_out(term, choices)


def _is_vat_id(cell: Cell, survey: Survey, taken: set[str]) -> bool:
    """Whether the figures follow the letters of a country, and make a VAT number with them."""
    words = survey.sheets[cell.page].rows[cell.row][cell.column].words
    at = words.index(cell.words[0]) if cell.words[0] in words else 0
    letters = words[at - 1].text.strip(_EDGE) if at else ""
    return len(letters) <= _LONGEST_PREFIX and compact_identifier(letters + cell.text) in taken


def _number_after(rest: Sequence[Word], cell: Cell) -> Cell | None:
    """The number at the beginning of what follows a label, register letters included."""
    words: list[Word] = []
    for word in rest[:5]:
        text = word.text.strip(_EDGE)
        has_figures = any(char.isdigit() for char in text)
        begun = any(any(c.isdigit() for c in known.text) for known in words)
        if not has_figures and begun:
            break
        if has_figures or text.upper() in _REGISTERS:
            words.append(word)
        if word.text.endswith((",", ";")):
            break
    part = cell.of(tuple(words)) if words else None
    return part if part and sum(c.isdigit() for c in part.text) >= 4 and len(part.text) <= 26 else None


def _is_of_account(cell: Cell) -> bool:
    """Whether the figures begin an IBAN of another column: they are no number of a company."""
    text = compact_identifier(cell.text)
    if not _IBAN.match(text) or has_vat_id_form(text):
        return False
    return _SHORTEST_ACCOUNT <= len(text) <= iban_length(text)


def _number_below(label: Label, survey: Survey) -> Cell | None:
    """The number right below a label, in its column."""
    rows = survey.sheets[label.cell.page].rows[label.cell.row + 1 : label.cell.row + 3]
    under = [cell for row in rows for cell in row if cell.box.x_overlap(label.box) > 0]
    return _number_after(under[0].words, under[0]) if under else None


def _number_right(cell: Cell, survey: Survey, has_rest: bool) -> Cell | None:
    right = survey.sheets[cell.page].right_of(cell)[:1]
    if has_rest or not right or any(label.cell == right[0] and label.leads for label in survey.labels):
        return None
    return _number_after(right[0].words, right[0])
