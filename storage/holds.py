"""Who has a document open for review. A hold runs out by itself, so that nothing stays locked by a closed lid.

It keeps two people from doing the same work, and nothing more: that nobody overwrites anything is the business of
`expected_version`. Whoever wants may take a document over, knowingly. Jobs of workers are claimed elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, delete, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.actors import Actor
from models.tables.base import UtcDateTime, new_id
from models.tables.documents import IN_REVIEW, DocumentTable
from models.tables.people import UserTable
from models.tables.queue import HoldTable
from storage import audit
from storage.database import now
from storage.house import House

HELD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Hold:
    """Who has a document, since when, until when unless it is renewed, and the token of the page that took it last."""

    user_id: str
    name: str
    since: datetime
    until: datetime
    token: str

    def is_of(self, actor: Actor) -> bool:
        return self.user_id == actor.id


def take_hold(house: House, org_id: str, document_id: str, *, actor: Actor, over: bool = False) -> Hold | None:
    """Hold a document that is in review, unless somebody else does: the hold that there is then, mine or theirs.

    Holding it again renews it; `since` stays, the token is new. With `over` it is taken over from whoever has it, on
    the record. None when the document is not in review.
    """
    with house.session(write=True) as session:
        before = _hold_of(session, org_id, document_id) if over else None
        _take(session, org_id, document_id, actor, over=over)
        held = _hold_of(session, org_id, document_id)
        if before and held and before.user_id != held.user_id:
            values = {"before": {"held_by": before.name}, "after": {"held_by": held.name}}
            audit.record(session, org_id, "document_taken_over", actor=actor, document_id=document_id, **values)
        return held


def find_hold(house: House, org_id: str, document_id: str) -> Hold | None:
    """Who has it now; None when nobody does."""
    with house.session() as session:
        return _hold_of(session, org_id, document_id)


def release_hold(house: House, org_id: str, document_id: str, token: str, *, actor: Actor) -> None:
    """Give it back, if the page that took it last is the one that is left; else nothing happens."""
    mine = and_(HoldTable.organisation_id == org_id, HoldTable.document_id == document_id)
    with house.session(write=True) as session:
        session.execute(delete(HoldTable).where(mine, HoldTable.user_id == actor.id, HoldTable.token == token))


def _take(session: Session, org_id: str, document_id: str, actor: Actor, *, over: bool) -> None:
    """One statement, so that of two who come at once one is the first."""
    moment = now(session)
    times = (literal(moment, UtcDateTime), literal(moment + HELD, UtcDateTime))
    mine = and_(DocumentTable.organisation_id == org_id, DocumentTable.id == document_id, IN_REVIEW)
    wanted = select(DocumentTable.id, DocumentTable.organisation_id, literal(actor.id), *times, literal(new_id()))
    flavour = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    columns = ["document_id", "organisation_id", "user_id", "since", "until", "token"]
    statement = flavour.insert(HoldTable).from_select(columns, wanted.where(mine))
    new, mine_still = statement.excluded, and_(HoldTable.user_id == actor.id, HoldTable.until > moment)
    changed = {
        "user_id": new.user_id,
        "since": case((mine_still, HoldTable.since), else_=new.since),
        "until": new.until,
        "token": new.token,
    }
    is_free = None if over else or_(HoldTable.user_id == actor.id, HoldTable.until <= moment)
    session.execute(statement.on_conflict_do_update(index_elements=["document_id"], set_=changed, where=is_free))


def _hold_of(session: Session, org_id: str, document_id: str) -> Hold | None:
    columns = (UserTable.id, UserTable.name, UserTable.email, HoldTable.since, HoldTable.until, HoldTable.token)
    mine = and_(HoldTable.organisation_id == org_id, HoldTable.document_id == document_id)
    statement = select(*columns).join(UserTable, UserTable.id == HoldTable.user_id).where(mine)
    found = session.execute(statement.where(HoldTable.until > now(session))).one_or_none()
    if found is None:
        return None
    user_id, name, email, *rest = found
    return Hold(user_id, name or email, *rest)
