"""Say what a document is (BT-3 and its class) by the words in its title.

A title stands alone on its line or before its number, in large letters, near the top of the first page. The class with
the best title wins; negative totals make an invoice a credit note; without a title a narrow page of a till is a
receipt, and whatever else has totals an invoice. Only a plain title that no invoice's rivals takes the fields away.
"""

from collections.abc import Mapping, Sequence
from math import exp

from extractors.fields.labels import Label
from extractors.fields.letters import letter_odds
from extractors.fields.phrases import fold, load_lexicon
from extractors.fields.survey import Survey
from extractors.fields.tills import till_odds
from models.evidence import Candidate, Evidence, Witness
from models.month_names import is_date_word, months_named
from models.terms import DocumentClass, Term

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
LOW = -1.0
PRIOR: Mapping[str, float] = {
    "invoice": 1.0,
    "credit_note": 0.3,
    "receipt": -0.5,
    "other": -1.0,
    "delivery_note": -0.8,
    "statement": -1.0,
}
NEGATIVE_TOTALS = 2.0
ASKS_FOR_MONEY = -3.0
"""How much less a page with a total is a delivery note whose words stand in no large letters: it names one."""
PLAIN_TITLE = 2.0
"""What a title has that stands alone or before its number, near the top."""
NO_TITLE = {"invoice": 0.5, "receipt": 0.0, "letter": -0.5}
WITHOUT_TOTAL, OTHER_NAMED = 1.5, 1.0
"""How much more a page without a total is a letter, unless a title says at least so much that it is another thing."""
NOTHING_SAYS_SO = -1.0
"""How much less a page is an invoice that has neither the title nor a total of one."""
OTHER_TITLE = -1.5
"""How much less an invoice without a title is likely under a plain title of something else."""
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
    titles: dict[str, float] = {}
    slip = any(sheet.is_slip for sheet in survey.sheets[:1])
    for label in (label for label in survey.labels if label.family == "titles" or not slip):
        for meaning in title_meanings(label):
            titles[meaning] = max(titles.get(meaning, -9.0), _title_odds(label, survey))
    if "delivery_note" in titles and _names_delivery_note(survey, totals):
        titles["delivery_note"] += ASKS_FOR_MONEY
    odds = _with_untitled(titles)
    odds["receipt"] += till_odds(survey)
    odds["letter"] += letter_odds(survey) if max(odds.get(name, 0.0) for name in _WITH_FIELDS) < PLAIN_TITLE else 0.0
    if any(c.term is Term.TOTAL_GROSS and c.probability > 0.5 and str(c.value).startswith("-") for c in totals):
        odds["credit_note"] = odds.get("credit_note", -1.0) + NEGATIVE_TOTALS
    if not any(c.term is Term.TOTAL_GROSS for c in totals):
        named = max((value for name, value in titles.items() if name not in _WITH_FIELDS), default=-9.0)
        odds["letter"] += WITHOUT_TOTAL if named < OTHER_NAMED else 0.0
        odds = {
            name: value + (NOTHING_SAYS_SO if name in _WITH_FIELDS and name not in titles else 0.0)
            for name, value in odds.items()
        }
    return odds


def _names_delivery_note(survey: Survey, totals: Sequence[Candidate]) -> bool:
    """Whether a page that asks for money only mentions the delivery: `Delivery note 1209` over its lines."""
    asks = any(c.term is Term.TOTAL_GROSS and c.probability > 0.5 for c in totals)
    return asks and not any(_is_large(o, survey) for o in survey.labels if "delivery_note" in title_meanings(o))


def _is_large(label: Label, survey: Survey) -> bool:
    return label.box.height > LARGER * survey.sheets[label.cell.page].line_height


def _with_untitled(titles: Mapping[str, float]) -> dict[str, float]:
    """The odds of every class: of those with a title, and of those that need none."""
    plain = max((odds for name, odds in titles.items() if name not in _WITH_FIELDS), default=-9.0) >= PLAIN_TITLE
    odds = {name: value + (OTHER_TITLE if plain and name in _WITH_FIELDS else 0.0) for name, value in NO_TITLE.items()}
    for name, value in titles.items():
        odds[name] = max(odds.get(name, -9.0), value + PRIOR.get(name, 0.0))
    return odds


