"""What the address of the inbox asks for: a state, words, and what else the list is narrowed by."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends

from models.doubts import TABLES, field_subject, finding_subject
from models.terms import Term
from review_ui.asked import MAX_PAGE
from review_ui.inbox.filters import left_out_of, states_of
from review_ui.visitors import Visitor
from storage.filters import Assigned, Narrowing

ME = "me"
NO_FIELD = "none"
SUBJECTS = (*(term.key for term in Term), *TABLES)
OVERDUE, SOON = "overdue", "week"
DUE_DAYS = {OVERDUE: -1, SOON: 7}
AGES = ("1", "3", "7", "30")
PASSING = {"page", "done", "decided"}  # not part of the list itself


@dataclass(frozen=True, slots=True)
class ListAsked:
    """`q` is the search, `state` the chip; `field` and `finding` are what is to be looked at; `issuer` is a name.

    `field` may be a table too; it is `none` for documents in which none is missing or unsure, and no row.
    `whose` is `me`, `nobody` or `somebody`; `due` is `overdue` or `week`; `age` are days since it arrived. `page`
    counts from 1, `done` names what was just done, `decided` the document it was done to. What is none of
    these asks for nothing.
    """

    q: str = ""
    state: str = ""
    field: str = ""
    finding: str = ""
    issuer: str = ""
    whose: str = ""
    due: str = ""
    age: str = ""
    page: int = 1
    done: str = ""
    decided: str = ""

    @property
    def search(self) -> str:
        return self.q.strip()

    @property
    def page_number(self) -> int:
        """At least the first page, at most one that a database can count to."""
        return min(max(1, self.page), MAX_PAGE)

    @property
    def is_narrowed(self) -> bool:
        return any((self.field, self.finding, self.issuer.strip(), self.whose, self.due, self.age))

    @property
    def query(self) -> str:
        """The list as it stands in an address, without page; the same list has the same."""
        values = {each.name: str(getattr(self, each.name)).strip() for each in fields(self) if each.name not in PASSING}
        return urlencode({name: value for name, value in values.items() if value})

    def narrowing(self, visitor: Visitor) -> Narrowing:
        """What the list is narrowed by, for this person and today."""
        moment = datetime.now(UTC)
        return Narrowing(
            states=states_of(self.state),
            without=left_out_of(self.state),
            subjects=tuple(self._subjects()),
            seller=self.issuer.strip(),
            assigned=self._assigned(visitor),
            due_by=moment.date() + timedelta(days=DUE_DAYS[self.due]) if self.due in DUE_DAYS else None,
            received_by=moment - timedelta(days=int(self.age)) if self.age in AGES else None,
            settled=self.field == NO_FIELD,
        )

    def _subjects(self) -> list[str]:
        found = [field_subject(self.field)] if self.field in SUBJECTS else []
        return [*found, finding_subject(self.finding)] if self.finding.isidentifier() else found

    def _assigned(self, visitor: Visitor) -> str:
        if self.whose == ME:
            return visitor.session.user_id
        return self.whose if self.whose in set(Assigned) else ""


def known_query(written: str) -> str:
    """A query that somebody sent us to keep: what we know of it, in our order.

    >>> known_query("whose=me&state=review&style=evil")
    'state=review&whose=me'
    """
    names = {each.name for each in fields(ListAsked)} - PASSING
    known: dict[str, Any] = {name: value for name, value in parse_qsl(written) if name in names}
    return ListAsked(**known).query


TheListAsked = Annotated[ListAsked, Depends()]
