"""Links with which a person of an organisation chooses a password: the first one, or another when it was forgotten.

Nobody but the person ever knows the password. A link works once, for a week; a newer one ends those before.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import NotAllowed, NotFound
from models.messages import told
from models.tables.base import new_id
from models.tables.people import LinkTable, MembershipTable, OrganisationTable, UserTable
from storage import audit
from storage.database import now
from storage.house import House
from storage.members import end_links, end_sessions
from storage.people import add_user, hash_password
from storage.roles import Role
from storage.sign_in import new_token, open_session, token_hash

PASSWORD = "password"  # noqa: S105 - what such a link is for
LINK_LIFE = timedelta(days=7)
SPENT = told("This link was used already, or it is too old. Ask an administrator of your organisation for a new one.")


@dataclass(frozen=True, slots=True)
class Invited:
    """Whose link it is, and where it leads."""

    email: str
    organisation_name: str


def invite(house: House, org_id: str, email: str, role: Role, *, actor: Actor, name: str = "") -> str:
    """A new person, who cannot sign in before they chose a password; the token of the link to do so.

    InvalidInput for an address that is taken or is none.
    """
    with house.session(write=True) as session:
        user_id = add_user(session, org_id, email, None, role, actor=actor, name=name)
        return _make(session, org_id, user_id, actor)


def renew_link(house: House, org_id: str, user_id: str, *, actor: Actor) -> str:
    """The token of a new link for a person who has a role; their password holds until it is used. NotFound."""
    with house.session(write=True) as session:
        mine = and_(MembershipTable.organisation_id == org_id, MembershipTable.user_id == user_id)
        theirs = and_(UserTable.id == MembershipTable.user_id, UserTable.organisation_id == org_id)
        if session.scalar(select(UserTable.id).join(MembershipTable, theirs).where(mine)) is None:
            raise NotFound("There is no such person in this organisation.")
        return _make(session, org_id, user_id, actor)


def find_invited(house: House, token: str) -> Invited | None:
    """Whom a link would let in; None when it cannot be used. It is not used up."""
    columns = (UserTable.email, OrganisationTable.name)
    with house.session() as session:
        statement = select(*columns).select_from(LinkTable).join(UserTable, UserTable.id == LinkTable.user_id)
        statement = statement.join(OrganisationTable, OrganisationTable.id == LinkTable.organisation_id)
        found = session.execute(statement.where(_good(session, token))).first()
    return Invited(*found) if found else None


def use_invitation(house: House, token: str, password: str, *, address: str | None = None) -> str:
    """Make `password` that of the link's person, end their other sessions, and sign them in: a session token.

    InvalidInput for a password that cannot be one, and then the link is still good; NotAllowed for a spent link.
    """
    if find_invited(house, token) is None:  # before the dear work of hashing, which anybody could ask for
        raise NotAllowed(SPENT)
    hashed = hash_password(password)
    with house.session(write=True) as session:
        spend = update(LinkTable).where(_good(session, token)).values(used_at=now(session))
        spent = session.execute(spend.returning(LinkTable.organisation_id, LinkTable.user_id)).first()
        if spent is None:
            raise NotAllowed(SPENT)
        org_id, user_id = spent
        user = session.scalars(select(UserTable).where(UserTable.id == user_id).with_for_update(key_share=True)).one()
        user.password_hash, user.failures, user.locked_until = hashed, 0, None
        end_sessions(session, org_id, user_id)
        audit.record(session, org_id, "password_chosen", actor=Actor("user", user_id, user.email, None, address))
        return open_session(session, org_id, user_id, user.email, address)


def _make(session: Session, org_id: str, user_id: str, actor: Actor) -> str:
    token, moment = new_token(), now(session)
    end_links(session, user_id)
    link = LinkTable(id=new_id(), organisation_id=org_id, user_id=user_id, purpose=PASSWORD)
    link.token_hash, link.created_at, link.expires_at = token_hash(token), moment, moment + LINK_LIFE
    session.add(link)
    session.flush()
    audit.record(session, org_id, "link_made", actor=actor, after={"user": user_id})
    return token


def _good(session: Session, token: str) -> ColumnElement[bool]:
    """Unspent, young enough, and of somebody who still has a role."""
    members = select(MembershipTable.user_id).where(MembershipTable.organisation_id == LinkTable.organisation_id)
    unspent = and_(LinkTable.token_hash == token_hash(token), LinkTable.used_at.is_(None))
    return and_(
        unspent,
        LinkTable.purpose == PASSWORD,
        LinkTable.expires_at > now(session),
        LinkTable.user_id.in_(members),
    )
