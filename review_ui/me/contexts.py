"""What the page of one's own settings shows."""

from dataclasses import dataclass
from typing import ClassVar

from models.notices import Notice, Pace, Preferences
from review_ui.rendering import Page


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of notice: whether it is told on screen (None where it never is) and by mail."""

    kind: Notice
    name: str
    on_screen: bool | None
    by_mail: bool


@dataclass(frozen=True, slots=True)
class MePage(Page):
    """How one person wants to work in an organisation.

    `preferences` are theirs as they stand; `choices` the kinds of notices that their role may be told, none for some;
    `paces` when mails may come, in words; `sends_mail` whether this installation sends any; `message` what was just
    done, or empty.
    """

    template: ClassVar[str] = "me/me.html"
    preferences: Preferences
    choices: tuple[Choice, ...]
    paces: tuple[tuple[Pace, str], ...]
    sends_mail: bool
    message: str
