"""A person chooses a password with a link that works once."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.errors import InvalidInput, NotAllowed, NotFound
from models.tables.people import LinkTable
from storage.access import Role, check_link, create_user, load_session, sign_in
from storage.audit import list_audit, verify_chain
from storage.database import now
from storage.house import House
from storage.invitations import find_invited, invite, renew_link, use_invitation
from storage.members import find_member, give_role
from tests.storage.samples import SYSTEM

pytestmark = pytest.mark.usefixtures("quick_hashes")

EMAIL, PASSWORD = "bor@example.si", "a long password"


def test_a_person_is_added_and_comes_in_by_the_link(house: House, org: str) -> None:
    token = invite(house, org, " Bor@Example.si ", Role.REVIEWER, actor=SYSTEM, name="Bor")
    invited = find_invited(house, token)
    assert invited is not None
    assert (invited.email, invited.organisation_name) == (EMAIL, "Ours")
    assert find_member(house, org, EMAIL).waits
    with pytest.raises(NotAllowed):
        sign_in(house, EMAIL, "")
    found = load_session(house, use_invitation(house, token, PASSWORD))
    assert found is not None
    assert (found.email, found.role, found.name) == (EMAIL, Role.REVIEWER, "Bor")
    assert sign_in(house, EMAIL, PASSWORD)
    events = [row.event for row in list_audit(house, org).rows][::-1]
    refused = events.index("sign_in_refused")
    assert events[refused - 2 :] == [
        "user_created",
        "link_made",
        "sign_in_refused",
        "password_chosen",
        "signed_in",
        "signed_in",
    ]
    assert verify_chain(house, org).whole


def test_a_link_is_good_once_for_a_week_and_until_a_newer_one(house: House, org: str) -> None:
    first = invite(house, org, EMAIL, Role.REVIEWER, actor=SYSTEM)
    user_id = find_member(house, org, EMAIL).id
    second = renew_link(house, org, user_id, actor=SYSTEM)
    with pytest.raises(InvalidInput):
        use_invitation(house, second, "short")
    use_invitation(house, second, PASSWORD)
    third = renew_link(house, org, user_id, actor=SYSTEM)
    with house.session(write=True) as session:
        session.execute(update(LinkTable).values(expires_at=now(session) - timedelta(seconds=1)))
    for refused in (first, second, third, "", "invented"):
        assert find_invited(house, refused) is None
        with pytest.raises(NotAllowed):
            use_invitation(house, refused, PASSWORD)


def test_a_forgotten_password_is_replaced_and_its_sessions_end(house: House, org: str) -> None:
    user_id = create_user(house, org, EMAIL, PASSWORD, Role.REVIEWER, actor=SYSTEM)
    before = sign_in(house, EMAIL, PASSWORD)
    token = renew_link(house, org, user_id, actor=SYSTEM)
    assert load_session(house, before), "the password holds until the link is used"
    use_invitation(house, token, "another password")
    assert load_session(house, before) is None
    with pytest.raises(NotAllowed):
        sign_in(house, EMAIL, PASSWORD)
    assert sign_in(house, EMAIL, "another password")


def test_who_was_shut_out_comes_in_by_no_link(house: House, org: str, other_org: str) -> None:
    token = invite(house, org, EMAIL, Role.REVIEWER, actor=SYSTEM)
    user_id = find_member(house, org, EMAIL).id
    with pytest.raises(NotFound):
        renew_link(house, other_org, user_id, actor=SYSTEM)
    give_role(house, org, user_id, None, actor=SYSTEM, seen="reviewer")
    with pytest.raises(NotAllowed):
        use_invitation(house, token, PASSWORD)
    with pytest.raises(NotFound):
        renew_link(house, org, user_id, actor=SYSTEM)


def test_who_is_let_in_again_comes_in_by_no_link_of_before(house: House, org: str) -> None:
    token = invite(house, org, EMAIL, Role.REVIEWER, actor=SYSTEM)
    user_id = find_member(house, org, EMAIL).id
    give_role(house, org, user_id, None, actor=SYSTEM, seen="reviewer")
    give_role(house, org, user_id, Role.APPROVER, actor=SYSTEM, seen="")
    assert find_invited(house, token) is None
    with pytest.raises(NotAllowed):
        use_invitation(house, token, PASSWORD)
    assert find_invited(house, renew_link(house, org, user_id, actor=SYSTEM))


def test_an_address_is_taken_once_and_the_link_is_not_that_of_the_first_start(house: House, org: str) -> None:
    token = invite(house, org, EMAIL, Role.REVIEWER, actor=SYSTEM)
    with pytest.raises(InvalidInput):
        invite(house, org, EMAIL.upper(), Role.REVIEWER, actor=SYSTEM)
    assert not check_link(house, token)
