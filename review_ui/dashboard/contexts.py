"""What the dashboard shows."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from review_ui.figures import Figure
from review_ui.rendering import Page
from storage.performance import Trouble


@dataclass(frozen=True, slots=True)
class Tile:
    """One number that says most: what it is, the number in words, and what it is made of."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class DashboardPage(Page):
    """How it goes, from `since` to `until`.

    `days` is the range that was asked for, `ranges` are those that can be, by days with their words; 0 is all.
    `tiles` are the few numbers on top, `figures` the pictures with the tables behind them, `troubles` the issuers that
    were wrong most often.
    """

    template: ClassVar[str] = "dashboard/dashboard.html"
    days: int
    ranges: dict[int, str]
    since: date
    until: date
    tiles: tuple[Tile, ...]
    figures: tuple[Figure, ...]
    troubles: tuple[Trouble, ...]
