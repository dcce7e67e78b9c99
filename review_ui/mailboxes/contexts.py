"""What the pages of mailboxes show. Nothing here holds a secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from models.mailboxes import Afterwards, Security, SignIn
from review_ui.mailboxes.standing import Standing, TrialStanding
from review_ui.rendering import Page
from storage import outgoing
from storage.rows import Listing, MailboxRow, MailRow, Trial


@dataclass(frozen=True, slots=True)
class MailboxView:
    """A mailbox, how it goes, when it was looked through in words such as `12 seconds ago`, and how many mails it gave.

    `ago` is empty before the first look.
    """

    row: MailboxRow
    standing: Standing
    ago: str
    mails: int


@dataclass(frozen=True, slots=True)
class MailView:
    """A mail, and what was in it in words such as `2 documents, 1 left out`; empty until it was taken apart."""

    row: MailRow
    contents: str


@dataclass(frozen=True, slots=True)
class TrialView:
    """A trial of settings, and how far it is."""

    trial: Trial
    standing: TrialStanding


@dataclass(frozen=True, slots=True)
class MailboxesPage(Page):
    """The mailboxes of one organisation.

    `mailboxes` are in the order of their names; `unwatched` says that the mail process does not run for one of them;
    `in_work` makes an open page ask again after `poll` milliseconds; `message` is what was just done, or empty.
    """

    template: ClassVar[str] = "mailboxes/mailboxes.html"
    mailboxes: tuple[MailboxView, ...]
    unwatched: bool
    in_work: bool
    poll: int
    message: str


@dataclass(frozen=True, slots=True)
class OutgoingPage(Page):
    """What could not be sent: `mails` are tried again by themselves, or failed.

    `sends_mail` is whether this installation sends any; `message` is what was just done, or empty.
    """

    template: ClassVar[str] = "mailboxes/outgoing.html"
    mails: tuple[outgoing.MailRow, ...]
    sends_mail: bool
    message: str


@dataclass(frozen=True, slots=True)
class MailsPage(Page):
    """One `mailbox` and its mails.

    `listing` is one page of its mails, newest first; `address` this list's own address without the page; `message`
    what was just done, or empty.
    """

    template: ClassVar[str] = "mailboxes/mails.html"
    mailbox: MailboxView
    listing: Listing[MailView]
    address: str
    message: str


@dataclass(frozen=True, slots=True)
class MailboxFormPage(Page):
    """The settings of a mailbox, new or known.

    `address` is where the form is sent, `is_new` whether it is one that is added, `title` what it is about, `back`
    where one goes without saving. `typed` is what stands in the inputs, without secrets; `errors` say of some why they
    cannot be used; `kept` names the secrets that are kept when their input stays empty. `changed_meanwhile` says that
    somebody else saved the same mailbox, so nothing was saved. `trial` is one that was just asked for; `poll` how
    often, in milliseconds, the page asks how it goes. `securities`, `sign_ins` and `afterwards` are what can be chosen.
    """

    template: ClassVar[str] = "mailboxes/form.html"
    is_new: bool
    address: str
    title: str
    back: str
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    kept: frozenset[str]
    poll: int
    trial: TrialView | None = None
    changed_meanwhile: bool = False
    securities: tuple[Security, ...] = tuple(Security)
    sign_ins: tuple[SignIn, ...] = tuple(SignIn)
    afterwards: tuple[Afterwards, ...] = tuple(Afterwards)


@dataclass(frozen=True, slots=True)
class TrialPage(Page):
    """How a `trial` goes, for browsers without scripts; and the part that an open form asks for every `poll` ms."""

    template: ClassVar[str] = "mailboxes/trial.html"
    trial: TrialView
    poll: int
