"""What `prejeto people` does and tells: who works in an organisation, in which role."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.errors import InvalidInput
from storage.automation import administrator
from storage.house import House
from storage.invitations import invite, renew_link
from storage.members import find_member, give_role, list_members
from storage.roles import Role


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of the person with this address; nothing, when only `mail` is given."""

    mail: str
    name: str = ""
    role: Role | None = None
    add: bool = False
    link: bool = False
    shut_out: bool = False

    @property
    def changes(self) -> bool:
        return bool(self.add or self.link or self.shut_out or self.role)


def change(house: House, org_id: str, wish: Wish, by: str) -> str:
    """Do what is wished, as the administrator with the address `by`; the token of a link, or empty.

    InvalidInput for wishes that exclude each other, NotAllowed when `by` administers nothing here.
    """
    if not wish.changes:
        return ""
    if not wish.mail:
        raise InvalidInput("Name a person by e-mail address.")
    if wish.shut_out and (wish.add or wish.link or wish.role):
        raise InvalidInput("Either shut somebody out, or let them in.")
    if wish.add and wish.role is None:
        raise InvalidInput(f"Say which role: {', '.join(Role)}.")
    actor = administrator(house, org_id, by)
    if wish.add and wish.role:
        return invite(house, org_id, wish.mail, wish.role, actor=actor, name=wish.name)
    member = find_member(house, org_id, wish.mail)
    if wish.role or wish.shut_out:
        give_role(house, org_id, member.id, wish.role, actor=actor, seen=member.role or "")
    return renew_link(house, org_id, member.id, actor=actor) if wish.link else ""


def listed(house: House, org_id: str, mail: str = "") -> Iterator[str]:
    """A line a person: address, role, name, and what is to be known. NotFound for an address that is nobody's."""
    for member in [find_member(house, org_id, mail)] if mail else list_members(house, org_id):
        known = [member.email, member.role or "shut out", member.name]
        known += ["has not chosen a password yet"] if member.waits and member.role else []
        yield "  ".join(filter(None, known))
