"""Put the page of automation together from what was reviewed."""

from collections.abc import Sequence
from typing import Any

from models.intervals import clopper_pearson
from models.risk_control import Reviewed, counts_from, upper_bound
from models.standing import Reason, reviews_missing, standing
from models.unseen import Mode
from review_ui.automation.contexts import AutomationPage, Choice, Move
from review_ui.automation.curve import draw, make_points, row_of
from review_ui.figures import show
from review_ui.formatting import format_share
from review_ui.languages.speech import gettext
from review_ui.languages.words import Words
from review_ui.visitors import Visitor
from review_ui.wording import EVENTS
from storage.automation_figures import load_automation
from storage.rows import AuditEntry
from storage.unseen_record import load_month, load_moves

BOUNDS = (50, 100, 200, 500)
WHY: Words[str] = Words(
    {
        Reason.HOLDS.value: "The bound is shown to be kept.",
        Reason.TOO_FEW.value: "Too few documents have been reviewed.",
        Reason.NOT_SHOWN.value: "Too many of the reviewed documents were wrong.",
        Reason.TIGHTENED.value: "Documents that were wrong moved the threshold up since the last look.",
        Reason.DRIFT.value: "The newest documents are wrong more often than the bound can explain.",
        "asked": "Somebody asked for it.",
    }
)
OBSTACLES: Words[str] = Words(
    {
        "no_invoice": "It is no invoice",
        "missing_field": "A required field is missing",
        "finding": "A finding is for a person to look at",
        "one_witness": "A required field has fewer than two witnesses",
    }
)
MESSAGES: Words[str] = Words(
    {
        "set": "Saved. The threshold follows from it at once.",
        "on": "Switched on. What reaches the threshold is booked without a person from now on.",
        "off": "Switched off. A person approves everything from now on.",
    }
)


def make_automation(visitor: Visitor, done: str) -> AutomationPage:
    house, org_id = visitor.house, visitor.organisation_id
    figures = load_automation(house, org_id)
    reviewed = figures.evidence
    policy, points = figures.policy, make_points(reviewed)
    threshold = figures.standing.threshold
    head = figures.standing.wrong, figures.standing.of
    return AutomationPage(
        figures=figures,
        on=policy.mode is Mode.ON,
        choices=tuple(choice(bound, reviewed, policy.bound) for bound in sorted({*BOUNDS, policy.bound})),
        reason=WHY[figures.standing.reason.value],
        curve=draw(points, policy.share, threshold),
        points=tuple(tuple(map(show, row_of(point))) for point in points),
        month=load_month(house, org_id, threshold),
        error=measured(figures.checked_wrong, figures.checked),
        upper=format_share(upper_bound(*head)) if threshold is not None else "",
        obstacles={OBSTACLES.get(word, word): count for word, count in sorted(figures.obstacles.items())},
        moves=tuple(move(entry) for entry in load_moves(house, org_id)),
        message=MESSAGES.get(done, ""),
    )


def choice(bound: int, reviewed: Sequence[Reviewed], chosen: int) -> Choice:
    """How it would stand with this bound."""
    found = standing(reviewed, 1 / bound)
    covered = None
    if found.threshold is not None:
        covered = counts_from(reviewed, found.threshold)[1] / len(reviewed)
    missing = 0 if found.threshold is not None else reviews_missing(reviewed, 1 / bound)
    return Choice(bound, bound == chosen, missing, covered, WHY[found.reason.value])


def measured(wrong: int, of: int) -> str:
    """The share of wrong ones that people found, with its interval of 95 percent; empty where none was looked at."""
    if not of:
        return ""
    low, high = (format_share(edge) for edge in clopper_pearson(wrong, of))
    share = format_share(wrong / of)
    return gettext(
        "{share} ({wrong} of {of}; between {low} and {high})", share=share, wrong=wrong, of=of, low=low, high=high
    )


def move(entry: AuditEntry) -> Move:
    who = gettext("Prejeto") if entry.actor_kind == "system" else entry.actor_label
    return Move(entry.at, EVENTS.get(entry.event, entry.event), who, what(entry))


def what(entry: AuditEntry) -> str:
    """What changed, in words."""
    before, after = entry.before or {}, entry.after or {}
    if entry.event == "automation_set":
        told = [setting(name, before.get(name), after.get(name)) for name in ("bound", "sample")]
        return " ".join(filter(None, told))
    reason = WHY.get(str(after.get("reason", "")), "")
    if entry.event != "automation_moved":
        return reason
    now = threshold(before.get("threshold"), after.get("threshold"))
    return f"{now} {reason}"


def setting(name: str, before: Any, after: Any) -> str:
    if before == after or after is None:
        return ""
    if name == "bound":
        return gettext("At most 1 in {after} may be wrong; it was 1 in {before}.", before=before, after=after)
    return gettext("1 in {after} is reviewed all the same; it was 1 in {before}.", before=before, after=after)


def threshold(before: Any, after: Any) -> str:
    """Where the threshold went."""
    if after is None:
        return gettext("There is no threshold any more.") if before is not None else gettext("There is no threshold.")
    if before is None:
        return gettext("There is a threshold now: {score}.", score=f"{after:.3f}")
    return gettext("The threshold went from {before} to {after}.", before=f"{before:.3f}", after=f"{after:.3f}")
