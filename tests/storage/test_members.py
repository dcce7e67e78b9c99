"""Who is in an organisation, what each may do, and who was shut out."""

import threading

import pytest

from models.actors import Actor
from models.errors import InvalidInput, NotAllowed, NotFound, StateConflict
from storage.access import Role, create_user, load_session, sign_in
from storage.assigning import assign, next_document
from storage.audit import list_audit, verify_chain
from storage.house import House
from storage.invitations import invite, use_invitation
from storage.members import find_member, give_role, list_members
from tests.storage.samples import SYSTEM, capture

pytestmark = pytest.mark.usefixtures("quick_hashes")

PASSWORD = "a long password"


@pytest.fixture
def ana(house: House, org: str) -> str:
    return create_user(house, org, "ana@example.si", PASSWORD, Role.ADMINISTRATOR, actor=SYSTEM, name="Ana")


@pytest.fixture
def bor(house: House, org: str) -> str:
    return create_user(house, org, "bor@example.si", PASSWORD, Role.REVIEWER, actor=SYSTEM)


def test_people_are_listed_with_their_roles_and_only_ours(house: House, org: str, other_org: str, ana: str) -> None:
    create_user(house, other_org, "eva@example.si", PASSWORD, Role.ADMINISTRATOR, actor=SYSTEM)
    (found,) = list_members(house, org)
    assert (found.id, found.name, found.role, found.waits) == (ana, "Ana", Role.ADMINISTRATOR, False)
    assert find_member(house, org, " ANA@example.si").id == ana
    with pytest.raises(NotFound):
        find_member(house, org, "eva@example.si")


def test_a_role_holds_at_once_in_open_sessions(house: House, org: str, ana: str, bor: str) -> None:
    token = sign_in(house, "bor@example.si", PASSWORD)
    give_role(house, org, bor, Role.APPROVER, actor=Actor("user", ana, "Ana"), seen="reviewer")
    session = load_session(house, token)
    assert session is not None
    assert session.may("approve")
    told = list_audit(house, org).rows[0]
    assert (told.event, told.before, told.after) == (
        "role_given",
        {"user": bor, "role": "reviewer"},
        {"user": bor, "role": "approver"},
    )
    assert verify_chain(house, org).whole


def test_who_is_shut_out_is_out_at_once_until_let_in_again(house: House, org: str, ana: str, bor: str) -> None:
    assert ana
    token = sign_in(house, "bor@example.si", PASSWORD)
    give_role(house, org, bor, None, actor=SYSTEM, seen="reviewer")
    assert load_session(house, token) is None
    with pytest.raises(NotAllowed):
        sign_in(house, "bor@example.si", PASSWORD)
    assert [(member.email, member.role) for member in list_members(house, org)][-1] == ("bor@example.si", None)
    assert list_audit(house, org).rows[1].event == "person_shut_out"
    give_role(house, org, bor, Role.AUDITOR, actor=SYSTEM, seen="")
    assert load_session(house, token) is None, "the session of before stays ended"
    assert sign_in(house, "bor@example.si", PASSWORD)


def test_what_was_assigned_to_them_waits_for_anybody(house: House, org: str, ana: str, bor: str) -> None:
    document_id = capture(house, org)
    assign(house, org, document_id, bor, actor=SYSTEM)
    assert next_document(house, org, actor=Actor("user", ana, "Ana")) is None
    give_role(house, org, bor, Role.AUDITOR, actor=SYSTEM, seen="reviewer")
    assert next_document(house, org, actor=Actor("user", ana, "Ana")) == document_id


def test_somebody_administers_always_even_when_two_go_at_once(house: House, org: str, ana: str) -> None:
    for role in (None, Role.APPROVER):
        with pytest.raises(InvalidInput):
            give_role(house, org, ana, role, actor=SYSTEM, seen="administrator")
    eva = create_user(house, org, "eva@example.si", PASSWORD, Role.ADMINISTRATOR, actor=SYSTEM)
    outcomes: list[str] = []

    def go(user_id: str) -> None:
        try:
            give_role(house, org, user_id, None, actor=SYSTEM, seen="administrator")
            outcomes.append("out")
        except InvalidInput:
            outcomes.append("stays")

    threads = [threading.Thread(target=go, args=(user_id,)) for user_id in (ana, eva)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["out", "stays"]


def test_who_cannot_sign_in_yet_administers_nothing_yet(house: House, org: str, ana: str) -> None:
    token = invite(house, org, "eva@example.si", Role.ADMINISTRATOR, actor=SYSTEM)
    for role in (None, Role.APPROVER):
        with pytest.raises(InvalidInput):
            give_role(house, org, ana, role, actor=SYSTEM, seen="administrator")
    use_invitation(house, token, PASSWORD)
    give_role(house, org, ana, None, actor=SYSTEM, seen="administrator")


def test_nobody_overwrites_and_nobody_reaches_over(house: House, org: str, other_org: str, bor: str) -> None:
    with pytest.raises(StateConflict):
        give_role(house, org, bor, Role.APPROVER, actor=SYSTEM, seen="uploader")
    for organisation, person in ((other_org, bor), (org, "nobody")):
        with pytest.raises(NotFound):
            give_role(house, organisation, person, Role.APPROVER, actor=SYSTEM, seen="")
    assert find_member(house, org, "bor@example.si").role is Role.REVIEWER
