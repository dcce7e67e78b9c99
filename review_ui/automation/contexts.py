"""What the page of automation shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from review_ui.charts import Line
from review_ui.rendering import Page
from storage.automation_figures import AutomationFigures
from storage.unseen_record import Month


@dataclass(frozen=True, slots=True)
class Choice:
    """A bound that can be chosen: at most 1 in `bound` may be wrong.

    `missing` reviews are wanted before it can hold, 0 when it holds now; then `covered` is the share of the reviewed
    documents that reach its threshold. `reason` says why it does not hold.
    """

    bound: int
    chosen: bool
    missing: int
    covered: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """One entry of the history: when, what happened, by whom, and the reason or the values in words."""

    at: datetime
    event: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class AutomationPage(Page):
    """What is booked without a person, and what it rests on.

    `figures` are those of the organisation, `on` whether it is switched on, `choices` the bounds that can be chosen,
    `reason` why there is a threshold or none, `curve` coverage against error with its `points` behind it, None with too
    few documents. `month` is what would have gone through in the last thirty days, `error` the measured share of wrong
    ones in words with its interval, `upper` the share that is not exceeded above the threshold. `obstacles` count what
    stood against the others, `moves` is the history, `message` what was just done.
    """

    template: ClassVar[str] = "automation/automation.html"
    figures: AutomationFigures
    on: bool
    choices: tuple[Choice, ...]
    reason: str
    curve: Line | None
    points: tuple[tuple[str, ...], ...]
    month: Month
    error: str
    upper: str
    obstacles: Mapping[str, int]
    moves: tuple[Move, ...]
    message: str
