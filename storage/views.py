"""Saved views: lists that a person comes back to, by name; shared ones are there for everybody of the organisation."""

from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from models.actors import Actor
from models.errors import InvalidInput, NotAllowed, NotFound
from models.tables.base import new_id
from models.tables.queue import ViewTable
from storage import audit
from storage.columns import clean
from storage.database import now
from storage.house import House

MOST = 50  # of one person
MAX_NAME = 80
MAX_QUERY = 1000


@dataclass(frozen=True, slots=True)
class View:
    """A saved list. `query` is what stands in the address after the question mark; `mine`: the person saved it."""

    id: str
    name: str
    query: str
    shared: bool
    mine: bool


def list_views(house: House, org_id: str, *, actor: Actor) -> tuple[View, ...]:
    """The person's own views and those that are shared, by name."""
    seen = or_(ViewTable.user_id == actor.id, ViewTable.shared)
    with house.session() as session:
        rows = session.scalars(select(ViewTable).where(ViewTable.organisation_id == org_id, seen)).all()
    views = (View(row.id, row.name, row.query, row.shared, row.user_id == actor.id) for row in rows)
    return tuple(sorted(views, key=lambda view: view.name.casefold()))


def save_view(house: House, org_id: str, name: str, query: str, *, actor: Actor, shared: bool) -> str:
    """Keep a list under a name, in place of one's own of the same name; its id. InvalidInput."""
    called = " ".join((clean(name) or "").split())[:MAX_NAME]
    if not called:
        raise InvalidInput("The view needs a name.")
    if len(query) > MAX_QUERY:
        raise InvalidInput("This list has too many filters to be saved.")
    mine = and_(ViewTable.organisation_id == org_id, ViewTable.user_id == actor.id)
    with house.session(write=True) as session:
        if (session.scalar(select(func.count()).select_from(ViewTable).where(mine)) or 0) >= MOST:
            raise InvalidInput(f"At most {MOST} views are kept; remove one first.")
        row = session.scalar(select(ViewTable).where(mine, ViewTable.name == called))
        if row is None:
            row = ViewTable(id=new_id(), organisation_id=org_id, user_id=actor.id, name=called)
            row.created_at = now(session)
            session.add(row)
        row.query, row.shared = query, shared
        session.flush()
        if shared:
            audit.record(session, org_id, "view_shared", actor=actor, after={"name": called})
        return row.id


def remove_view(house: House, org_id: str, view_id: str, *, actor: Actor, any_owner: bool = False) -> None:
    """Take a view away. NotFound when there is none; NotAllowed for somebody else's, but to those who manage."""
    with house.session(write=True) as session:
        here = and_(ViewTable.organisation_id == org_id, ViewTable.id == view_id)
        row = session.scalar(select(ViewTable).where(here))
        if row is None or not (row.shared or row.user_id == actor.id):
            raise NotFound("There is no such view.")
        if row.user_id != actor.id and not any_owner:
            raise NotAllowed("Somebody else saved this view; they can remove it, or an administrator.")
        session.delete(row)
        if row.shared:
            audit.record(session, org_id, "view_removed", actor=actor, before={"name": row.name})
