"""Coming in and going out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from flows.bootstrap import open_house
from review_ui.app import create_app
from storage.access import first_run_link
from storage.house import House
from tests.forms import Form
from tests.review_ui.conftest import SignIn
from tests.review_ui.houses import PASSWORD, Seeded
from tests.review_ui.people import Persona


@pytest.fixture
def stranger(seeded: Seeded) -> Iterator[Persona]:
    with TestClient(
        create_app(seeded.house), follow_redirects=False, headers={"Origin": "http://testserver"}
    ) as client:
        yield Persona(client, "nobody")


def test_a_stranger_is_sent_to_the_sign_in_page_and_back_afterwards(stranger: Persona) -> None:
    answer = stranger.get("/bookings")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/bookings")
    entered = stranger.post("/sign-in", email="approver@example.test", password=PASSWORD, next="/bookings")
    assert entered.headers["location"] == "/bookings"


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(stranger: Persona) -> None:
    answer = stranger.post("/sign-in", email="approver@example.test", password=PASSWORD)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(stranger: Persona) -> None:
    wrong = stranger.post("/sign-in", email="approver@example.test", password="not this one")
    unknown = stranger.post("/sign-in", email="nobody@example.test", password="not this one")
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text.replace("approver@", "nobody@") == unknown.text


@pytest.mark.parametrize("path", ["https://evil.test/", "//evil.test", "/\\evil.test"])
def test_nobody_is_sent_to_another_site(stranger: Persona, path: str) -> None:
    answer = stranger.post("/sign-in", email="approver@example.test", password=PASSWORD, next=path)
    assert answer.headers["location"] == "/"


def test_signing_out_ends_the_session_for_good(sign_in: SignIn) -> None:
    approver = sign_in("approver")
    token = approver.client.cookies["prejeto_session"]
    assert approver.post("/sign-out").headers["location"] == "/sign-in"
    approver.client.cookies.set("prejeto_session", token)
    assert approver.get("/").status_code == 303


def test_a_request_from_another_site_is_refused(approver: Persona) -> None:
    foreign = approver.post("/sign-out", headers={"Origin": "https://evil.test"})
    fetched = approver.post("/sign-out", headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == fetched.status_code == 403
    assert approver.get("/").status_code == 200


class TestFirstAdministrator:
    @pytest.fixture
    def house(self, form: Form, tmp_path: Path) -> Iterator[House]:
        house = open_house(form.settings(data_dir=tmp_path))
        yield house
        house.close()

    @pytest.fixture
    def first(self, house: House) -> Iterator[Persona]:
        with TestClient(create_app(house), follow_redirects=False, headers={"Origin": "http://testserver"}) as client:
            yield Persona(client, "first")

    def welcome(self, first: Persona, link: str, again: str = PASSWORD) -> int:
        answer = first.post(
            f"/welcome/{link}",
            organisation_name="New Company",
            email="first@example.test",
            password=PASSWORD,
            password_again=again,
        )
        return answer.status_code

    def test_the_link_makes_an_administrator_once(self, house: House, first: Persona) -> None:
        link = first_run_link(house)
        assert link is not None
        assert "New here" not in first.get(f"/welcome/{link}").text
        assert self.welcome(first, link) == 303
        assert "New Company" in first.get("/").text
        assert self.welcome(first, link) == 403
        assert first.get(f"/welcome/{link}").status_code == 403

    def test_a_slip_in_the_password_leaves_the_link_good(self, house: House, first: Persona) -> None:
        link = first_run_link(house)
        assert link is not None
        assert self.welcome(first, link, again="something else") == 422
        assert self.welcome(first, link) == 303

    def test_an_invented_link_opens_nothing(self, first: Persona) -> None:
        assert first.get("/welcome/invented").status_code == 403
        assert self.welcome(first, "invented") == 403
