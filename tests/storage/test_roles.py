"""Default is no access."""

import pytest

from storage.roles import Action, Role, may


@pytest.mark.parametrize("role", [None, "", "owner", "ADMINISTRATOR"])
def test_who_is_not_known_may_nothing(role: str | None) -> None:
    assert not any(may(role, action) for action in Action)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_may_what_is_not_known(role: Role) -> None:
    assert not may(role, "delete_everything")


def test_an_auditor_changes_nothing() -> None:
    assert {action for action in Action if may(Role.AUDITOR, action)} == {
        Action.VIEW,
        Action.VIEW_BOOKINGS,
        Action.VIEW_AUDIT,
        Action.VIEW_SETTINGS,
    }


def test_only_approvers_and_administrators_approve() -> None:
    assert {role for role in Role if may(role, Action.APPROVE)} == {Role.APPROVER, Role.ADMINISTRATOR}


def test_only_administrators_manage_and_an_uploader_only_uploads() -> None:
    assert {role for role in Role if may(role, Action.MANAGE)} == {Role.ADMINISTRATOR}
    assert {action for action in Action if may(Role.UPLOADER, action)} == {Action.UPLOAD}
