"""Find the dates of an invoice (BT-2, BT-9, BT-72) by their labels, their place, and their order in time.

A label proposes; a date that another label explains better (`order date`) loses. Without a label only the issue date is
found: the date after the document's title, the only date, or one near the top. Combinations in which the due date comes
before the issue date lose. Whether `03/04/2024` is in March or April is decided once per document, by its other dates,
its country and its language.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from math import exp

from extractors.fields.choices import LEAST_SHARE, Choice
from extractors.fields.date_contexts import PLACE_AND_DATE, context_odds, follows_place, says_delivered, says_due
from extractors.fields.day_order import order_of_days, readings_in_order
from extractors.fields.figures import Day
from extractors.fields.joined_labels import joined_meanings
from extractors.fields.links import Link, Relation, best_by_meaning
from extractors.fields.survey import Survey
from models.evidence import Candidate
from models.terms import Term

TERMS = (Term.ISSUE_DATE, Term.DUE_DATE, Term.DELIVERY_DATE)
FORCE: Mapping[Term, Mapping[str, float]] = {
    Term.ISSUE_DATE: {"issue_date": 0.3, "date": -0.8},
    Term.DUE_DATE: {"due_date": 0.0},
    Term.DELIVERY_DATE: {"delivery_date": 0.0},
}
PRIOR = -1.6
NOT_LABELLED = -1.9
AFTER_TITLE = 1.4
ONLY_DATE = 1.6
NEAR_TOP = 0.7
FIRST_DATE = 0.5
OTHER_ORDER = -1.8
MOST_OPTIONS = 6
NO_ISSUE_DATE = -0.5
DUE_FOLLOWS = 0.5
DUE_PRECEDES = -2.2
DUE_FAR = -1.2
DELIVERY_FAR = -0.8
TWO_ROLES_BY_ONE_PLACE = -1.5
BY_PROSE = 1.2
JOINED = "labels:"


def find_dates(survey: Survey) -> list[Candidate]:
    """Candidates of the three dates by descending probability, at most one per value and term."""
    options = _weigh(survey)
    shares = _shares([[None, *options[term][:MOST_OPTIONS]] for term in TERMS])
    found = [
        Candidate(term, option.value, min(share, 0.995), option.evidence, option.reason)
        for (term, _), (option, share) in shares.items()
        if share >= LEAST_SHARE
    ]
    return sorted(found, key=lambda c: (-c.probability, c.term.key))


def _weigh(survey: Survey) -> Mapping[Term, list[Choice]]:
    """For each term the dates it may be, by labels and place alone, the likeliest first."""
    links = survey.links([day.cell for day in survey.days], "dates", "titles", "numbers")
    day_first = order_of_days(survey)
    best: dict[tuple[Term, date], Choice] = {}
    for day, found in zip(survey.days, links, strict=True):
        context = context_odds(day, survey)
        for term in TERMS:
            odds, reason = _by_prose(day, term, survey) or _by_labels(found, term)
            odds += _by_place(day, survey) if term is Term.ISSUE_DATE and not reason else 0.0
            odds += context[term]
            for value, penalty in _readings(day, survey, day_first=day_first):
                choice = Choice(value, odds + penalty, day.cell.evidence(), reason or "unlabelled")
                if (reason or term is Term.ISSUE_DATE) and _beats(choice, best.get((term, value))):
                    best[term, value] = choice
    return {term: sorted((c for (t, _), c in best.items() if t is term), key=lambda c: -c.log_odds) for term in TERMS}


def _beats(choice: Choice, other: Choice | None) -> bool:
    return other is None or choice.log_odds > other.log_odds


def _readings(day: Day, survey: Survey, *, day_first: bool) -> list[tuple[date, float]]:
    """The readings of a date with what each costs."""
    if len(day.readings) == 1:
        return [(day.readings[0], 0.0)]
    preferred, other = readings_in_order(day, survey, day_first=day_first)
    return [(preferred, 0.0), (other, OTHER_ORDER)]


def _by_prose(day: Day, term: Term, survey: Survey) -> tuple[float, str] | None:
    """Log-odds where the words around a date say its term without a label of a form; None where they do not."""
    if term is Term.DUE_DATE and says_due(day, survey):
        return BY_PROSE, "prose:due"
    if term is Term.DELIVERY_DATE and says_delivered(day, survey):
        return BY_PROSE, "label:delivery_note"
    return None


def _by_labels(links: Sequence[Link], term: Term) -> tuple[float, str]:
    """Log-odds by the best label, and its phrase; the phrase is empty when no label speaks for the term."""
    best = best_by_meaning(links, ["dates"])
    joined = joined_meanings(best)
    strongest = max((best[m].strength for m in joined), default=0.0)
    strengths = {m: strongest if m in joined else link.strength for m, link in best.items()}
    told = {m: strengths[m] + force for m, force in FORCE[term].items() if m in best}
    rival = max((k for m, k in strengths.items() if m not in FORCE[term] and m not in joined), default=0.0)
    meaning = max(told, key=lambda m: told[m], default="")
    own = told.get(meaning, 0.0)
    if term is Term.ISSUE_DATE and (title := _title_before(links)) > max(0.0, rival):
        own, meaning = max(own, title) + AFTER_TITLE, meaning or "title"
    if own <= 0 or not meaning:
        return NOT_LABELLED - max(0.0, rival), ""
    phrase = best[meaning].label.phrase.text if meaning in best else meaning
    return PRIOR + own - max(0.0, rival - own + 0.5), f"{JOINED if meaning in joined else 'label:'}{phrase}"


def _title_before(links: Sequence[Link]) -> float:
    """The strength of an invoice's title or number before it: `Invoice 17 of 3 May 2024`."""
    told = {"invoice", "credit_note", "invoice_number"}
    beside = {Relation.BEHIND, Relation.RIGHT}
    strengths = [k.strength for k in links if k.relation in beside and k.label.leads and k.label.meanings & told]
    return max(0.0, max(strengths, default=0.0))


