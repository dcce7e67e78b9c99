"""One-time links. The first start prints one, for the first administrator."""

from datetime import timedelta

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotAllowed
from models.messages import told
from models.tables.base import new_id
from models.tables.people import LinkTable, OrganisationTable, UserTable
from storage import audit
from storage.database import hold_installation, now
from storage.house import House
from storage.people import MAX_NAME, add_organisation, add_user, hash_password
from storage.roles import Role
from storage.sign_in import new_token, open_session, token_hash

FIRST_RUN = "first_run"
LINK_LIFE = timedelta(hours=24)
SPENT = told("This link was used, or it is too old; start the program again for a new one.")


def first_run_link(house: House) -> str | None:
    """The token of a one-time link for the first administrator; None when there is a user. Earlier ones end."""
    token = new_token()
    with house.session(write=True) as session:
        hold_installation(session)
        if _has_users(session):
            return None
        moment = now(session)
        earlier = and_(LinkTable.purpose == FIRST_RUN, LinkTable.used_at.is_(None))
        session.execute(update(LinkTable).where(earlier).values(used_at=moment))
        link = LinkTable(id=new_id(), purpose=FIRST_RUN, token_hash=token_hash(token), role=Role.ADMINISTRATOR.value)
        link.created_at, link.expires_at = moment, moment + LINK_LIFE
        session.add(link)
    return token


def check_link(house: House, token: str) -> bool:
    """Whether the link of the first start may still be used; it is not used up."""
    with house.session() as session:
        valid = and_(LinkTable.token_hash == token_hash(token), LinkTable.used_at.is_(None))
        good = and_(valid, LinkTable.purpose == FIRST_RUN, LinkTable.expires_at > now(session))
        found = session.scalar(select(LinkTable.id).where(good))
    return found is not None


def use_link(
    house: House, token: str, email: str, password: str, organisation_name: str, *, address: str | None = None
) -> str:
    """Make the first organisation and its administrator, and sign in: a session token.

    An organisation that received documents before it had people (the command line) is taken over and named.
    NotAllowed for a spent link, InvalidInput for an address, password or name that cannot be one: then the link is
    still good.
    """
    hashed = hash_password(password)
    with house.session(write=True) as session:
        _spend(session, token)
        actor = Actor("system", "first_run", "first start", None, address)
        org_id = _taken_over(session, organisation_name, actor) or add_organisation(
            session, organisation_name, actor=actor
        )
        user_id = add_user(session, org_id, email, hashed, Role.ADMINISTRATOR, actor=actor)
        return open_session(session, org_id, user_id, email.strip().casefold(), address)


def _taken_over(session: Session, name: str, actor: Actor) -> str | None:
    """The sole organisation there is, while nobody has a place in it, under its new name; None when there is none."""
    rows = session.scalars(select(OrganisationTable).limit(2)).all()
    if len(rows) != 1 or not name.strip():
        return None
    before, rows[0].name = rows[0].name, name.strip()[:MAX_NAME]
    after = {"name": rows[0].name}
    audit.record(session, rows[0].id, "organisation_named", actor=actor, before={"name": before}, after=after)
    return rows[0].id


def _spend(session: Session, token: str) -> None:
    """Use the link up, once: of two at the same time, the second finds a user."""
    hold_installation(session)
    moment = now(session)
    valid = and_(LinkTable.token_hash == token_hash(token), LinkTable.used_at.is_(None))
    good = and_(valid, LinkTable.purpose == FIRST_RUN, LinkTable.expires_at > moment)
    spent = session.execute(update(LinkTable).where(good).values(used_at=moment).returning(LinkTable.id)).all()
    if len(spent) != 1 or _has_users(session):
        raise NotAllowed(SPENT)


def _has_users(session: Session) -> bool:
    return session.scalar(select(UserTable.id).limit(1)) is not None
