"""Organisations by name and id, for those who act before or beside its people: the command line, the first start."""

from dataclasses import dataclass

from sqlalchemy import select

from models.actors import Actor
from models.errors import NotFound
from models.tables.people import OrganisationTable
from storage.database import hold_installation
from storage.house import House
from storage.people import add_organisation

FIRST_NAME = "My company"


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as lists show it."""

    id: str
    name: str


def list_organisations(house: House) -> tuple[OrganisationRow, ...]:
    """All organisations of the installation, oldest first. For its operator; no web page may call this."""
    statement = select(OrganisationTable.id, OrganisationTable.name).order_by(OrganisationTable.created_at)
    with house.session() as session:
        return tuple(OrganisationRow(row.id, row.name) for row in session.execute(statement))


def find_organisation(house: House, wanted: str = "", *, actor: Actor) -> OrganisationRow:
    """The organisation with this id or name. NotFound when there is none, or two have the name.

    None wanted: the sole one; before the first start's link is used, one is made that its administrator takes over.
    """
    rows = list_organisations(house)
    if not rows and not wanted:
        return _first(house, actor)
    found = [row for row in rows if not wanted or wanted in {row.id, row.name}]
    if len(found) != 1:
        raise NotFound("Name one organisation, by its name or id: there are none or several that fit.")
    return found[0]


def _first(house: House, actor: Actor) -> OrganisationRow:
    """Made under a lock, so that two who come first make one."""
    with house.session(write=True) as session:
        hold_installation(session)
        row = session.execute(select(OrganisationTable.id, OrganisationTable.name).limit(1)).first()
        if row:
            return OrganisationRow(row.id, row.name)
        return OrganisationRow(add_organisation(session, FIRST_NAME, actor=actor), FIRST_NAME)
