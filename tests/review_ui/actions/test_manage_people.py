"""Administrators add people, change what they may do, shut them out; a person comes in by a link."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from review_ui.app import create_app
from storage.members import find_member
from storage.roles import Role
from tests.review_ui.houses import PASSWORD, Seeded
from tests.review_ui.people import Persona

NEW = {"email": "bor@example.test", "name": "Bor", "role": "approver"}


@pytest.fixture
def bor(seeded: Seeded) -> Iterator[Persona]:
    """Somebody at a browser who is not signed in."""
    origin = {"Origin": "http://testserver"}
    with TestClient(create_app(seeded.house), follow_redirects=False, headers=origin) as client:
        yield Persona(client, "bor")


def role_of(seeded: Seeded, email: str) -> Role | None:
    return find_member(seeded.house, seeded.organisation_id, email).role


def link_in(html: str) -> str:
    found = re.search(r'value="http://testserver(/invited/[^"]+)"', html)
    assert found
    return found[1]


def test_a_person_is_added_and_comes_in_with_a_password_of_their_own(
    seeded: Seeded, administrator: Persona, bor: Persona
) -> None:
    link = link_in(administrator.send("/people", NEW).text)
    assert "Has not chosen a password yet" in administrator.get("/people").text
    assert NEW["email"] in bor.get(link).text
    assert bor.post(link, password=PASSWORD, password_again="another one").status_code == 422
    assert bor.post(link, password="short", password_again="short").status_code == 422
    assert bor.post(link, password=PASSWORD, password_again=PASSWORD).headers["location"] == "/"
    assert bor.get("/").status_code == 200
    assert role_of(seeded, NEW["email"]) is Role.APPROVER
    assert bor.get(link).status_code == bor.post(link, password=PASSWORD, password_again=PASSWORD).status_code == 403
    assert "Has not chosen a password yet" not in administrator.get("/people").text


def test_what_cannot_be_added_is_explained_and_stays_typed(administrator: Persona) -> None:
    for change in ({"email": "nobody"}, {"email": "reviewer@example.test"}, {"role": "king"}):
        answer = administrator.send("/people", NEW | change)
        assert answer.status_code == 422
        assert 'id="add-error"' in answer.text
        assert 'value="Bor"' in answer.text


def test_a_role_is_changed_unless_somebody_else_did_so_meanwhile(
    seeded: Seeded, administrator: Persona, clerk: Persona
) -> None:
    member = find_member(seeded.house, seeded.organisation_id, "reviewer@example.test")
    assert administrator.post(f"/people/{member.id}/role", seen="uploader", role="approver").status_code == 409
    assert clerk.get("/bookings").status_code == 200
    done = administrator.post(f"/people/{member.id}/role", seen="reviewer", role="uploader")
    assert done.headers["location"] == "/people?done=role"
    assert clerk.get("/bookings").status_code == 403


def test_who_is_shut_out_is_signed_out_and_may_be_let_in_again(
    seeded: Seeded, administrator: Persona, clerk: Persona
) -> None:
    member = find_member(seeded.house, seeded.organisation_id, "reviewer@example.test")
    administrator.post(f"/people/{member.id}/shut-out", seen="reviewer", role="reviewer")
    assert clerk.get("/").headers["location"].startswith("/sign-in")
    assert clerk.post("/sign-in", email=member.email, password=PASSWORD).status_code == 403
    assert "Let in again" in administrator.get("/people").text
    administrator.post(f"/people/{member.id}/role", seen="", role="reviewer")
    assert clerk.post("/sign-in", email=member.email, password=PASSWORD).status_code == 303


def test_the_last_administrator_stays(seeded: Seeded, administrator: Persona) -> None:
    mine = find_member(seeded.house, seeded.organisation_id, "administrator@example.test")
    for way in ("role", "shut-out"):
        answer = administrator.post(f"/people/{mine.id}/{way}", seen="administrator", role="reviewer")
        assert answer.status_code == 422
        assert "Nobody would be left" in answer.text


def test_a_forgotten_password_is_chosen_anew(
    seeded: Seeded, administrator: Persona, clerk: Persona, bor: Persona
) -> None:
    member = find_member(seeded.house, seeded.organisation_id, "reviewer@example.test")
    link = link_in(administrator.post(f"/people/{member.id}/link").text)
    assert bor.post(link, password="a new password", password_again="a new password").status_code == 303
    assert clerk.get("/").headers["location"].startswith("/sign-in"), "whoever knew the old one is out"


def test_only_administrators_and_only_their_own(
    seeded: Seeded, approver: Persona, auditor: Persona, outsider: Persona
) -> None:
    member = find_member(seeded.house, seeded.organisation_id, "reviewer@example.test")
    for persona in (approver, auditor):
        assert persona.get("/people").status_code == 403
        assert persona.send("/people", NEW).status_code == 403
        assert persona.post(f"/people/{member.id}/role", seen="reviewer", role="administrator").status_code == 403
    assert "reviewer@example.test" not in outsider.get("/people").text
    for way in ("role", "shut-out", "link"):
        assert outsider.post(f"/people/{member.id}/{way}", seen="reviewer", role="administrator").status_code == 404
    assert role_of(seeded, "reviewer@example.test") is Role.REVIEWER


def test_a_form_of_another_site_adds_nobody(seeded: Seeded, administrator: Persona) -> None:
    foreign = administrator.send("/people", NEW, headers={"Origin": "https://evil.test"})
    assert foreign.status_code == 403
    assert "bor@example.test" not in administrator.get("/people").text
    assert role_of(seeded, "reviewer@example.test")


def test_a_name_is_shown_as_it_is_read(administrator: Persona) -> None:
    administrator.send("/people", NEW | {"name": "Bor \u202e3 EUR"})
    assert "<strong>Bor 3 EUR</strong>" in administrator.get("/people").text
    assert administrator.send("/people", NEW | {"email": "\u202eb@example.test"}).status_code == 422
