"""What the inbox shows."""

from dataclasses import dataclass
from typing import ClassVar

from models.states import State
from review_ui.rendering import Page
from storage.handed_in import HandedIn
from storage.rows import DocumentRow, Listing

IN_WORK = frozenset({State.RECEIVED, State.READING, State.APPROVED})


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter by state: its words, how many documents it holds, where it leads, whether it is chosen."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class InboxPage(Page):
    """The documents of one organisation.

    `listing` is one page of them; `chips` the filters; `query` the search as typed; `state` the chosen filter or empty;
    `address` this list's own address, without the page; `in_work` whether any document is being read, which makes an
    open page ask again after `poll` milliseconds; `is_empty` whether the organisation has no document at all;
    `unpacked` leads to the mails and archives, empty where there are none or they are shown; `message` what was just
    done, or empty; `most` the largest file in bytes.
    """

    template: ClassVar[str] = "inbox/inbox.html"
    listing: Listing[DocumentRow]
    chips: tuple[Chip, ...]
    query: str
    state: str
    address: str
    in_work: bool
    is_empty: bool
    unpacked: str
    message: str
    poll: int
    most: int


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
