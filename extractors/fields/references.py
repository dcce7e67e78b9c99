"""Find the payment reference (BT-83): structured ones by their form, free ones by their label.

`RF...`, `SI12 ...`, `HR01 ...`, `+++...+++` and the 27 figures of a QR reference say what they are; check figures raise
them. Everything else needs a label such as *Verwendungszweck*, *variabilní symbol* or *viite*; its value is the rest of
the cell, the cell to the right, or the one below.
"""

import re
from collections.abc import Iterator

from extractors.fields.choices import Choice, share_out
from extractors.fields.company_names import is_common
from extractors.fields.labels import Label
from extractors.fields.layout import Cell
from extractors.fields.links import quality
from extractors.fields.survey import Survey
from models.bank_accounts import is_valid_iban
from models.dates import parse_date
from models.evidence import Candidate
from models.references import Reference, ReferenceKind, parse_reference
from models.terms import Term
from models.vat_ids import has_vat_id_form

BY_LABEL = 0.9
BY_FORM = 0.6
CHECKED = 1.6
WRONG = -0.6
BELOW = -0.7
LONG_WORDS = -0.8
NOT_NAMED = -3.0
_NEED_LABEL = frozenset({ReferenceKind.SI, ReferenceKind.HR})
"""References whose form is also that of a tax number or an account."""
_ROWS_ABOVE = 2
_HEADERS = 3
"""So many words of tables on one row are the head of one: what stands below is goods, not a reference."""
_STRUCTURED = re.compile(
    r"\bRF\d{2}(?:\s?[A-Z0-9]{1,4}){1,6}\b"
    r"|\b(?:SI|HR)\s?\d{2}\s?\d[\d\s-]{2,28}\d"
    r"|[+*]{3}\s?\d{3}/?\d{4}/?\d{5}\s?[+*]{3}"
    r"|\b\d{2}(?:\s\d{5}){5}\b|\b\d{27}\b"
)
_IN_PARTS = re.compile(r"(?:SI|HR)\s?\d{2}\s?\d+-\d")
_NEEDS_FIGURE = re.compile(r"\d")
_LONGEST = 35
_EDGE = " :;,.#\"'„“”"
_NO_REFERENCE = re.compile(r"@|www\.|\bIBAN\b|\d{1,2}:\d{2}\b")


def find_references(survey: Survey) -> list[Candidate]:
    """Candidates of the payment reference by descending probability."""
    return share_out(Term.PAYMENT_REFERENCE, [*_by_form(survey), *_by_label(survey)])


def _by_form(survey: Survey) -> Iterator[Choice]:
    for sheet in survey.sheets:
        for cell in sheet.cells:
            for found in _STRUCTURED.finditer(cell.text):
                reference = parse_reference(found[0])
                if reference and reference.kind is not ReferenceKind.PLAIN and not _is_something_else(found[0]):
                    bare = (
                        reference.kind in _NEED_LABEL
                        and not reference.valid
                        and not _is_named(cell, found.start(), survey)
                    )
                    odds = BY_FORM + _checked(reference) + (NOT_NAMED if bare else 0.0)
                    yield Choice(reference.canonical, odds, cell.evidence(), "form")


def _is_something_else(text: str) -> bool:
    """Whether a text is an account or a VAT number, which also begin with a country and figures.

    Parts with hyphens make a reference by a model: no VAT number is written so.
    """
    return is_valid_iban(text) or (has_vat_id_form(text) and not _IN_PARTS.match(text))


def _is_named(cell: Cell, start: int, survey: Survey) -> bool:
    """Whether a label of references stands before it on its row, right above it, or at the end of the line before."""
    labels = survey.labels_on(cell.page, "numbers", "identifiers")
    named = [label for label in labels if label.meanings & {"payment_reference"}]
    ends = [sum(len(word.text) + 1 for word in label.cell.words[: label.end]) for label in named]
    before = survey.sheets[cell.page].rows[cell.row - 1][-1] if cell.row and not cell.column else None
    return any(
        (label.cell == cell and end <= start + 1)
        or (label.cell == before and not label.rest)
        or (label.cell.row == cell.row and label.box.x1 <= cell.box.x0)
        or (0 < cell.row - label.cell.row <= _ROWS_ABOVE and label.cell.box.x_overlap(cell.box) > 0)
        for label, end in zip(named, ends, strict=True)
    )


def _checked(reference: Reference) -> float:
    return 0.4 if reference.valid is None else CHECKED if reference.valid else WRONG


def _by_label(survey: Survey) -> Iterator[Choice]:
    country = _country(survey)
    for label in survey.labels:
        if label.family != "numbers" or "payment_reference" not in label.meanings:
            continue
        for cell, odds in _values_of(label, survey):
            text = cell.text.strip(_EDGE)
            reference = parse_reference(text, country)
            if reference is None or not _is_plausible(text):
                continue
            checked = _checked(reference) if reference.kind is not ReferenceKind.PLAIN else 0.0
            wordy = LONG_WORDS * (sum(c.isalpha() for c in text) > 14)
            total = BY_LABEL + odds + quality(label) + checked + wordy
            yield Choice(reference.canonical, total, cell.evidence(), f"label:{label.phrase.text}")


def _is_plausible(text: str) -> bool:
    if not _NEEDS_FIGURE.search(text) or "(" in text or len(text) > _LONGEST or _NO_REFERENCE.search(text):
        return False
    return parse_date(text) is None and not _is_something_else(text) and not text.endswith("%")


def _values_of(label: Label, survey: Survey) -> Iterator[tuple[Cell, float]]:
    """The rest of the label's cell; if there is none, the cell to the right and the one below."""
    rest = [word for word in label.rest if any(char.isalnum() for char in word.text)]
    if rest:
        yield label.cell.of(tuple(rest)), 0.4
        return
    sheet = survey.sheets[label.cell.page]
    right = sheet.right_of(label.cell)[:1]
    yield from ((cell, 0.2) for cell in right if not _is_labelled(cell, survey))
    if sum(is_common(other.text) for other in sheet.rows[label.cell.row]) >= _HEADERS:
        return
    for row in sheet.rows[label.cell.row + 1 : label.cell.row + 3]:
        under = [c for c in row if c.box.x_overlap(label.box) > 0 and not _is_labelled(c, survey)]
        if under:
            yield under[0], BELOW if right else 0.0
            return


def _is_labelled(cell: Cell, survey: Survey) -> bool:
    """Whether a cell begins with a label of its own."""
    return any(o.cell == cell and o.leads for o in survey.labels_on(cell.page, "numbers", "dates", "totals"))


def _country(survey: Survey) -> str | None:
    """The country whose payments the document's language suggests, for references of bare figures."""
    countries = {"fi": "FI", "et": "EE", "no": "NO", "sv": "SE"}
    found = {countries[language] for language in survey.languages if language in countries}
    return found.pop() if len(found) == 1 else None
