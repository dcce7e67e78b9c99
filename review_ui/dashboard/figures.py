"""The figures of the dashboard, made of what was counted."""

from collections.abc import Iterator, Sequence

from models.terms import Term
from review_ui.charts import lie, stack
from review_ui.dashboard.spans import gather
from review_ui.figures import Cell, Figure
from review_ui.formatting import format_date, format_share
from review_ui.languages.speech import gettext
from review_ui.languages.words import Words
from review_ui.wording import CAUSES, CHANNELS, label_of
from storage.outcomes import PERSON, UNSEEN
from storage.performance import Performance
from storage.tallies import LONGER, SPANS, Measure

SPAN_WORDS: Words[str] = Words(
    {
        "hour": "Within an hour",
        "four_hours": "Within 4 hours",
        "day": "Within a day",
        "three_days": "Within 3 days",
        "week": "Within a week",
        LONGER: "Later",
    }
)


def make_figures(found: Performance) -> Iterator[Figure]:
    """All figures; that of people only where their names are known."""
    yield volume(found)
    yield automation(found)
    yield accuracy(found)
    yield turnaround(found)
    yield decisions(found)
    if found.people:
        yield attention(found)


def volume(found: Performance) -> Figure:
    names = sorted(found.by_name(Measure.RECEIVED), key=lambda name: -found.by_name(Measure.RECEIVED)[name].count)
    title = gettext("Documents received, by day and channel")
    return over_time("volume", title, found, Measure.RECEIVED, [(name, CHANNELS.get(name, name)) for name in names])


def automation(found: Performance) -> Figure:
    names = [(UNSEEN, gettext("Booked without a person")), (PERSON, gettext("Approved by a person"))]
    return over_time("automation", gettext("Booked without a person, and by people"), found, Measure.BOOKED, names)


def over_time(key: str, title: str, found: Performance, measure: Measure, names: Sequence[tuple[str, str]]) -> Figure:
    """A column for each day, week or month, parted by name."""
    of_measure = (day for day in found.days if day.tally.measure is measure)
    columns = gather(of_measure, found.since, found.until)
    values = [[counts.get(name, 0) for name, _ in names] for counts in columns.values()]
    words = [word for _, word in names]
    rows: list[tuple[Cell, ...]] = [(start, *row) for start, row in zip(columns, values, strict=True)]
    bars = stack([format_date(start) for start in columns], values, words)
    return Figure(key, title, (gettext("From"), *words), tuple(rows), bars if any(map(any, values)) else None)


def accuracy(found: Performance) -> Figure:
    right, wrong = found.by_name(Measure.RIGHT), found.by_name(Measure.WRONG)
    rows: list[tuple[str, int, int, float]] = []
    for term in Term:
        good = right[term.key].count if term.key in right else 0
        bad = wrong[term.key].count if term.key in wrong else 0
        if good + bad:
            rows.append((label_of(term.key), good + bad, bad, good / (good + bad)))
    rows.sort(key=lambda row: row[3])
    changed = [1 - row[3] for row in rows]
    longest = max(changed, default=0.0) or 1.0
    bars = lie([row[0] for row in rows], [share / longest for share in changed], [format_share(row[3]) for row in rows])
    head = (gettext("Field"), gettext("Reviewed"), gettext("Changed"), gettext("Right as read"))
    note = gettext(
        "The number: how many values were right as read. The bar: what people changed, the worst field in full."
    )
    return Figure("accuracy", gettext("Accuracy by field"), head, tuple(rows), bars if rows else None, True, note)


def turnaround(found: Performance) -> Figure:
    counts = found.by_name(Measure.TURNAROUND)
    many = [(name, counts[name].count if name in counts else 0) for name in (*SPANS, LONGER)]
    of = sum(count for _, count in many)
    rows = tuple((SPAN_WORDS[name], count, count / of if of else None) for name, count in many)
    words = gettext("Documents")
    bars = stack([SPAN_WORDS[name] for name, _ in many], [[count] for _, count in many], [words])
    head = (gettext("From received to booked"), words, gettext("Share"))
    return Figure("turnaround", gettext("From received to booked"), head, rows, bars if of else None)


def decisions(found: Performance) -> Figure:
    counts = found.by_name(Measure.DECIDED)
    many = [(CAUSES[cause], counts[cause].count if cause in counts else 0) for cause in CAUSES]
    of = sum(count for _, count in many)
    rows = tuple((word, count, count / of if of else None) for word, count in many)
    shares = [count / of if of else 0.0 for _, count in many]
    bars = lie([word for word, _ in many], shares, [str(count) for _, count in many]) if of else None
    head = (gettext("Decision"), gettext("Documents"), gettext("Share"))
    return Figure("decisions", gettext("What people decided"), head, rows, bars, lying=True)


def attention(found: Performance) -> Figure:
    told = found.by_name(Measure.ATTENTION)
    ordered = sorted(told.values(), key=lambda one: -one.count)
    rows = tuple(
        (
            found.people.get(one.name, gettext("Somebody who left")),
            one.count,
            one.seconds,
            seconds_each(one.seconds, one.count),
        )
        for one in ordered
    )
    head = (gettext("Person"), gettext("Documents"), gettext("Seconds"), gettext("Seconds a document"))
    note = gettext("Counted while a document is open, visible and used. When somebody worked is not kept.")
    return Figure("attention", gettext("Active seconds by person"), head, rows, note=note)


def seconds_each(seconds: int, documents: int) -> int | None:
    return round(seconds / documents) if documents else None