def _title_odds(label: Label, survey: Survey) -> float:
    sheet = survey.sheets[label.cell.page]
    among = _is_among_labels(label, survey)
    may_stand = label.leads and not (label.has_colon and label.family == "titles")
    alone = may_stand and not among and _is_alone(label, survey)
    numbered = may_stand and any(c.isdigit() for w in label.rest[:3] for c in w.text)
    odds = (ALONE if alone else 0.0) + (AMONG_LABELS if among else 0.0)
    numbered = numbered and not _goes_on(label)
    odds += BEFORE_NUMBER if numbered else 0.0
    odds += LOOSE if not (alone or numbered or _is_large(label, survey)) else 0.0
    odds += LARGE if _is_large(label, survey) else NUMBER_LABEL if label.family != "titles" else 0.0
    odds += (
        IN_ACCOUNT if _is_in_account(label, survey) else IN_LIST if label.rest and _is_listed(label, survey) else 0.0
    )
    odds += NEAR_TOP if label.box.y_mid < 0.4 * sheet.height else LOW
    odds += IN_SENTENCE if sum(_is_word(word.text) for word in label.cell.words) > 6 else 0.0
    odds += NOT_LEADING if not label.leads else 0.0
    return odds + (LATER_PAGE if label.cell.page else 0.0)


def _goes_on(label: Label) -> bool:
    """Whether words follow the number that tell no date, as in `Invoice 4711 of 12 May is overdue`."""
    dates = load_lexicon("dates").phrases
    words = [word.text.strip(".,:;") for word in label.rest if _is_word(word.text)]
    return any(len(w) > 2 and fold(w) not in dates and not months_named(w) and not is_date_word(w) for w in words)


def _is_listed(label: Label, survey: Survey) -> bool:
    """Whether money stands in another cell of the row, as in a list of invoices."""
    row = {(a.cell.page, a.cell.row) for a in survey.amounts if a.is_money and a.cell.column != label.cell.column}
    return (label.cell.page, label.cell.row) in row


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


def _is_in_account(label: Label, survey: Survey) -> bool:
    """Whether the label stands behind a date in a row of three cells or more, as in the rows of an account."""
    row = survey.sheets[label.cell.page].rows[label.cell.row]
    if len(row) < 3 or not label.cell.column:
        return False
    return any(
        day.cell.page == label.cell.page and day.cell.row == label.cell.row and not day.cell.column
        for day in survey.days
    )


def _is_among_labels(label: Label, survey: Survey) -> bool:
    """Whether other labels stand on the row, as over the columns of a grid."""
    others = survey.labels_on(label.cell.page, "dates", "numbers")
    return any(o.cell.row == label.cell.row and o.cell.column != label.cell.column and o.leads for o in others)


def _is_rivalled(name: str, survey: Survey) -> bool:
    """Whether an invoice's title or number stands out as well, or money is asked for without a plain other title."""
    own = max((_title_odds(o, survey) for o in survey.labels if name in title_meanings(o)), default=-9.0)
    known = [_title_odds(o, survey) for o in survey.labels if title_meanings(o) & {"invoice", "credit_note"}]
    if name == "statement" and _asks_by_a_day(survey):
        return True
    if own >= PLAIN_TITLE and own > max(known, default=-9.0):
        return False
    for label in survey.labels:
        if label.leads and label.cell.page == 0 and not _is_in_account(label, survey):
            if label.family == "titles" and label.meanings & {"invoice", "credit_note"} and not label.rest:
                return True
            if "invoice_number" in label.meanings and "invoice" in label.phrase.text:
                return True
        if (
            label.leads
            and label.meanings & {"amount_due"}
            and name != "reminder"
            and not _is_among_labels(label, survey)
        ):
            return True
    return False


def _asks_by_a_day(survey: Survey) -> bool:
    """Whether one amount is asked for by one day, as in the monthly statements that are bills."""
    front = [label for label in survey.labels if label.cell.page == 0 and not _is_among_labels(label, survey)]
    asking = [label for label in front if label.leads and "amount_due" in label.meanings]
    cells = {label.cell for label in asking}  # `Total amount due by 14 March` says both
    by_a_day = any("due_date" in label.meanings and (label.leads or label.cell in cells) for label in front)
    return bool(asking) and by_a_day


def _evidence(survey: Survey, name: str) -> Evidence:
    titles = [label for label in survey.labels if name in title_meanings(label)]
    best = max(titles, key=lambda label: _title_odds(label, survey), default=None)
    return best.cell.evidence() if best else Evidence(Witness.INFERRED, name)
