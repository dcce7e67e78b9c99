"""Verifying the audit chains of the installation."""

from models.actors import Actor
from storage.access import find_organisation, list_organisations
from storage.audit import verify_chain
from storage.house import House
from storage.rows import ChainReport


def verify_chains(house: House, organisation: str = "") -> list[tuple[str, ChainReport]]:
    """Name and report of the organisation, or of all. NotFound when there is no such one."""
    wanted = [find_organisation(house, organisation, actor=Actor.system("command line"))] if organisation else None
    return [(row.name, verify_chain(house, row.id)) for row in wanted or list_organisations(house)]
