"""What the repositories hand out: plain, frozen copies of rows, free of the database."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from models.doubts import Doubt
from models.invoice import Invoice
from models.mailboxes import MailboxSettings
from models.page_ranges import PageRange
from models.page_turns import PageTurns
from models.parts import PartOutcome
from models.states import State

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to an arrival. `duplicate`: the same bytes were here before, and `document_id` is that document."""

    document_id: str
    sha256: str
    duplicate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One document as lists and screens show it.

    `version` is that of its newest reading, 0 before the first. What was read (from `document_class` on) is None
    until then. `confidence` is that of the least sure required field, 0 when one is missing. `error_code` and
    `error_message` say why it failed, waits or is quarantined; the message holds no values. `pages` are those with a
    picture. `doubts` say what is to be looked at, `assigned_to` who is to do it, `held_by` who has it open now.
    `joined_into` is the document that it is a part of.
    """

    id: str
    organisation_id: str
    name: str
    channel: str
    sha256: str
    size: int
    state: State
    received_at: datetime
    changed_at: datetime
    parent_id: str | None = None
    duplicate_of: str | None = None
    joined_into: str | None = None
    version: int = 0
    pages: int = 0
    error_code: str | None = None
    error_message: str | None = None
    document_class: str | None = None
    seller_name: str | None = None
    invoice_number: str | None = None
    issue_date: date | None = None
    due_date: date | None = None
    currency: str | None = None
    total_gross: Decimal | None = None
    confidence: float | None = None
    findings: int = 0
    doubts: tuple[Doubt, ...] = ()
    assigned_to: str | None = None
    assigned_name: str | None = None
    held_by: str | None = None
    held_name: str | None = None
    held_since: datetime | None = None

    @property
    def is_preview(self) -> bool:
        """Whether it shows what its first pages say, for the rest was not read yet (`storage/previews.py`)."""
        return self.version == 0 and self.document_class is not None


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of rows, and how many there are in all. `page` counts from 1, as on screens.

    `more`: a search found more than it counts and shows.
    """

    rows: tuple[T, ...]
    total: int
    page: int
    per_page: int
    more: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are; at least 1."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True, slots=True)
class StateChangeRow:
    """One step in a document's life. `before` is None for the first; `note` is a person's own words, or empty."""

    at: datetime
    before: State | None
    state: State
    cause: str
    actor_kind: str
    actor_id: str
    actor_label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that a worker holds. `attempt` is the fence: every write of the worker names it.

    `crashes` counts earlier workers that died over this document; `version` is that of its newest reading, 0 before
    the first; `channel` is the way it came by; `password` opens it, when a person typed one. `division` are the pages
    of the documents that a person wants it split into, `joining` the documents that it is to be joined with, `turns`
    how a person says that its pages lie.
    """

    job_id: str
    organisation_id: str
    document_id: str
    attempt: int
    worker: str
    leased_until: datetime
    crashes: int = 0
    version: int = 0
    name: str = ""
    channel: str = ""
    sha256: str = ""
    password: str | None = field(default=None, repr=False)
    division: tuple[PageRange, ...] = ()
    joining: tuple[str, ...] = ()
    turns: PageTurns = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartRow:
    """What became of one part of a mail, an archive or a stack. `number` from 0; `reason` is a machine word, or empty.

    `part_id` is the document that its bytes are; None when it was left out. `pages` are those that it is of a stack,
    or of what it was joined to.
    """

    number: int
    name: str
    outcome: PartOutcome
    reason: str = ""
    part_id: str | None = None
    pages: PageRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxRow:
    """A mailbox as screens show it; its `settings` come without the secret.

    `changed_at` is when somebody last touched the settings. `watcher` holds it until `leased_until`. `checked_at` is
    when it was last looked through well; `problem` is a machine word and `problem_message` says what to do, None while
    all is well.
    """

    id: str
    settings: MailboxSettings
    enabled: bool
    changed_at: datetime
    watcher: str | None
    leased_until: datetime | None
    checked_at: datetime | None
    problem: str | None
    problem_message: str | None
    problem_since: datetime | None


@dataclass(frozen=True, slots=True)
class WatchedMailbox:
    """A mailbox for whoever watches it. Other settings show by another `changed_at`, other mails by `generation`."""

    organisation_id: str
    id: str
    generation: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class MailPlace:
    """Where a mail stands. Numbers mean the same mail only together with the generation of the mailbox."""

    mailbox: WatchedMailbox
    uid_validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class UnsettledMail:
    """A mail that is to be marked or moved: its documents are stored and committed."""

    id: str
    uid_validity: int
    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRow:
    """One mail that was found in a mailbox.

    `outcome` is `received`, `duplicate` or `refused`, then with a `reason`. `document_id` is the mail as it is kept,
    `name` and `state` are that document's; `parts` counts what became of what was in it. `settled_at` is when it was
    marked or moved.
    """

    id: str
    outcome: str
    reason: str | None
    found_at: datetime
    settled_at: datetime | None
    document_id: str | None
    name: str | None
    state: State | None
    parts: dict[PartOutcome, int]


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One step of trying a mailbox's settings. `message` says what was found, or what is wrong and what to do."""

    name: str
    well: bool
    message: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial of settings that somebody asked for. `ended_at` is None while it runs, `begun_at` until it is taken.

    `others` says that the mail process has another one in hand.
    """

    id: str
    created_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    steps: tuple[TrialStep, ...]
    others: bool = False


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """How much work there is: `ready` may be claimed now, `delayed` later, `running` is held by a worker."""

    ready: int
    delayed: int
    running: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a document's reading. `origin` is `capture`, `correction` or `undo`."""

    version: int
    origin: str
    actor_kind: str
    actor_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """One version with what it says; `actor_label` is the person's name, else the id of what made it."""

    version: int
    origin: str
    actor_kind: str
    actor_label: str
    at: datetime
    invoice: Invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRow:
    """One booking. `version` is the reading that was booked; `state` is `active` or `voided`."""

    id: str
    organisation_id: str
    document_id: str
    version: int
    state: str
    booked_at: datetime
    exported_at: datetime | None
    voided_at: datetime | None
    document_name: str
    sha256: str
    document_type: str | None
    seller_name: str | None
    invoice_number: str | None
    issue_date: date | None
    due_date: date | None
    currency: str | None
    total_gross: Decimal | None


@dataclass(frozen=True, slots=True)
class BookingExport:
    """A booking with everything that was booked. `sha256` is that of the original, byte for byte."""

    booking: BookingRow
    invoice: Invoice

    @property
    def document_id(self) -> str:
        return self.booking.document_id

    @property
    def sha256(self) -> str:
        return self.booking.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One audit row in clear. Values are None where there are none, and where the document's key was destroyed."""

    sequence: int
    at: datetime
    event: str
    actor_kind: str
    actor_id: str
    actor_label: str
    address: str | None
    session_id: str | None
    document_id: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether an organisation's audit chain is whole. `broken_at` is the first sequence number that does not fit."""

    whole: bool
    rows: int
    broken_at: int | None = None
