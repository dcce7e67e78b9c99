"""What the review screen shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from models.invoice import Finding
from models.states import State
from models.terms import DocumentClass, Term
from review_ui.languages.speech import gettext
from review_ui.rendering import Page
from review_ui.review import groups
from review_ui.review.certainty import ICONS, LABELS, Certainty
from review_ui.review.groups import Group
from review_ui.review.learned import Learned
from storage.attachments import AttachmentRow
from storage.labels import LabelRow
from storage.notes import Colleague, NoteRow
from storage.outgoing import MailRow
from storage.previews import Preview
from storage.rows import BookingRow, DocumentRow, PartRow
from storage.second_person import SecondPerson
from storage.undoing import LastDecision

Frame = tuple[float, float, float, float]
"""A box with a margin: x, y, width and height in points."""


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """What a field may be instead: the `number` by which it is chosen, from 0, how likely it is, and why."""

    number: int
    text: str
    confidence: float
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: `text` as it stands in the input, `hints` why and where from, `error` why it was not accepted.

    `stored` is the value kept now, given only where `text` was typed and could not be stored. `doubts` is what the
    rules say of this value alone. `place` is the page it stands on, as screens count.
    """

    term: Term
    text: str
    certainty: Certainty
    confidence: float | None = None
    hints: tuple[str, ...] = ()
    error: str = ""
    stored: str | None = None
    place: str = ""
    doubts: tuple[str, ...] = ()
    alternatives: tuple[AlternativeView, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether something was typed that is not stored."""
        return bool(self.error) or self.stored is not None

    @property
    def wants_a_look(self) -> bool:
        """Whether a person should come by here before approving."""
        return self.is_refused or self.certainty.wants_a_look or (bool(self.doubts) and not self.is_confirmed)

    @property
    def is_confirmed(self) -> bool:
        return self.certainty is Certainty.CONFIRMED

    @property
    def share(self) -> float:
        """How sure it is, from 0 to 1, for a bar."""
        return 1.0 if self.is_confirmed else self.confidence or 0.0

    @property
    def is_contradicted(self) -> bool:
        """Whether a rule or a sum says against the value, and nobody has said that it is right all the same."""
        return bool(self.doubts) and not self.is_confirmed

    @property
    def likelihood(self) -> float | None:
        """How sure it is, to be said beside the step; None of what is contradicted, however surely it was read."""
        return None if self.is_contradicted or not self.text else self.confidence

    @property
    def step(self) -> Certainty:
        """The step that is shown: what the rules doubt is to be checked, however surely it was read."""
        return Certainty.CHECK if self.is_contradicted and self.certainty is Certainty.SURE else self.certainty

    @property
    def label(self) -> str:
        return gettext("Does not fit") if self.is_contradicted else LABELS[self.step]

    @property
    def icon(self) -> str:
        return "alert" if self.is_contradicted else ICONS[self.step]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The fields of one group that need no look, in the order of the field table."""

    group: Group
    fields: tuple[FieldView, ...]

    @property
    def label(self) -> str:
        return groups.LABELS[self.group]


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box on a page, in points; `key` is the field, or the row such as `line_items.0`.

    `explained_by` is the frame of the label that explains the value, where there is such on the page.
    """

    key: str
    label: str
    certainty: Certainty
    x: float
    y: float
    width: float
    height: float
    explained_by: Frame | None = None


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of the document. `number` counts from 0; size in points."""

    number: int
    width: float
    height: float
    boxes: tuple[BoxView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One line or tax row: the cells as text, how sure it is, and its place on the pages."""

    cells: Mapping[str, str]
    certainty: Certainty | None = None
    place: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return LABELS[self.certainty] if self.certainty else ""

    @property
    def icon(self) -> str:
        return ICONS[self.certainty] if self.certainty else ""


@dataclass(frozen=True, slots=True)
class TableView:
    """Lines or tax rows. `name` is the key of PRODUCT's field table; the last row may be empty, to type into.

    `totals` are the sums of the columns of money that every row fills.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    rows: tuple[RowView, ...]
    totals: Mapping[str, str] = field(default_factory=dict)

    @property
    def wants_a_look(self) -> int:
        """How many rows a person should look at."""
        return sum(bool(row.certainty and row.certainty.wants_a_look) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Operand:
    """One amount of a sum, as text: a field, or the sum of a column of `key`; empty where there is none.

    `taken` is an amount below zero without its sign: behind another one it is taken away, not added.
    """

    key: str
    label: str
    text: str
    taken: str = ""


@dataclass(frozen=True, slots=True)
class SumView:
    """Amounts that must add up to one. `fits`: None where one is missing; `message` says what is wrong or left.

    `suspect` is the key of the amount that most probably is the wrong one, where that can be told.
    """

    parts: tuple[Operand, ...]
    total: Operand
    fits: bool | None
    message: str = ""
    suspect: str = ""


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of a mail or an archive, and the `document` that its bytes are; None when it was left out."""

    part: PartRow
    document: DocumentRow | None


@dataclass(frozen=True, slots=True)
class DoneView:
    """What this person just decided about a document, and the version by which that is taken back."""

    document_id: str
    words: str
    version: int | None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What the panel says around a decision.

    `second` is what the rules say, `iban` the document's account; `is_mine`: the first approval is this person's.
    `undo` is what this person may take back here. `labels` are all of the organisation, `worn` those on the document.
    `beside` are the files of the same mail or archive. `may_write`: rejecting may tell the sender.
    """

    second: SecondPerson
    iban: str
    is_mine: bool
    undo: LastDecision | None
    notes: tuple[NoteRow, ...]
    attachments: tuple[AttachmentRow, ...]
    colleagues: tuple[Colleague, ...]
    labels: tuple[LabelRow, ...]
    worn: tuple[LabelRow, ...]
    letters: tuple[MailRow, ...]
    beside: tuple[PartView, ...]
    may_write: bool

    @property
    def open_questions(self) -> tuple[NoteRow, ...]:
        return tuple(note for note in self.notes if note.is_open)


@dataclass(frozen=True, slots=True)
class ReviewPage(Page):
    """One document for a person.

    `version` is the one shown, 0 before the first reading; a `preview` then says what the pages read so far say,
    and how many there are. `doubtful` are the fields that want a look, least sure first, required missing ones on
    top; `groups` are the others, `absent` those that are not there and need not be; `sums` must add up. `editable`:
    this person may change this document now. `missing` names the required fields without a value. `previous_id` and
    `next_id` lead through what is to be reviewed; a reviewer goes on by `/next`, which knows the best one.
    `message` and `trouble` say what was done and what was not; `booking` is the active one; `done` is what was
    decided about another document just before, `decision` what
    stands around the decision about this one; `reason` is why a person rejected this one; `contents` is what a mail
    or an archive held, or what is attached to a PDF; `document_class` says what the document is at all; `document`,
    `title` and `state` are those of the document, `pages` its pages, `tables` its rows, `findings` what the rules
    say; `can_undo` says that there is a correction to take back; `poll` is how often, in milliseconds, a page asks
    that waits. `raws` are the pages, from 0, that can be shown as they came, without boxes; with `raw` they are.
    `has_copy`: a searchable copy was made. `token` is that of the visitor's hold. `learned` is what this document
    taught about its issuer, or the one that was approved just before; None where nothing was. `left` is how many
    documents are left to this person, this one with them; 0 where that is not asked.
    """

    template: ClassVar[str] = "review/review.html"
    document: DocumentRow
    title: str
    state: State
    version: int
    preview: Preview | None
    pages: tuple[PageView, ...]
    doubtful: tuple[FieldView, ...]
    groups: tuple[GroupView, ...]
    absent: tuple[FieldView, ...]
    sums: tuple[SumView, ...]
    tables: tuple[TableView, ...]
    findings: tuple[Finding, ...]
    document_class: DocumentClass
    missing: tuple[Term, ...]
    editable: bool
    can_undo: bool
    previous_id: str | None
    next_id: str | None
    booking: BookingRow | None
    contents: tuple[PartView, ...]
    decision: DecisionView
    done: DoneView | None = None
    message: str = ""
    trouble: str = ""
    reason: str = ""
    poll: int = 400
    raws: tuple[int, ...] = ()
    raw: bool = False
    has_copy: bool = False
    token: str = ""
    learned: Learned | None = None
    left: int = 0
