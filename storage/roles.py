"""Roles, and what each may do. What is not listed is not allowed."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in one organisation."""

    ADMINISTRATOR = "administrator"
    APPROVER = "approver"
    REVIEWER = "reviewer"
    UPLOADER = "uploader"
    AUDITOR = "auditor"


class Action(StrEnum):
    """What the roles are asked about."""

    VIEW = "view"  # documents, their readings and history
    UPLOAD = "upload"
    CORRECT = "correct"  # fields and rows
    REREAD = "reread"  # retry, or type a password
    APPROVE = "approve"
    REJECT = "reject"
    REOPEN = "reopen"
    VIEW_BOOKINGS = "view_bookings"
    EXPORT = "export"
    VOID = "void"
    VIEW_AUDIT = "view_audit"
    VIEW_SETTINGS = "view_settings"  # of the organisation; no secrets
    MANAGE = "manage"  # people, roles and settings of the organisation


_REVIEWS = {Action.VIEW, Action.UPLOAD, Action.CORRECT, Action.REREAD, Action.REJECT, Action.VIEW_BOOKINGS}
_APPROVES = _REVIEWS | {Action.APPROVE, Action.REOPEN, Action.EXPORT, Action.VOID}

_ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ADMINISTRATOR: frozenset(Action),
    Role.APPROVER: frozenset(_APPROVES),
    Role.REVIEWER: frozenset(_REVIEWS),
    Role.UPLOADER: frozenset({Action.UPLOAD}),
    Role.AUDITOR: frozenset({Action.VIEW, Action.VIEW_BOOKINGS, Action.VIEW_AUDIT, Action.VIEW_SETTINGS}),
}


def may(role: str | None, action: str) -> bool:
    """Whether `role` permits `action`; False for a role or an action that is not known.

    >>> may(Role.REVIEWER, Action.CORRECT), may("reviewer", "approve"), may(None, "view")
    (True, False, False)
    """
    return role in set(Role) and action in _ALLOWED[Role(role)]
