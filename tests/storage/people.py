"""Reviewers for the tests of the queue: real people, for a document is held by and assigned to such."""

from models.actors import Actor
from models.tables.base import new_id
from models.tables.people import MembershipTable, UserTable
from storage.database import now
from storage.house import House
from storage.roles import Role


def add_person(house: House, org_id: str, name: str, role: Role = Role.REVIEWER) -> Actor:
    """A member of the organisation, who cannot sign in."""
    user_id = new_id()
    with house.session(write=True) as session:
        moment = now(session)
        user = UserTable(id=user_id, organisation_id=org_id, email=f"{name.lower()}@example.test", name=name)
        user.created_at = moment
        session.add(user)
        session.flush()
        session.add(MembershipTable(organisation_id=org_id, user_id=user_id, role=role.value, created_at=moment))
    return Actor("user", user_id, name)
