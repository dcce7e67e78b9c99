"""Access: organisations, people, signing in, one-time links, and what roles may do, in one place.

Passwords are kept as argon2id, tokens of sessions and links as SHA-256 only. Nothing here knows HTTP.
"""

from storage.links import check_link, first_run_link, use_link
from storage.organisations import OrganisationRow, find_organisation, list_organisations
from storage.people import create_organisation, create_user
from storage.roles import Action, Role, may
from storage.sign_in import SessionInfo, load_session, sign_in, sign_out

__all__ = [
    "Action",
    "OrganisationRow",
    "Role",
    "SessionInfo",
    "check_link",
    "create_organisation",
    "create_user",
    "find_organisation",
    "first_run_link",
    "list_organisations",
    "load_session",
    "may",
    "sign_in",
    "sign_out",
    "use_link",
]
