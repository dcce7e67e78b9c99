"""Organisations and the people in them."""

import re

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import InvalidInput
from models.languages import Language
from models.tables.base import new_id
from models.tables.people import MembershipTable, OrganisationTable, UserTable
from storage import audit
from storage.database import insert_new, now
from storage.house import House
from storage.keys import create_key
from storage.roles import Role

MIN_PASSWORD = 10
MAX_PASSWORD = 1000
MAX_NAME = 200
HASHER = PasswordHasher()  # argon2id, RFC 9106's second recommendation: 64 MiB, 3 passes
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}")


def create_organisation(house: House, name: str, *, actor: Actor) -> str:
    """A new organisation with its key; its id. InvalidInput for a blank name."""
    with house.session(write=True) as session:
        return add_organisation(session, name, actor=actor)


def create_user(
    house: House, org_id: str, email: str, password: str, role: Role, *, actor: Actor, name: str = ""
) -> str:
    """A new person with a role in the organisation; the user's id.

    InvalidInput for an address that is taken or is none, and for a password that is too short.
    """
    hashed = hash_password(password)
    with house.session(write=True) as session:
        return add_user(session, org_id, email, hashed, role, actor=actor, name=name)


def choose_language(house: House, org_id: str, language: Language, *, actor: Actor) -> None:
    """Speak to the acting person in this language from now on, wherever they work."""
    with house.session(write=True) as session:
        user = session.scalars(select(UserTable).where(UserTable.id == actor.id).with_for_update(key_share=True)).one()
        if user.language == language:
            return
        before, user.language = user.language, language.value
        after = {"language": language.value}
        audit.record(session, org_id, "language_chosen", actor=actor, before={"language": before}, after=after)


def add_organisation(session: Session, name: str, *, actor: Actor) -> str:
    """The same, inside the caller's transaction."""
    if not name.strip():
        raise InvalidInput("The organisation needs a name.")
    row = OrganisationTable(id=new_id(), name=name.strip()[:MAX_NAME], created_at=now(session))
    row.audit_sequence, row.audit_head = 0, ""
    session.add(row)
    session.flush()
    create_key(session, row.id, row.id)
    audit.record(session, row.id, "organisation_created", actor=actor, after={"name": row.name})
    return row.id


def add_user(
    session: Session, org_id: str, email: str, password_hash: str | None, role: Role, *, actor: Actor, name: str = ""
) -> str:
    """The same, inside the caller's transaction. Whoever has no password cannot sign in before they chose one."""
    user_id, moment = new_id(), now(session)
    values = {
        "id": user_id,
        "organisation_id": org_id,
        "email": clean_email(email),
        "name": clean_person(name),
        "password_hash": password_hash,
        "failures": 0,
        "created_at": moment,
    }
    audit.lock_organisation(session, org_id)
    if not insert_new(session, UserTable, values):
        raise InvalidInput("There is a user with this e-mail address already.")
    session.add(MembershipTable(organisation_id=org_id, user_id=user_id, role=role.value, created_at=moment))
    after = {"user": user_id, "email": values["email"], "role": role.value}
    audit.record(session, org_id, "user_created", actor=actor, after=after)
    return user_id


def hash_password(password: str) -> str:
    """The argon2id hash. InvalidInput when the password is too short or absurdly long."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise InvalidInput(f"A password has at least {MIN_PASSWORD} characters.")
    return HASHER.hash(password)


def clean_email(email: str) -> str:
    """The address without case and outer spaces. InvalidInput when it cannot be one, or would be shown as another."""
    cleaned = email.strip().casefold()
    if not cleaned.isprintable() or not _EMAIL.fullmatch(cleaned):
        raise InvalidInput("This is not an e-mail address.")
    return cleaned


def clean_person(name: str) -> str:
    """A person's name without what is not seen, such as a sign that turns the direction of reading."""
    return "".join(c for c in name if c.isprintable()).strip()[:MAX_NAME]
