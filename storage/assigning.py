"""Assigning a document to a person, and the next one to review: mine first, then due soonest, then the oldest."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import InvalidInput, StateConflict
from models.notices import Notice
from models.tables.decisions import FirstApprovalTable
from models.tables.documents import IN_REVIEW, DocumentTable
from models.tables.people import MembershipTable, UserTable
from models.tables.queue import HoldTable
from storage import audit, ledger
from storage.database import now
from storage.house import House
from storage.notices import note
from storage.paging import MOST_COUNTED
from storage.roles import Action, Role, may


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may review documents."""

    id: str
    name: str


def list_reviewers(house: House, org_id: str) -> tuple[Person, ...]:
    """Everybody whose role lets them review, by name."""
    with house.session() as session:
        return _reviewers(session, org_id)


def assign(
    house: House, org_id: str, document_id: str, user_id: str | None, *, actor: Actor, seen: str | None = None
) -> None:
    """Say who is to review a document; None for nobody. InvalidInput for somebody who may not.

    `seen` is whose it was when that was decided, empty for nobody's: StateConflict when it is another's by now.
    """
    with house.session(write=True) as session:
        names = {person.id: person.name for person in _reviewers(session, org_id)}
        if user_id is not None and user_id not in names:
            raise InvalidInput("This person does not review documents here.")
        document = ledger.find_document(session, org_id, document_id, lock=True)
        if seen is not None and (document.assigned_to or "") != seen:
            raise StateConflict("Somebody assigned this document meanwhile; look at whose it is now.")
        before, document.assigned_to = document.assigned_to, user_id
        if before != user_id:
            values = {"assigned_to": names.get(before or "")}, {"assigned_to": names.get(user_id or "")}
            audit.record(
                session,
                org_id,
                "document_assigned",
                actor=actor,
                document_id=document_id,
                before=values[0],
                after=values[1],
            )
        if user_id and before != user_id:
            note(session, org_id, Notice.ASSIGNED, document_id=document_id, user_id=user_id, by=actor.id)


def next_document(house: House, org_id: str, *, actor: Actor, without: Collection[str] = ()) -> str | None:
    """The best one to review next; None when there is none.

    One that is assigned to the person comes first, then one that is assigned to nobody; of these what is due soonest,
    then what came first. Never one that somebody else holds, nor one that waits for another person after this one's
    approval, nor one of `without`, which are being left. Both halves walk one index and stop at their first row.
    """
    with house.session() as session:
        free = and_(
            DocumentTable.organisation_id == org_id, DocumentTable.id.not_in(without), *_is_free(session, actor)
        )
        halves = [
            _first(DocumentTable.assigned_to == actor.id, free, 0),
            _first(DocumentTable.assigned_to.is_(None), free, 1),
        ]
        either = union_all(*(select(half.subquery()) for half in halves)).subquery()
        found: str | None = session.scalar(select(either.c.id).order_by(either.c.turn).limit(1))
        return found


def count_next(house: House, org_id: str, *, actor: Actor) -> int:
    """How many documents may still come to this person, theirs and nobody's, up to MOST_COUNTED and one more."""
    mine = and_(DocumentTable.organisation_id == org_id, IN_REVIEW)
    halves = [
        select(DocumentTable.id).where(mine, whose).limit(MOST_COUNTED + 1).subquery()
        for whose in (DocumentTable.assigned_to == actor.id, DocumentTable.assigned_to.is_(None))
    ]
    counts = [select(func.count()).select_from(half).scalar_subquery() for half in halves]
    with house.session() as session:
        return min(session.scalar(select(counts[0] + counts[1])) or 0, MOST_COUNTED + 1)


def _first(whose: ColumnElement[bool], free: ColumnElement[bool], turn: int) -> Select[tuple[str, int]]:
    """The first by the index of the next one, which the order names whole: to PostgreSQL, NULL is no constant."""
    statement = select(DocumentTable.id, literal(turn).label("turn")).where(IN_REVIEW, whose, free)
    return statement.order_by(
        DocumentTable.assigned_to, DocumentTable.due_by, DocumentTable.received_at, DocumentTable.id
    ).limit(1)


def _is_free(session: Session, actor: Actor) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether nobody else has it, and whether there is something left for this person to do."""
    others = and_(HoldTable.user_id != actor.id, HoldTable.until > now(session))
    mine = and_(FirstApprovalTable.actor_id == actor.id, FirstApprovalTable.version == DocumentTable.version)
    return (
        ~exists().where(HoldTable.document_id == DocumentTable.id, others),
        ~exists().where(FirstApprovalTable.document_id == DocumentTable.id, mine),
    )


def _reviewers(session: Session, org_id: str) -> tuple[Person, ...]:
    roles = [role.value for role in Role if may(role, Action.CORRECT)]
    theirs = and_(MembershipTable.organisation_id == org_id, MembershipTable.role.in_(roles))
    statement = select(UserTable.id, UserTable.name, UserTable.email).join(
        MembershipTable, MembershipTable.user_id == UserTable.id
    )
    found = [Person(user_id, name or email) for user_id, name, email in session.execute(statement.where(theirs))]
    return tuple(sorted(found, key=lambda person: person.name.casefold()))
