"""Signing in and out. A session's token is known to its holder only: the table has its SHA-256.

Five failures in a row lock an account for a quarter of an hour, whatever the password. An unknown address, a wrong
password and a locked account take the same time and give the same answer.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from threading import BoundedSemaphore
from typing import Any

from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotAllowed
from models.languages import Language
from models.messages import told
from models.notices import Preferences
from models.tables.base import new_id
from models.tables.notices import PreferencesTable
from models.tables.people import MembershipTable, OrganisationTable, SessionTable, UserTable
from storage import audit
from storage.database import now
from storage.house import House
from storage.notices import unread_of_session
from storage.people import HASHER
from storage.preferences import preferences_of
from storage.roles import Role, may

MAX_FAILURES = 5
LOCKED = timedelta(minutes=15)
SESSION_LIFE = timedelta(hours=12)
MAX_ADDRESS = 64
_HASHES_AT_ONCE = BoundedSemaphore(4)
REFUSED = told("E-mail and password do not fit, or the account is locked for a while after several failures.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInfo:
    """Who is signed in, where they work, and the `language` they chose; `unread` notices wait for them."""

    session_id: str
    user_id: str
    email: str
    name: str
    organisation_id: str
    organisation_name: str
    role: Role
    language: Language | None = None
    preferences: Preferences = field(default_factory=Preferences)
    unread: int = 0
    expires_at: datetime

    def actor(self, address: str | None = None) -> Actor:
        return Actor("user", self.user_id, self.name or self.email, self.session_id, address)

    def may(self, action: str) -> bool:
        return may(self.role, action)


def sign_in(house: House, email: str, password: str, *, address: str | None = None) -> str:
    """A token for a new session in the person's first organisation.

    NotAllowed when e-mail and password do not fit, while locked out, and for a person without any role.
    """
    user_id, fits = _check(house, email, password)
    token = None
    if user_id is not None:
        with house.session(write=True) as session:
            token = _decide(session, user_id, address, fits=fits)
    if token is None:
        raise NotAllowed(REFUSED)
    return token


def load_session(house: House, token: str) -> SessionInfo | None:
    """Who holds this token; None when it is unknown, ended or expired, or the person has no role there any more."""
    theirs = and_(
        MembershipTable.user_id == SessionTable.user_id,
        MembershipTable.organisation_id == SessionTable.organisation_id,
    )
    chosen = and_(
        PreferencesTable.user_id == SessionTable.user_id,
        PreferencesTable.organisation_id == SessionTable.organisation_id,
    )
    statement = (
        select(SessionTable, UserTable, OrganisationTable, MembershipTable.role, PreferencesTable, unread_of_session())
        .join(UserTable, UserTable.id == SessionTable.user_id)
        .join(OrganisationTable, OrganisationTable.id == SessionTable.organisation_id)
        .join(MembershipTable, theirs)
        .outerjoin(PreferencesTable, chosen)
        .where(SessionTable.token_hash == token_hash(token), SessionTable.ended_at.is_(None))
    )
    with house.session() as session:
        found = session.execute(statement.where(SessionTable.expires_at > now(session))).one_or_none()
    return _info(found) if found else None


def sign_out(house: House, token: str) -> None:
    """End the session; nothing happens when there is none."""
    mine = and_(SessionTable.token_hash == token_hash(token), SessionTable.ended_at.is_(None))
    with house.session(write=True) as session:
        found = session.scalar(select(SessionTable).where(mine).with_for_update(key_share=True))
        if found is not None:
            found.ended_at = now(session)
            user = session.get_one(UserTable, found.user_id)
            actor = Actor("user", user.id, user.email, found.id, found.address)
            audit.record(session, found.organisation_id, "signed_out", actor=actor)


def open_session(session: Session, org_id: str, user_id: str, email: str, address: str | None) -> str:
    """A new session, inside the caller's transaction; its token."""
    token, moment = new_token(), now(session)
    row = SessionTable(id=new_id(), organisation_id=org_id, user_id=user_id, token_hash=token_hash(token))
    row.address = address[:MAX_ADDRESS] if address else None
    row.created_at, row.expires_at = moment, moment + SESSION_LIFE
    session.add(row)
    session.flush()
    audit.record(session, org_id, "signed_in", actor=Actor("user", user_id, email, row.id, row.address))
    return token


def new_token() -> str:
    """256 bits of chance, fit for a cookie and for an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What a table keeps of a token. A plain hash is enough: tokens are chance, not words."""
    return hashlib.sha256(token.encode()).hexdigest()


def _check(house: House, email: str, password: str) -> tuple[str | None, bool]:
    """The user of this address, and whether the password fits; the slow hash is done outside of any transaction."""
    statement = select(UserTable.id, UserTable.password_hash).where(UserTable.email == email.strip().casefold())
    with house.session() as session:
        user_id, hashed = session.execute(statement).one_or_none() or (None, None)
    fits = _verify(hashed or _nobody(), password)
    return user_id, fits and hashed is not None


def _decide(session: Session, user_id: str, address: str | None, *, fits: bool) -> str | None:
    """Count a failure or open a session; None is a refusal. The user's row is held meanwhile."""
    mine = select(UserTable).where(UserTable.id == user_id)
    user = session.scalars(mine.with_for_update(key_share=True)).one()
    statement = select(MembershipTable.organisation_id).where(MembershipTable.user_id == user_id)
    org_id = session.scalar(statement.order_by(MembershipTable.created_at, MembershipTable.id).limit(1))
    locked = user.locked_until is not None and user.locked_until > now(session)
    if locked or not fits or org_id is None:
        _count_failure(session, user, address, locked=locked)
        return None
    user.failures, user.locked_until = 0, None
    return open_session(session, org_id, user.id, user.email, address)


def _count_failure(session: Session, user: UserTable, address: str | None, *, locked: bool) -> None:
    if not locked:
        user.failures += 1
        if user.failures >= MAX_FAILURES:
            user.failures, user.locked_until = 0, now(session) + LOCKED
    actor = Actor("user", user.id, user.email, None, address)
    audit.record(session, user.organisation_id, "sign_in_refused", actor=actor, after={"locked": locked})


def _verify(hashed: str, password: str) -> bool:
    """One hash takes 64 MiB; only a few at once, however many try."""
    try:
        with _HASHES_AT_ONCE:
            return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """The hash that an unknown address is tried against, so that it takes as long."""
    return HASHER.hash(secrets.token_urlsafe(16))


def _info(found: Row[Any]) -> SessionInfo:
    row, user, organisation, role, preferences, unread = found
    return SessionInfo(
        session_id=row.id,
        user_id=user.id,
        email=user.email,
        name=user.name,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        role=Role(role),
        language=Language(user.language) if user.language in set(Language) else None,
        preferences=preferences_of(preferences),
        unread=unread,
        expires_at=row.expires_at,
    )
