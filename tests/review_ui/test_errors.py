"""What a person sees when something cannot be done."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from starlette.testclient import TestClient

from models import errors
from review_ui.app import create_app
from review_ui.errors import TITLES, status_of
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def leaves(kind: type[errors.PrejetoError]) -> Iterator[type[errors.PrejetoError]]:
    children = kind.__subclasses__()
    yield from (leaf for child in children for leaf in leaves(child)) if children else iter((kind,))


@pytest.mark.parametrize("kind", list(leaves(errors.PrejetoError)))
def test_every_error_has_a_status_with_a_title(kind: type[errors.PrejetoError]) -> None:
    assert status_of(kind("what to do")) in TITLES


def test_an_unknown_address_gets_a_page_in_our_look(clerk: Persona) -> None:
    answer = clerk.get("/nothing/here")
    assert answer.status_code == 404
    assert "Go to the inbox" in answer.text
    assert "reviewer@example.test" in answer.text


def test_who_is_not_signed_in_is_led_to_the_door(seeded: Seeded) -> None:
    with TestClient(create_app(seeded.house)) as client:
        html = client.get("/welcome/spent").text
    assert 'href="/sign-in">Sign in' in html
    assert "Go to the inbox" not in html


def test_a_wrong_method_is_told(clerk: Persona) -> None:
    assert clerk.get("/sign-out").status_code == 405


def test_a_fault_of_ours_shows_nothing_of_itself(seeded: Seeded) -> None:
    client = TestClient(create_app(seeded.house), raise_server_exceptions=False)
    with patch("review_ui.sign_in.routes.find_visitor", side_effect=RuntimeError("inner secret")):
        answer = client.get("/sign-in")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "inner secret" not in answer.text
    client.close()


def test_a_script_gets_json(clerk: Persona) -> None:
    answer = clerk.get("/documents/nothing", headers={"X-Requested-With": "prejeto"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_store_that_cannot_be_reached_is_no_fault_of_the_person(clerk: Persona) -> None:
    with patch("review_ui.inbox.routes.count_states", side_effect=errors.StorageUnavailable("Try again soon.")):
        answer = clerk.get("/")
    assert answer.status_code == 503
    assert "Try again soon." in answer.text


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000])
def test_numbers_that_no_database_holds_are_no_fault_of_ours(seeded: Seeded, clerk: Persona, number: str) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.get(f"/documents/{document_id}/pages/{number}").status_code == 400
    assert clerk.get(f"/?page={number}").status_code in {200, 400}
    form = clerk.form_of(document_id) | {"expected_version": number, "source.total_gross": f"0:{number}"}
    assert clerk.client.post(f"/documents/{document_id}/fields", data=form).status_code in {409, 422}
