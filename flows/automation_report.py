"""Tell how an organisation stands with what is booked unseen."""

from collections.abc import Iterator

from models.intervals import clopper_pearson, counted, wilson
from models.risk_control import documents_needed, upper_bound
from models.standing import Reason
from models.unseen import Mode
from storage.automation_figures import AutomationFigures

WHY = {
    Reason.HOLDS: "the bound is shown to be kept from there on",
    Reason.TOO_FEW: "too few documents have been reviewed",
    Reason.NOT_SHOWN: "too many of the reviewed documents were wrong to show that the bound is kept",
    Reason.TIGHTENED: "documents that were wrong have moved it up since the last look",
    Reason.DRIFT: "the newest documents are wrong more often than the bound can explain",
}
OBSTACLES = {
    "no_invoice": "no invoice",
    "missing_field": "a required field is missing",
    "finding": "a finding for a person",
    "one_witness": "a required field has fewer than two witnesses",
    "two_people": "a rule of the organisation asks for two approvals",
}


def told(name: str, found: AutomationFigures) -> Iterator[str]:
    """The lines that `prejeto automation` prints."""
    policy = found.policy
    switched = "on" if policy.mode is Mode.ON else "off: what would go through is recorded, and everything is reviewed"
    yield f"{name}: booking unseen is {switched}."
    yield f"Bound: at most 1 wrong document in {policy.bound}, shown with 95 % confidence."
    yield f"Blind samples: 1 in {policy.sample} of what would go through is reviewed all the same."
    yield from _evidence(found)
    yield from _outcome(found)
    yield from _obstacles(found)


def _evidence(found: AutomationFigures) -> Iterator[str]:
    if found.since:
        yield f"Evidence counts from {found.since:%Y-%m-%d %H:%M} UTC on, when documents had drifted."
    yield (
        f"Reviewed, and with nothing against them: {found.reviewed} documents, {found.wrong} of them wrong; "
        f"{documents_needed(found.policy.share)} are needed when none is wrong."
    )
    standing = found.standing
    if standing.threshold is None:
        yield f"Threshold: none, for {WHY[standing.reason]}."
        yield f"Still to be reviewed, if all of them are right: {found.missing}."
        return
    upper = upper_bound(standing.wrong, standing.of)
    yield f"Threshold: score {standing.threshold:.4f}, for {WHY[standing.reason]}."
    yield f"Reviewed at or above it: {standing.of}, {standing.wrong} wrong, so no more than {upper:.2%} are."


def _outcome(found: AutomationFigures) -> Iterator[str]:
    coverage = counted(found.passed, found.assessed, wilson(found.passed, found.assessed))
    yield f"Coverage, documents that reached the threshold of their time: {coverage}."
    error = counted(found.checked_wrong, found.checked, clopper_pearson(found.checked_wrong, found.checked))
    yield f"Measured error, of those that a person looked at all the same: {error}."
    if found.unseen:
        yield f"Booked unseen: {found.unseen}, {found.complained} of them found wrong afterwards."


def _obstacles(found: AutomationFigures) -> Iterator[str]:
    against = [f"{OBSTACLES.get(word, word)} ({count})" for word, count in sorted(found.obstacles.items())]
    if against:
        yield f"What stood against the others, whatever their score: {', '.join(against)}."
