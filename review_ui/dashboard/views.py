"""Put the dashboard together from what was counted."""

from review_ui.dashboard.contexts import DashboardPage, Tile
from review_ui.dashboard.figures import SPAN_WORDS, make_figures, seconds_each
from review_ui.formatting import format_share
from review_ui.languages.speech import counted, gettext, ngettext
from review_ui.languages.words import Words
from review_ui.visitors import Visitor
from storage.outcomes import UNSEEN
from storage.performance import Performance, load_performance
from storage.roles import Action
from storage.tallies import LONGER, SPANS, Measure

RANGES: Words[int] = Words({7: "7 days", 30: "30 days", 90: "90 days", 365: "A year", 0: "All"})
USUAL = 30
NOTHING = "–"


def load(visitor: Visitor, days: int) -> Performance:
    """The figures of a range; names of people for administrators alone."""
    names = visitor.may(Action.MANAGE)
    return load_performance(visitor.house, visitor.organisation_id, days or None, names=names)


def make_dashboard(visitor: Visitor, days: int) -> DashboardPage:
    found = load(visitor, days)
    tiles = (received(found), automated(found), accurate(found), quick(found), looked(found))
    ranges = dict(RANGES)
    return DashboardPage(days, ranges, found.since, found.until, tiles, tuple(make_figures(found)), found.troubles)


def received(found: Performance) -> Tile:
    count = found.count(Measure.RECEIVED)
    days = (found.until - found.since).days + 1
    note = gettext("{number} a day", number=counted(round(count / days)))
    return Tile(gettext("Received"), ngettext("{count} document", "{count} documents", count), note)


def automated(found: Performance) -> Tile:
    """The automation rate: of what was booked, the share that no person saw."""
    booked, counts = found.count(Measure.BOOKED), found.by_name(Measure.BOOKED)
    unseen = counts[UNSEEN].count if UNSEEN in counts else 0
    value = format_share(unseen / booked) if booked else NOTHING
    note = gettext("{unseen} of {booked} booked", unseen=counted(unseen), booked=counted(booked))
    return Tile(gettext("Booked without a person"), value, note)


def accurate(found: Performance) -> Tile:
    right, wrong = found.count(Measure.RIGHT), found.count(Measure.WRONG)
    value = format_share(right / (right + wrong)) if right + wrong else NOTHING
    note = ngettext("of {count} reviewed value", "of {count} reviewed values", right + wrong)
    return Tile(gettext("Fields right as read"), value, note)


def quick(found: Performance) -> Tile:
    """The span in which half of what was booked was booked."""
    counts = found.by_name(Measure.TURNAROUND)
    half, reached = found.count(Measure.TURNAROUND) / 2, 0
    value = NOTHING
    for name in (*SPANS, LONGER):
        reached += counts[name].count if name in counts else 0
        if half and reached >= half:
            value = SPAN_WORDS[name]
            break
    return Tile(gettext("Half are booked"), value, gettext("after they were received"))


def looked(found: Performance) -> Tile:
    seconds = sum(one.seconds for one in found.by_name(Measure.ATTENTION).values())
    each = seconds_each(seconds, found.count(Measure.ATTENTION))
    value = ngettext("{count} second", "{count} seconds", each) if each is not None else NOTHING
    return Tile(gettext("Active time a document"), value, gettext("while it was open, visible and used"))
