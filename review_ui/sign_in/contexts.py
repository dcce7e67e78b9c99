"""What the pages before the door show."""

from dataclasses import dataclass
from typing import ClassVar

from review_ui.rendering import Page


@dataclass(frozen=True, slots=True)
class SignInPage(Page):
    """`next` is the path to go to afterwards; `email` as typed; `message` why it did not work, or empty."""

    template: ClassVar[str] = "sign_in/sign_in.html"
    next: str = "/"
    email: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class WelcomePage(Page):
    """The first administrator. `shortest` is the least number of characters of a password.

    `organisation_name` and `email` are as typed; `message` says why it did not work, or is empty.
    """

    template: ClassVar[str] = "sign_in/welcome.html"
    shortest: int
    organisation_name: str = ""
    email: str = ""
    message: str = ""
