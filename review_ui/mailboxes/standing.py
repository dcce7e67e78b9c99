"""How a mailbox goes, and how far a trial is: told from what the mail process wrote down, and when."""

from datetime import datetime, timedelta
from enum import StrEnum

from storage.mailbox_trials import TAKEN_FOR
from storage.rows import MailboxRow, Trial

TAKEN_UP_WITHIN = timedelta(seconds=30)  # a mailbox, after its settings were touched
TRIED_WITHIN = timedelta(seconds=8)  # until the mail process takes a trial, when it runs


class Standing(StrEnum):
    """`unwatched`: nobody holds it, so the mail process does not run."""

    OFF = "off"
    UNWATCHED = "unwatched"
    STARTING = "starting"
    PROBLEM = "problem"
    WELL = "well"


class TrialStanding(StrEnum):
    """`untaken`: nobody took it in time; it is tried as soon as the mail process runs. `lost`: who took it is dead.

    `queued`: the mail process tries others first.
    """

    WAITING = "waiting"
    QUEUED = "queued"
    UNTAKEN = "untaken"
    RUNNING = "running"
    LOST = "lost"
    FAILED = "failed"
    WELL = "well"

    @property
    def in_work(self) -> bool:
        return self not in {TrialStanding.LOST, TrialStanding.FAILED, TrialStanding.WELL}


def standing_of(row: MailboxRow, moment: datetime) -> Standing:
    if not row.enabled:
        return Standing.OFF
    if row.leased_until is None or row.leased_until <= moment:
        return Standing.STARTING if moment - row.changed_at < TAKEN_UP_WITHIN else Standing.UNWATCHED
    if row.problem:
        return Standing.PROBLEM
    return Standing.WELL if row.checked_at else Standing.STARTING


def trial_standing(trial: Trial, moment: datetime) -> TrialStanding:
    if trial.ended_at:
        well = bool(trial.steps) and all(step.well for step in trial.steps)
        return TrialStanding.WELL if well else TrialStanding.FAILED
    if trial.begun_at:
        return TrialStanding.RUNNING if moment - trial.begun_at < TAKEN_FOR else TrialStanding.LOST
    if moment - trial.created_at < TRIED_WITHIN:
        return TrialStanding.WAITING
    return TrialStanding.QUEUED if trial.others else TrialStanding.UNTAKEN
