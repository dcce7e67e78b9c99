"""Say what a document is (BT-3 and its class) by the words in its title.

A title stands alone on its line or before its number, in large letters, near the top of the first page. The class with
the best title wins; negative totals make an invoice a credit note, and so does naming the invoice that is credited;
without a title a narrow page of a till is a receipt, and whatever else has totals an invoice. Only a plain title that
no invoice's rivals takes the fields away.
"""

from collections.abc import Mapping, Sequence
from math import exp

from extractors.fields.disclaimers import denies_invoice
from extractors.fields.letters import letter_odds
from extractors.fields.survey import Survey
from extractors.fields.tills import till_odds
from extractors.fields.title_odds import is_among_labels, is_in_account, is_large, is_listed, title_meanings, title_odds
from models.evidence import Candidate, Evidence, Witness
from models.terms import DocumentClass, Term

PRIOR: Mapping[str, float] = {
    "invoice": 1.0,
    "credit_note": 0.3,
    "receipt": -0.5,
    "other": -1.0,
    "delivery_note": -0.8,
    "statement": -1.0,
}
NEGATIVE_TOTALS = 2.0
CREDITS_ANOTHER = 4.0
"""How much more a page without a plain title is a credit note that names the invoice it credits."""
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
    if denies_invoice(survey):
        return DocumentClass.OTHER, []
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
            titles[meaning] = max(titles.get(meaning, -9.0), title_odds(label, survey))
    if "delivery_note" in titles and _names_delivery_note(survey, totals):
        titles["delivery_note"] += ASKS_FOR_MONEY
    odds = _with_untitled(titles)
    odds["receipt"] += till_odds(survey)
    odds["letter"] += letter_odds(survey) if max(odds.get(name, 0.0) for name in _WITH_FIELDS) < PLAIN_TITLE else 0.0
    if any(c.term is Term.TOTAL_GROSS and c.probability > 0.5 and str(c.value).startswith("-") for c in totals):
        odds["credit_note"] = odds.get("credit_note", -1.0) + NEGATIVE_TOTALS
    if _credits_another(survey):
        odds["credit_note"] = odds.get("credit_note", -1.0) + CREDITS_ANOTHER
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
    return asks and not any(is_large(o, survey) for o in survey.labels if "delivery_note" in title_meanings(o))


def _credits_another(survey: Survey) -> bool:
    """Whether words such as `Credit for invoice` begin a line, before a number, and no amount is on it as in a list."""
    return any(
        "credited_invoice" in label.meanings
        and label.leads
        and any(char.isdigit() for word in label.rest[:2] for char in word.text)
        and not is_listed(label, survey)
        for label in survey.labels
    )


def _with_untitled(titles: Mapping[str, float]) -> dict[str, float]:
    """The odds of every class: of those with a title, and of those that need none."""
    plain = max((odds for name, odds in titles.items() if name not in _WITH_FIELDS), default=-9.0) >= PLAIN_TITLE
    odds = {name: value + (OTHER_TITLE if plain and name in _WITH_FIELDS else 0.0) for name, value in NO_TITLE.items()}
    for name, value in titles.items():
        odds[name] = max(odds.get(name, -9.0), value + PRIOR.get(name, 0.0))
    return odds


def _is_rivalled(name: str, survey: Survey) -> bool:
    """Whether an invoice's title or number stands out as well, or money is asked for without a plain other title."""
    own = max((title_odds(o, survey) for o in survey.labels if name in title_meanings(o)), default=-9.0)
    known = [title_odds(o, survey) for o in survey.labels if title_meanings(o) & {"invoice", "credit_note"}]
    if name == "statement" and _asks_by_a_day(survey):
        return True
    if own >= PLAIN_TITLE and own > max(known, default=-9.0):
        return False
    for label in survey.labels:
        if label.leads and label.cell.page == 0 and not is_in_account(label, survey):
            if label.family == "titles" and label.meanings & {"invoice", "credit_note"} and not label.rest:
                return True
            if "invoice_number" in label.meanings and "invoice" in label.phrase.text:
                return True
        if (
            label.leads
            and label.meanings & {"amount_due"}
            and name != "reminder"
            and not is_among_labels(label, survey)
        ):
            return True
    return False


def _asks_by_a_day(survey: Survey) -> bool:
    """Whether one amount is asked for by one day, as in the monthly statements that are bills."""
    front = [label for label in survey.labels if label.cell.page == 0 and not is_among_labels(label, survey)]
    asking = [label for label in front if label.leads and "amount_due" in label.meanings]
    cells = {label.cell for label in asking}  # `Total amount due by 14 March` says both
    by_a_day = any("due_date" in label.meanings and (label.leads or label.cell in cells) for label in front)
    return bool(asking) and by_a_day


def _evidence(survey: Survey, name: str) -> Evidence:
    titles = [label for label in survey.labels if name in title_meanings(label)]
    best = max(titles, key=lambda label: title_odds(label, survey), default=None)
    return best.cell.evidence() if best else Evidence(Witness.INFERRED, name)
