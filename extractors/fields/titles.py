"""Say what a document is (BT-3 and its class) by the words in its title.

A title stands alone on its line or before its number, in large letters, near the top of the first page. The class with
the best title wins; negative totals make an invoice a credit note; without a title a narrow page of a till is a
receipt, and whatever else has totals an invoice. Only a plain title that no invoice's rivals takes the fields away.
"""

from collections.abc import Mapping, Sequence
from math import exp

from extractors.fields.labels import Label
from extractors.fields.survey import Survey
from models.evidence import Candidate, Evidence, Witness
from models.terms import DocumentClass, Term

ALONE = 1.6
BEFORE_NUMBER = 1.2
LARGE = 1.0
NEAR_TOP = 0.8
IN_SENTENCE = -2.0
AMONG_LABELS = -1.2
NOT_LEADING = -0.8
LATER_PAGE = -1.2
LOW = -1.0
PRIOR: Mapping[str, float] = {
    "invoice": 1.0,
    "credit_note": 0.3,
    "receipt": -0.5,
    "other": -1.0,
    "delivery_note": -0.8,
    "statement": -1.6,
}
TILL_WORDS = 1.2
NARROW = 1.0
NEGATIVE_TOTALS = 2.0
NO_TITLE = {"invoice": 0.5, "receipt": 0.0, "letter": -0.5}
_TILL = {
    "cash",
    "change",
    "cashtendered",
    "cashier",
    "rounding",
    "roundingadj",
    "bar",
    "gegeben",
    "ruckgeld",
    "vracilo",
}
_WITH_FIELDS = ("invoice", "credit_note", "receipt")
LEAST_WITH_FIELDS = 0.4


def find_document_class(survey: Survey, totals: Sequence[Candidate] = ()) -> tuple[DocumentClass, list[Candidate]]:
    """The class of the document, and candidates of its type; none when the class has no fields."""
    odds = _odds(survey, totals)
    total = sum(exp(value) for value in odds.values())
    shares = {name: exp(value) / total for name, value in odds.items()}
    with_fields = {name: shares[name] for name in _WITH_FIELDS if name in shares}
    best = max(sorted(shares), key=lambda name: shares[name])
    if sum(with_fields.values()) >= LEAST_WITH_FIELDS or _is_rivalled(best, survey):
        best = max(sorted(with_fields), key=lambda name: with_fields[name])
    evidence = _evidence(survey, best)
    known = DocumentClass(best)
    found = (
        [Candidate(Term.DOCUMENT_TYPE, best, min(0.99, shares[best]), evidence, "title")] if known.has_fields else []
    )
    return known, found


def _odds(survey: Survey, totals: Sequence[Candidate]) -> dict[str, float]:
    odds = dict(NO_TITLE)
    for label in survey.labels:
        if label.family == "titles":
            for meaning in label.meanings:
                value = _title_odds(label, survey) + PRIOR.get(meaning, 0.0)
                odds[meaning] = max(odds.get(meaning, -9.0), value)
    odds["receipt"] += _till_odds(survey)
    if any(c.term is Term.TOTAL_GROSS and c.probability > 0.5 and str(c.value).startswith("-") for c in totals):
        odds["credit_note"] = odds.get("credit_note", -1.0) + NEGATIVE_TOTALS
    if not any(c.term is Term.TOTAL_GROSS for c in totals):
        odds["letter"] += 1.5
    return odds


def _title_odds(label: Label, survey: Survey) -> float:
    sheet = survey.sheets[label.cell.page]
    rest = [word for word in label.rest if any(char.isalpha() for char in word.text)]
    odds = ALONE if not rest and label.leads else 0.0
    odds += AMONG_LABELS if _is_among_labels(label, survey) else 0.0
    odds += (
        BEFORE_NUMBER
        if label.leads and label.rest and any(c.isdigit() for w in label.rest[:3] for c in w.text)
        else 0.0
    )
    odds += LARGE if label.box.height > 1.25 * sheet.line_height else 0.0
    odds += NEAR_TOP if label.box.y_mid < 0.4 * sheet.height else LOW
    odds += IN_SENTENCE if len(label.cell.words) > 6 else 0.0
    odds += NOT_LEADING if not label.leads else 0.0
    return odds + (LATER_PAGE if label.cell.page else 0.0)


def _is_among_labels(label: Label, survey: Survey) -> bool:
    """Whether other labels stand on the row, as over the columns of a grid."""
    others = survey.labels_on(label.cell.page, "dates", "numbers")
    return any(o.cell.row == label.cell.row and o.cell.column != label.cell.column and o.leads for o in others)


def _till_odds(survey: Survey) -> float:
    """Whether the page looks like a till's: narrow, with cash and change."""
    words = {label.phrase.text for label in survey.labels if label.family == "totals" and label.leads}
    odds = TILL_WORDS * min(2, max(0, len(words & _TILL) - 1))
    narrow = any(sheet.is_narrow for sheet in survey.sheets[:1])
    return odds + (NARROW if narrow else 0.0)


def _is_rivalled(name: str, survey: Survey) -> bool:
    """Whether an invoice's title or number stands out as well, or money is asked for by what is no reminder."""
    for label in survey.labels:
        if label.leads and label.cell.page == 0:
            if label.family == "titles" and label.meanings & {"invoice", "credit_note"} and not label.rest:
                return True
            if "invoice_number" in label.meanings and "invoice" in label.phrase.text:
                return True
        if label.leads and label.meanings & {"amount_due"} and name != "reminder":
            return True
    return False


def _evidence(survey: Survey, name: str) -> Evidence:
    titles = [label for label in survey.labels if label.family == "titles" and name in label.meanings]
    best = max(titles, key=lambda label: _title_odds(label, survey), default=None)
    return best.cell.evidence() if best else Evidence(Witness.INFERRED, name)
