"""Access: organisations, people, signing in, one-time links, and what roles may do.

Passwords are kept as argon2id, tokens of sessions and links as SHA-256 only.
"""

from dataclasses import dataclass
from datetime import datetime

from models.actors import Actor
from storage.house import House
from storage.roles import Action, Role, may

__all__ = [
    "Action",
    "Role",
    "SessionInfo",
    "create_organisation",
    "create_user",
    "first_run_link",
    "load_session",
    "may",
    "sign_in",
    "sign_out",
    "use_link",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInfo:
    """Who is signed in, and where they work."""

    session_id: str
    user_id: str
    email: str
    name: str
    organisation_id: str
    organisation_name: str
    role: Role
    expires_at: datetime

    def actor(self, address: str | None = None) -> Actor:
        return Actor("user", self.user_id, self.name or self.email, self.session_id, address)

    def may(self, action: str) -> bool:
        return may(self.role, action)


def create_organisation(house: House, name: str, *, actor: Actor) -> str:
    """A new organisation with its key; its id."""
    raise NotImplementedError


def create_user(
    house: House, org_id: str, email: str, password: str, role: Role, *, actor: Actor, name: str = ""
) -> str:
    """A new person with a role in the organisation; the user's id. InvalidInput for a taken address, a weak password."""
    raise NotImplementedError


def sign_in(house: House, email: str, password: str, *, address: str | None = None) -> str:
    """A token for a new session. NotAllowed when e-mail and password do not fit, and while locked out."""
    raise NotImplementedError


def load_session(house: House, token: str) -> SessionInfo | None:
    """Who holds this token; None when it is unknown, ended or expired, or the person has no role there any more."""
    raise NotImplementedError


def sign_out(house: House, token: str) -> None:
    """End the session; nothing happens when there is none."""
    raise NotImplementedError


def first_run_link(house: House) -> str | None:
    """The token of a one-time link for the first administrator; None when there is a user. Earlier ones end."""
    raise NotImplementedError


def use_link(
    house: House, token: str, email: str, password: str, organisation_name: str, *, address: str | None = None
) -> str:
    """Make the first organisation and its administrator, and sign in: a session token. NotAllowed for a spent link."""
    raise NotImplementedError
