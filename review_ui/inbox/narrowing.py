"""The filters of the list beside its chips: what there is to choose, in words."""

from collections.abc import Mapping

from review_ui.inbox.asked import AGES, ME, NO_FIELD, OVERDUE, SOON, SUBJECTS, ListAsked
from review_ui.inbox.contexts import Choice, FilterView
from review_ui.inbox.reasons import FINDINGS
from review_ui.languages.speech import gettext, ngettext
from review_ui.languages.words import Words
from review_ui.wording import label_of
from storage.filters import Assigned

WHOSE: Words[str] = Words(
    {ME: "Mine", Assigned.NOBODY.value: "Nobody's", Assigned.SOMEBODY.value: "Assigned to somebody"}
)
DUE: Words[str] = Words({OVERDUE: "Overdue", SOON: "Within a week, or overdue"})


def make_filters(asked: ListAsked) -> tuple[FilterView, ...]:
    """Every filter with what is chosen in it; the first choice of each narrows nothing."""
    fields = {NO_FIELD: gettext("No field"), **{key: label_of(key) for key in SUBJECTS}}
    ages = {age: ngettext("At least {count} day old", "At least {count} days old", int(age)) for age in AGES}
    return (
        _filter("field", gettext("Unsure or missing"), gettext("Any field"), fields, asked.field),
        _filter("finding", gettext("Finding"), gettext("Any finding"), FINDINGS, asked.finding),
        _filter("whose", gettext("Assigned"), gettext("To anybody or nobody"), WHOSE, asked.whose),
        _filter("due", gettext("Due"), gettext("Any time"), DUE, asked.due),
        _filter("age", gettext("Age"), gettext("Any age"), ages, asked.age),
    )


def _filter(name: str, label: str, nothing: str, words: Mapping[str, str], chosen: str) -> FilterView:
    choices = (Choice("", nothing), *(Choice(value, text) for value, text in words.items()))
    return FilterView(name, label, choices, chosen if chosen in words else "")
