"""Organisations and people are made once."""

import threading

import pytest
from sqlalchemy import func, select

from models.errors import InvalidInput, NotFound
from models.tables.people import UserTable
from storage.access import Role, create_organisation, create_user
from storage.audit import list_audit
from storage.house import House
from tests.storage.samples import SYSTEM

PASSWORD = "a long password"


def test_a_person_is_made_with_a_role_and_it_is_told(house: House, org: str) -> None:
    user_id = create_user(house, org, " Ana@Example.SI ", PASSWORD, Role.REVIEWER, actor=SYSTEM, name="Ana")
    after = list_audit(house, org).rows[0].after
    assert after == {"user": user_id, "email": "ana@example.si", "role": "reviewer"}


def test_only_a_hash_of_the_password_is_kept(house: House, org: str) -> None:
    user_id = create_user(house, org, "ana@example.si", PASSWORD, Role.REVIEWER, actor=SYSTEM)
    with house.session() as session:
        kept = session.get_one(UserTable, user_id).password_hash
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    "email", ["", "ana", "@example.si", "a b@example.si", "a@b@c", "x" * 300 + "@example.si", "\u202eana@b.si"]
)
def test_what_is_no_address_is_refused(house: House, org: str, email: str) -> None:
    with pytest.raises(InvalidInput):
        create_user(house, org, email, PASSWORD, Role.REVIEWER, actor=SYSTEM)


@pytest.mark.parametrize("password", ["", "short", "x" * 1001])
def test_a_password_has_a_length(house: House, org: str, password: str) -> None:
    with pytest.raises(InvalidInput):
        create_user(house, org, "ana@example.si", password, Role.REVIEWER, actor=SYSTEM)


def test_an_address_is_taken_once_even_at_once(house: House, org: str) -> None:
    outcomes: list[str] = []

    def make() -> None:
        try:
            outcomes.append(create_user(house, org, "ana@example.si", PASSWORD, Role.REVIEWER, actor=SYSTEM))
        except InvalidInput:
            outcomes.append("taken")

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("taken") == 2
    with house.session() as session:
        assert session.scalar(select(func.count()).select_from(UserTable)) == 1


def test_an_organisation_has_a_name_and_a_person_an_organisation(house: House) -> None:
    with pytest.raises(InvalidInput):
        create_organisation(house, "  ", actor=SYSTEM)
    with pytest.raises(NotFound):
        create_user(house, "nowhere", "ana@example.si", PASSWORD, Role.REVIEWER, actor=SYSTEM)