def _by_place(day: Day, survey: Survey) -> float:
    sheet = survey.sheets[day.cell.page]
    values = {other.readings[0] for other in survey.days}
    odds = ONLY_DATE if len(values) == 1 else 0.0
    odds += FIRST_DATE if day is survey.days[0] else 0.0
    odds += PLACE_AND_DATE if follows_place(day, survey) else 0.0
    return odds + (NEAR_TOP if day.cell.page == 0 and day.box.y_mid < 0.4 * sheet.height else 0.0)


def _shares(options: Sequence[Sequence[Choice | None]]) -> Mapping[tuple[Term, date], tuple[Choice, float]]:
    """The share of each date among all combinations of issue, due and delivery date."""
    weights: dict[tuple[Term, date], float] = defaultdict(float)
    chosen: dict[tuple[Term, date], Choice] = {}
    total = 0.0
    for combination in product(*options):
        weight = exp(sum(c.log_odds for c in combination if c) + _order_odds(*combination))
        total += weight
        for term, choice in zip(TERMS, combination, strict=True):
            if choice and isinstance(choice.value, date):
                weights[term, choice.value] += weight
                chosen[term, choice.value] = choice
    return {key: (chosen[key], weight / total) for key, weight in weights.items()}


def _order_odds(issue: Choice | None, due: Choice | None, delivery: Choice | None) -> float:
    """Whether the dates make sense together."""
    odds = 0.0 if issue else NO_ISSUE_DATE
    for one, other in ((issue, due), (issue, delivery), (due, delivery)):
        same = one and other and one.evidence == other.evidence
        meant = one and other and one.reason.startswith(JOINED) and other.reason.startswith(JOINED)
        odds += TWO_ROLES_BY_ONE_PLACE if same and not meant else 0.0
    if issue and due:
        days = _days_between(issue, due)
        odds += DUE_PRECEDES if days < 0 else DUE_FAR if days > 200 else DUE_FOLLOWS
    if issue and delivery:
        odds += DELIVERY_FAR if not -200 <= _days_between(issue, delivery) <= 60 else 0.0
    return odds


def _days_between(one: Choice, other: Choice) -> int:
    if not isinstance(one.value, date) or not isinstance(other.value, date):
        return 0
    return (other.value - one.value).days
