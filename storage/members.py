"""The people of an organisation: who they are, what each may do, and who was shut out.

Nobody is deleted: what a person did keeps their name. A role is a membership; without one nobody gets in, and every
session of theirs is over. There is always an administrator left.
"""

from dataclasses import dataclass

from sqlalchemy import Select, and_, delete, select, update
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import InvalidInput, NotFound, StateConflict
from models.messages import told
from models.tables.documents import IN_REVIEW, DocumentTable
from models.tables.people import LinkTable, MembershipTable, SessionTable, UserTable
from models.tables.queue import HoldTable
from storage import audit
from storage.database import now
from storage.house import House
from storage.roles import Action, Role, may

NOBODY_LEFT = told(
    "Nobody would be left who can sign in and administers this organisation: make somebody else an administrator first."
)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of an organisation. `role` is None for who was shut out; `waits` until they chose a password."""

    id: str
    email: str
    name: str
    role: Role | None
    waits: bool


def list_members(house: House, org_id: str) -> tuple[Member, ...]:
    """Everybody who was ever given a role here: those who have one by name, then those who were shut out."""
    with house.session() as session:
        found = [_member(*row) for row in session.execute(_everybody(org_id))]
    return tuple(sorted(found, key=lambda member: (member.role is None, (member.name or member.email).casefold())))


def find_member(house: House, org_id: str, email: str) -> Member:
    """The person with this e-mail address. NotFound when there is none here."""
    with house.session() as session:
        row = session.execute(_everybody(org_id).where(UserTable.email == email.strip().casefold())).first()
    if row is None:
        raise NotFound("Nobody with this e-mail address is in this organisation.")
    return _member(*row)


def give_role(house: House, org_id: str, user_id: str, role: Role | None, *, actor: Actor, seen: str) -> None:
    """Let a person do what `role` may from now on; None shuts them out: their sessions end, none begins.

    `seen` is the role they had when that was decided, empty for none: StateConflict when it is another by now.
    InvalidInput when nobody with a password would be left who administers the organisation. NotFound for somebody
    else's person.
    """
    with house.session(write=True) as session:
        found = _held(session, org_id)
        if session.execute(_everybody(org_id).where(UserTable.id == user_id)).first() is None:
            raise NotFound("There is no such person in this organisation.")
        before = found.get(user_id)
        if (before.role if before else "") != seen:
            raise StateConflict("Somebody changed the role of this person meanwhile; look at it again.")
        if (role.value if role else "") == seen:
            return
        if role is not Role.ADMINISTRATOR and _is_last(session, found, user_id):
            raise InvalidInput(NOBODY_LEFT)
        _set(session, org_id, user_id, before, role)
        if not may(role, Action.CORRECT):
            _free(session, org_id, user_id)
        event = "role_given" if role else "person_shut_out"
        values = {"user": user_id, "role": seen or None}, {"user": user_id, "role": role and role.value}
        audit.record(session, org_id, event, actor=actor, before=values[0], after=values[1])


def end_sessions(session: Session, org_id: str, user_id: str) -> None:
    """Sign the person out wherever they are, inside the caller's transaction."""
    theirs = and_(SessionTable.organisation_id == org_id, SessionTable.user_id == user_id)
    running = update(SessionTable).where(theirs, SessionTable.ended_at.is_(None))
    session.execute(running.values(ended_at=now(session)))


def end_links(session: Session, user_id: str) -> None:
    """No link that the person was given before is good any more, inside the caller's transaction."""
    unused = update(LinkTable).where(LinkTable.user_id == user_id, LinkTable.used_at.is_(None))
    session.execute(unused.values(used_at=now(session)))


def _set(session: Session, org_id: str, user_id: str, before: MembershipTable | None, role: Role | None) -> None:
    if before and role:
        before.role = role.value
    elif role:
        new = MembershipTable(organisation_id=org_id, user_id=user_id, role=role.value, created_at=now(session))
        session.add(new)
    elif before:
        session.delete(before)
        end_sessions(session, org_id, user_id)
        end_links(session, user_id)
    session.flush()


def _free(session: Session, org_id: str, user_id: str) -> None:
    """What waited for somebody who reviews no more waits for anybody, and is open at nobody's."""
    theirs = and_(DocumentTable.organisation_id == org_id, DocumentTable.assigned_to == user_id, IN_REVIEW)
    session.execute(update(DocumentTable).where(theirs).values(assigned_to=None))
    session.execute(delete(HoldTable).where(HoldTable.organisation_id == org_id, HoldTable.user_id == user_id))


def _held(session: Session, org_id: str) -> dict[str, MembershipTable]:
    """All memberships, held until the transaction ends, so that two cannot take away the last two administrators."""
    statement = select(MembershipTable).where(MembershipTable.organisation_id == org_id).order_by(MembershipTable.id)
    return {row.user_id: row for row in session.scalars(statement.with_for_update())}


def _is_last(session: Session, found: dict[str, MembershipTable], user_id: str) -> bool:
    """Whether the person administers, and nobody else does who has chosen a password."""
    managers = {row.user_id for row in found.values() if may(row.role, Action.MANAGE)}
    able = select(UserTable.id).where(UserTable.id.in_(managers - {user_id}), UserTable.password_hash.is_not(None))
    return user_id in managers and session.scalar(able.limit(1)) is None


def _everybody(org_id: str) -> Select[tuple[str, str, str, str, bool]]:
    theirs = and_(MembershipTable.organisation_id == org_id, MembershipTable.user_id == UserTable.id)
    columns = (UserTable.id, UserTable.email, UserTable.name, MembershipTable.role, UserTable.password_hash.is_(None))
    return select(*columns).outerjoin(MembershipTable, theirs).where(UserTable.organisation_id == org_id)


def _member(user_id: str, email: str, name: str, role: str | None, waits: bool) -> Member:
    return Member(user_id, email, name, Role(role) if role else None, waits)
