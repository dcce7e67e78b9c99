"""One's own settings: what one is told, shortcuts, and explanations that were read."""

import re

from starlette.testclient import TestClient

from models.errors import DamagedDocument
from models.notices import Notice, Pace
from review_ui.app import create_app
from review_ui.settings import WebSettings
from review_ui.visitors import COOKIE
from storage import access
from tests.review_ui.houses import PASSWORD, Seeded, add_failed, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

EXPLAINED = "How a document is reviewed"


def offered(persona: Persona) -> set[str]:
    return set(re.findall(r'name="mail\.(\w+)"', persona.get("/me").text))


def test_everybody_is_offered_what_their_role_may_know(
    clerk: Persona, administrator: Persona, uploader: Persona, auditor: Persona
) -> None:
    assert offered(administrator) == {kind.value for kind in Notice}
    assert offered(clerk) == {kind.value for kind in Notice} - {"mailbox", "drift"}
    assert offered(uploader) == offered(auditor) == set()


def test_a_choice_is_kept_and_followed(seeded: Seeded, clerk: Persona) -> None:
    answer = clerk.send("/me/notices", {"screen.password": "on", "mail.failed": "on", "pace": "at_once"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/me?done=saved")
    html = clerk.get("/me?done=saved").text
    assert "Your settings were saved." in html
    chosen = set(re.findall(r'name="([\w.]+)" value="\w+" checked', html))
    assert chosen == {"screen.password", "mail.failed", "pace", "single"}
    add_failed(seeded, "broken.pdf", DamagedDocument("It is torn."))
    assert "broken.pdf" not in clerk.get("/notices").text


def test_what_a_role_is_not_offered_cannot_be_chosen(seeded: Seeded, clerk: Persona) -> None:
    clerk.send("/me/notices", {"mail.mailbox": "on", "mail.failed": "on", "pace": "daily"})
    session = access.load_session(seeded.house, access.sign_in(seeded.house, "reviewer@example.test", PASSWORD))
    assert session is not None
    assert session.preferences.mail == {Notice.FAILED}
    assert session.preferences.pace is Pace.DAILY


def test_a_pace_that_is_none_is_refused(clerk: Persona) -> None:
    assert clerk.post("/me/notices", pace="hourly").status_code == 422


def test_it_is_said_when_no_mails_are_sent(seeded: Seeded, clerk: Persona) -> None:
    assert "sends no mails yet" in clerk.get("/me").text
    with TestClient(create_app(seeded.house, WebSettings(mail_sender="ap@example.test"))) as elsewhere:
        elsewhere.cookies.set(COOKIE, access.sign_in(seeded.house, "reviewer@example.test", PASSWORD))
        assert "Mails go to reviewer@example.test." in elsewhere.get("/me").text


def test_single_keys_go_off_with_the_person(clerk: Persona, approver: Persona) -> None:
    assert "data-no-single-keys" not in clerk.get("/").text
    clerk.post("/me/keys")
    assert "data-no-single-keys" in clerk.get("/").text
    assert "data-no-single-keys" not in approver.get("/").text
    clerk.post("/me/keys", single="on")
    assert "data-no-single-keys" not in clerk.get("/").text


def test_a_screen_explains_itself_until_it_was_read(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    address = f"/documents/{add_paper(seeded, Paper())}"
    assert EXPLAINED in clerk.get(address).text
    answer = clerk.post("/me/seen", name="review", back=address)
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    assert EXPLAINED not in clerk.get(address).text
    assert EXPLAINED in approver.get(address).text
    clerk.post("/me/again")
    assert EXPLAINED in clerk.get(address).text


def test_nothing_else_is_remembered_as_read(clerk: Persona) -> None:
    assert clerk.post("/me/seen", name="two words").status_code == 422
    assert clerk.post("/me/seen", name="review", back="//elsewhere.example").headers["location"] == "/"


def test_who_looks_only_is_not_told_how_to_review(seeded: Seeded, auditor: Persona) -> None:
    assert EXPLAINED not in auditor.get(f"/documents/{add_paper(seeded, Paper())}").text


def test_strangers_are_shown_the_door(seeded: Seeded) -> None:
    with TestClient(create_app(seeded.house), follow_redirects=False) as nobody:
        for address in ("/me", "/notices", "/upload"):
            assert nobody.get(address).headers["location"].startswith("/sign-in")
