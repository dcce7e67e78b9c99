"""The first administrator comes in by a link that works once."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from models.errors import InvalidInput, NotAllowed
from models.tables.people import LinkTable, OrganisationTable
from storage.access import Role, check_link, find_organisation, first_run_link, load_session, use_link
from storage.audit import verify_chain
from storage.database import now
from storage.house import House
from tests.storage.samples import SYSTEM

pytestmark = pytest.mark.usefixtures("quick_hashes")

PASSWORD = "a long password"


def new_link(house: House) -> str:
    token = first_run_link(house)
    assert token is not None
    return token


def test_the_link_makes_the_organisation_and_its_administrator_and_signs_in(house: House) -> None:
    token = new_link(house)
    assert check_link(house, token)
    found = load_session(house, use_link(house, token, "ana@example.si", PASSWORD, "Žolna"))
    assert found is not None
    assert (found.role, found.organisation_name, found.email) == (Role.ADMINISTRATOR, "Žolna", "ana@example.si")
    assert verify_chain(house, found.organisation_id).whole
    assert first_run_link(house) is None
    assert not check_link(house, token)


def test_a_link_works_once_even_at_once(house: House) -> None:
    token = new_link(house)
    outcomes: list[str] = []

    def use(number: int) -> None:
        try:
            outcomes.append(use_link(house, token, f"ana{number}@example.si", PASSWORD, "Žolna"))
        except NotAllowed:
            outcomes.append("refused")

    threads = [threading.Thread(target=use, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("refused") == 2
    with house.session() as session:
        assert session.scalar(select(func.count()).select_from(OrganisationTable)) == 1


def test_an_organisation_that_was_there_before_its_people_is_taken_over(house: House) -> None:
    early = find_organisation(house, actor=SYSTEM)
    found = load_session(house, use_link(house, new_link(house), "ana@example.si", PASSWORD, "Žolna"))
    assert found is not None
    assert (found.organisation_id, found.organisation_name) == (early.id, "Žolna")
    assert verify_chain(house, early.id).whole


def test_a_new_link_ends_the_one_before(house: House) -> None:
    first, second = new_link(house), new_link(house)
    with pytest.raises(NotAllowed):
        use_link(house, first, "ana@example.si", PASSWORD, "Žolna")
    assert use_link(house, second, "ana@example.si", PASSWORD, "Žolna")


def test_a_mistake_does_not_use_the_link_up(house: House) -> None:
    token = new_link(house)
    for email, password, name in [("ana", PASSWORD, "Ž"), ("ana@example.si", "short", "Ž"), ("a@b", PASSWORD, " ")]:
        with pytest.raises(InvalidInput):
            use_link(house, token, email, password, name)
    assert use_link(house, token, "ana@example.si", PASSWORD, "Žolna")


def test_old_and_invented_links_are_refused(house: House) -> None:
    token = new_link(house)
    with house.session(write=True) as session:
        session.execute(update(LinkTable).values(expires_at=now(session) - timedelta(seconds=1)))
    for refused in (token, "", "invented"):
        assert not check_link(house, refused)
        with pytest.raises(NotAllowed):
            use_link(house, refused, "ana@example.si", PASSWORD, "Žolna")
