"""What the inbox shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from models.states import State
from review_ui.inbox.reasons import Why
from review_ui.rendering import Page
from review_ui.review.contexts import DoneView
from storage.assigning import Person
from storage.handed_in import HandedIn
from storage.rows import DocumentRow, Listing
from storage.views import View

IN_WORK = frozenset({State.RECEIVED, State.READING, State.APPROVED})


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter by state: its words, how many documents it holds, where it leads, whether it is chosen.

    There are `more` than `count` where it was not counted to the end.
    """

    label: str
    count: int
    address: str
    chosen: bool
    more: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: its `value` in the address and its words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FilterView:
    """One filter of the list: its `name` in the address, its label, what there is to choose, and what is chosen."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class InboxPage(Page):
    """The documents of one organisation.

    `listing` is one page of them; `chips` the filters; `query` the search as typed; `state` the chosen filter or empty;
    `address` this list's own address, without the page; `in_work` whether any document is being read, which makes an
    open page ask again after `poll` milliseconds; `is_empty` whether the organisation has no document at all;
    `filters` are the further filters, `issuer` the name of one, `narrowed` whether any of these is chosen; `saved` is
    this list as it would be saved, `views` those that were. `why` says of each document in review what is to be looked
    at; `people` are those who may review, none for a visitor who may not. `unpacked` leads to the mails and archives,
    empty where there are none or they are shown; `message` what was just done, or empty; `most` the largest file in
    bytes. `done` is what was decided about a document just before; `asked` are the documents about which a colleague
    asks this person. `mark` stands for all that the page knows: what changed since is told to it. `by_field` leads to
    the fields that are doubted, each over all documents.
    """

    template: ClassVar[str] = "inbox/inbox.html"
    listing: Listing[DocumentRow]
    chips: tuple[Chip, ...]
    query: str
    state: str
    filters: tuple[FilterView, ...]
    issuer: str
    narrowed: bool
    saved: str
    views: tuple[View, ...]
    why: Mapping[str, Why]
    people: tuple[Person, ...]
    address: str
    in_work: bool
    is_empty: bool
    unpacked: str
    message: str
    poll: int
    most: int
    done: DoneView | None = None
    asked: tuple[DocumentRow, ...] = ()
    mark: str = ""
    by_field: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class UploadResult:
    """What became of one file: `outcome` is `received`, `duplicate` or `refused`, then why, and what to do."""

    name: str
    outcome: str
    message: str
    advice: str = ""
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class UploadPage(Page):
    """Where documents are handed in: the drop zone, and what became of the files.

    `results` are those of the files just sent by a plain form, none at first; `handed_in` the newest files of the
    person, each with what became of it and what to do; `in_work` whether one of them is being read, which makes an
    open page ask again after `poll` milliseconds; `most` is the largest file in bytes.
    """

    template: ClassVar[str] = "inbox/upload.html"
    results: tuple[UploadResult, ...]
    handed_in: tuple[tuple[HandedIn, str, str], ...]
    in_work: bool
    poll: int
    most: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one chosen document: whether it was `done`, and in words."""

    document_id: str
    title: str
    done: bool
    message: str


@dataclass(frozen=True, slots=True)
class OutcomesPage(Page):
    """What became of each chosen document (`outcomes`), with how many it was `done`; `back` leads to their list."""

    template: ClassVar[str] = "inbox/outcomes.html"
    outcomes: tuple[Outcome, ...]
    done: int
    back: str
