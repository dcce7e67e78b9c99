"""What the pages of people show: who is in an organisation, and the choice of a password."""

from dataclasses import dataclass
from typing import ClassVar

from review_ui.rendering import Page
from storage.members import Member
from storage.roles import Role


@dataclass(frozen=True, slots=True)
class PeoplePage(Page):
    """Who is in the organisation, and the form that adds somebody.

    `members` have a role, `gone` were shut out; `roles` are those to choose from. `link` is the address, shown this
    once, with which `link_for` chooses a password; empty when none was made. `name`, `email` and `role` are as typed;
    `error` says why nobody was added, `trouble` why somebody was not changed; `message` is what was just done.
    """

    template: ClassVar[str] = "people/people.html"
    members: tuple[Member, ...]
    gone: tuple[Member, ...]
    roles: tuple[Role, ...]
    link: str
    link_for: str
    name: str
    email: str
    role: str
    error: str
    trouble: str
    message: str


@dataclass(frozen=True, slots=True)
class InvitedPage(Page):
    """The person with the address `email` chooses a password for the organisation `organisation_name`.

    `shortest` is the least number of characters of a password; `message` says why it did not work, or is empty.
    """

    template: ClassVar[str] = "people/invited.html"
    email: str
    organisation_name: str
    shortest: int
    message: str = ""
