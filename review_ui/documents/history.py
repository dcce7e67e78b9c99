"""Who did what to a document, and when: its audit rows in the words of people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from models.terms import Term
from review_ui.languages.speech import ngettext
from review_ui.rendering import Page
from review_ui.review.shown import shown_text
from review_ui.visitors import Visitor
from review_ui.wording import EVENTS, LABELS_OF_VALUES, label_of
from storage.audit import list_audit
from storage.rows import AuditEntry, DocumentRow

MOST = 200
SHOWN = frozenset({*(term.key for term in Term), *LABELS_OF_VALUES, "reason", "message"})


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after, as text; empty where there was none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done: when, by whom, in words, and the values it changed."""

    at: datetime
    who: str
    what: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage(Page):
    """Everything that was done to a `document`: its `entries`, newest first."""

    template: ClassVar[str] = "review/history.html"
    document: DocumentRow
    entries: tuple[Entry, ...]


def written(value: Any) -> str:
    """A value of an audit row as text: a count for rows, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ngettext("{count} row", "{count} rows", len(value))
    if isinstance(value, Mapping):
        return str(value.get("value", ""))
    return str(value)


def changes_of(entry: AuditEntry) -> tuple[Change, ...]:
    before, after = entry.before or {}, entry.after or {}
    keys = [key for key in {**before, **after} if key in SHOWN and before.get(key) != after.get(key)]
    changes = (
        Change(label_of(key), shown_text(key, written(before.get(key))), shown_text(key, written(after.get(key))))
        for key in keys
    )
    return tuple(change for change in changes if change.before or change.after)


def who_of(entry: AuditEntry) -> str:
    """Whom people know: a worker's name, made of host and process, says nothing to a clerk."""
    itself = entry.actor_kind == "system" and entry.actor_id in {"worker", "mail"}
    return "Prejeto" if itself else entry.actor_label or entry.actor_kind


def make_history(visitor: Visitor, document_id: str) -> tuple[Entry, ...]:
    rows = list_audit(visitor.house, visitor.organisation_id, document_id=document_id, per_page=MOST).rows
    return tuple(
        Entry(row.at, who_of(row), EVENTS.get(row.event, label_of(row.event)), changes_of(row)) for row in rows
    )
