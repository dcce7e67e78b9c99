"""The operator names an organisation; the first one is made once."""

import threading

import pytest

from models.errors import NotFound
from storage.access import create_organisation, find_organisation, list_organisations
from storage.house import House
from tests.storage.samples import SYSTEM


def test_an_organisation_is_found_by_name_and_by_id(house: House, org: str, other_org: str) -> None:
    assert [row.id for row in list_organisations(house)] == [org, other_org]
    assert find_organisation(house, "Ours", actor=SYSTEM).id == org
    assert find_organisation(house, other_org, actor=SYSTEM).name == "Theirs"


def test_the_sole_organisation_needs_no_name(house: House, org: str) -> None:
    assert find_organisation(house, actor=SYSTEM).id == org


def test_one_of_several_or_an_unknown_one_must_be_named(house: House, org: str) -> None:
    create_organisation(house, "Ours", actor=SYSTEM)
    assert org
    for wanted in ("", "Ours", "nobody"):
        with pytest.raises(NotFound):
            find_organisation(house, wanted, actor=SYSTEM)


def test_the_first_organisation_is_made_once_even_at_once(house: House) -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(find_organisation(house, actor=SYSTEM).id)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
