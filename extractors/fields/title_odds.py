"""How much a label looks like the title of its document: alone on its line or before its number, large, near the top.

Heads of grids, rows of lists and accounts, labels under labels, and sentences name documents too, and are no titles.
"""

from extractors.fields.labels import Label
from extractors.fields.phrases import fold, load_lexicon
from extractors.fields.survey import Survey
from models.month_names import is_date_word, months_named

ALONE = 1.6
BEFORE_NUMBER = 1.2
LOOSE = -0.8
LARGE, LARGER = 1.0, 1.25
NEAR_TOP = 0.8
IN_SENTENCE = -2.0
AMONG_LABELS = -1.2
IN_LIST = -2.0
IN_ACCOUNT = -3.5
NUMBER_LABEL = -1.0
NOT_LEADING = -0.8
LATER_PAGE = -1.2
OF_A_PARTY = -3.0
"""The same word heads an order and its customer's address: `Megrendelő`. In no large letters it is of the address."""
LOW = -1.0
IN_SLIP = -4.0
_ROWS_UP, _FARTHEST_UP = 4, 4.5
_SLIPS = frozenset({"upnqr", "upn", "empfangsschein", "zahlteil", "recepisse", "sectionpaiement"})
"""What payment slips are called on whose row `Potrdilo`, the payer's receipt, stands."""


def title_odds(label: Label, survey: Survey) -> float:
    """Log-odds by form and place that a label is the title of its document."""
    sheet = survey.sheets[label.cell.page]
    among = is_among_labels(label, survey) or _is_in_list(label, survey)
    may_stand = label.leads and not (label.has_colon and label.family == "titles")
    alone = may_stand and not among and _is_alone(label, survey)
    numbered = may_stand and any(c.isdigit() for w in label.rest[:3] for c in w.text)
    odds = (ALONE if alone else 0.0) + (AMONG_LABELS if among else 0.0)
    numbered = numbered and not _goes_on(label)
    odds += BEFORE_NUMBER if numbered else 0.0
    odds += LOOSE if not (alone or numbered or is_large(label, survey)) else 0.0
    odds += LARGE if is_large(label, survey) else NUMBER_LABEL if label.family != "titles" else 0.0
    odds += IN_ACCOUNT if is_in_account(label, survey) else IN_LIST if label.rest and is_listed(label, survey) else 0.0
    odds += NEAR_TOP if label.box.y_mid < 0.4 * sheet.height else LOW
    odds += IN_SENTENCE if sum(_is_word(word.text) for word in label.cell.words) > 6 else 0.0
    odds += NOT_LEADING if not label.leads else 0.0
    odds += OF_A_PARTY if _names_party(label, survey) else 0.0
    odds += IN_SLIP if _is_in_slip(label, survey) else 0.0
    return odds + (LATER_PAGE if label.cell.page else 0.0)


def _goes_on(label: Label) -> bool:
    """Whether words follow the number that tell no date, as in `Invoice 4711 of 12 May is overdue`."""
    dates = load_lexicon("dates").phrases
    texts = [word.text for word in label.rest]
    number = next((at for at, text in enumerate(texts) if any(char.isdigit() for char in text)), len(texts))
    words = [text.strip(".,:;") for text in texts[number:] if _is_word(text)]
    return any(len(w) > 2 and fold(w) not in dates and not months_named(w) and not is_date_word(w) for w in words)


def is_listed(label: Label, survey: Survey) -> bool:
    """Whether money stands in another cell of the row, as in a list of invoices."""
    row = {(a.cell.page, a.cell.row) for a in survey.amounts if a.is_money and a.cell.column != label.cell.column}
    return (label.cell.page, label.cell.row) in row


def _names_party(label: Label, survey: Survey) -> bool:
    """Whether the same words, no larger than others, are the label of a party."""
    parties = survey.labels_on(label.cell.page, "parties")
    same = any((other.cell, other.start, other.end) == (label.cell, label.start, label.end) for other in parties)
    return same and not is_large(label, survey)


def _is_in_slip(label: Label, survey: Survey) -> bool:
    """Whether the label stands on the row that names a payment slip."""
    row = survey.sheets[label.cell.page].rows[label.cell.row]
    words = [fold(word.text) for cell in row for word in cell.words]
    return any(word in _SLIPS for word in words)


def _is_alone(label: Label, survey: Survey) -> bool:
    """Whether nothing follows the label in its cell but the same title in another language: `Račun / Invoice`."""
    same = [
        other
        for other in survey.labels_on(label.cell.page, "titles")
        if other.cell == label.cell and other.start >= label.end and other.meanings & label.meanings
    ]
    if label.family != "titles" and label.rest and not _is_first(label, survey):
        return False
    told = {word for other in same for word in other.cell.words[other.start : other.end]}
    return all(word in told or not any(char.isalpha() for char in word.text) for word in label.rest)


def _is_first(label: Label, survey: Survey) -> bool:
    """Whether no title stands above the label on its page."""
    rows = [o.cell.row for o in survey.labels if o.cell.page == label.cell.page and title_meanings(o)]
    return label.cell.row <= min(rows, default=0)


def _is_word(text: str) -> bool:
    return any(char.isalpha() for char in text) and not any(char.isdigit() for char in text)


def title_meanings(label: Label) -> frozenset[str]:
    """What a label says as a title; `Dobavnica št.` names a number and is a title all the same.

    Empty when the label is none: then it must begin its cell, in words that are a title without those for "number".
    """
    if label.family == "titles":
        return label.meanings
    if label.family != "numbers" or not label.leads or label.has_colon:
        return frozenset()
    titles = load_lexicon("titles").phrases
    words = [word.text for word in label.cell.words[label.start : label.end]]
    if label.phrase.text in titles:
        return frozenset()
    for count in range(len(words) - 1, 0, -1):
        if phrase := titles.get(fold(" ".join(words[:count]))):
            return phrase.meanings
    return frozenset()


def is_in_account(label: Label, survey: Survey) -> bool:
    """Whether the label stands behind a date in a row of three cells or more, as in the rows of an account."""
    row = survey.sheets[label.cell.page].rows[label.cell.row]
    if len(row) < 3 or not label.cell.column:
        return False
    return any(
        day.cell.page == label.cell.page and day.cell.row == label.cell.row and not day.cell.column
        for day in survey.days
    )


def is_among_labels(label: Label, survey: Survey) -> bool:
    """Whether other labels stand on the row, as over the columns of a grid, or of the lines of goods."""
    page = label.cell.page
    heads = [o for o in survey.labels_on(page, "totals") if o.meanings & {"other_amount", "total"} and not o.rest]
    others = (*survey.labels_on(page, "dates", "numbers"), *heads)
    return any(o.cell.row == label.cell.row and o.cell.column != label.cell.column and o.leads for o in others)


def _is_in_list(label: Label, survey: Survey) -> bool:
    """Whether a label of a date or number in letters of the same size stands above, as over `Contract` in a list."""
    return any(
        other.leads
        and 0 < label.cell.row - other.cell.row <= _ROWS_UP
        and 0 < label.box.top - other.box.bottom <= _FARTHEST_UP * other.box.height
        and abs(label.cell.box.x0 - other.cell.box.x0) <= other.box.height / 2
        and label.box.height <= LARGER * other.box.height
        for other in survey.labels_on(label.cell.page, "dates", "numbers")
    )


def is_large(label: Label, survey: Survey) -> bool:
    return label.box.height > LARGER * survey.sheets[label.cell.page].line_height
