"""Adding a mailbox."""

from datetime import date, datetime, timedelta, timezone

import pytest

from models.mailboxes import Afterwards, OAuthClient, Security, SignIn
from storage.audit import list_audit
from storage.mailboxes import list_mailboxes, load_settings
from tests.review_ui.houses import Seeded
from tests.review_ui.mailboxes import SECRET, TYPED
from tests.review_ui.people import Persona

OURS = {"X-Requested-With": "prejeto"}
OAUTH = {
    "sign_in": "oauth2",
    "token_url": "https://login.example.com/token",
    "client_id": "our app",
    "refresh_token": "the token that refreshes",
}


def test_what_was_typed_is_watched_from_now_on(seeded: Seeded, administrator: Persona) -> None:
    answer = administrator.send("/mailboxes", TYPED)
    (row,) = list_mailboxes(seeded.house, seeded.organisation_id)
    assert answer.headers["location"] == f"/mailboxes/{row.id}?done=added"
    settings = load_settings(seeded.house, seeded.organisation_id, row.id)
    assert (settings.port, settings.security, settings.password) == (993, Security.TLS, SECRET)
    assert settings.since == date(2026, 3, 1)
    assert "The mailbox was added." in administrator.get(answer.headers["location"]).text
    assert list_audit(seeded.house, seeded.organisation_id, per_page=1).rows[0].event == "mailbox_added"


def test_a_new_mailbox_takes_mails_from_today_on_wherever_its_server_is(administrator: Persona) -> None:
    today = datetime.now(timezone(timedelta(hours=-12))).date()
    assert f'value="{today}"' in administrator.get("/mailboxes/new").text


@pytest.mark.parametrize(
    ("security", "typed", "port"), [("starttls", "", 143), ("tls", "", 993), ("tls", "10993", 10993)]
)
def test_the_port_follows_the_security_unless_it_is_typed(
    seeded: Seeded, administrator: Persona, security: str, typed: str, port: int
) -> None:
    administrator.send("/mailboxes", {**TYPED, "security": security, "port": typed})
    (row,) = list_mailboxes(seeded.house, seeded.organisation_id)
    assert row.settings.port == port


def test_a_mailbox_may_be_entered_with_a_token(seeded: Seeded, administrator: Persona) -> None:
    administrator.send("/mailboxes", {**TYPED, **OAUTH, "password": "typed before and not meant"})
    (row,) = list_mailboxes(seeded.house, seeded.organisation_id)
    settings = load_settings(seeded.house, seeded.organisation_id, row.id)
    assert (settings.sign_in, settings.password) == (SignIn.OAUTH2, "")
    assert settings.oauth == OAuthClient(
        token_url="https://login.example.com/token", client_id="our app", refresh_token="the token that refreshes"
    )


def test_what_belongs_to_another_choice_does_no_harm(seeded: Seeded, administrator: Persona) -> None:
    administrator.send("/mailboxes", {**TYPED, "flag": "not a keyword!", "move_to": "INBOX", "token_url": "nonsense"})
    (row,) = list_mailboxes(seeded.house, seeded.organisation_id)
    assert (row.settings.afterwards, row.settings.move_to) == (Afterwards.LEAVE, "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("host", "no server"),
        ("port", "many"),
        ("port", "99999"),
        ("security", "none"),
        ("security", "ssl"),
        ("password", ""),
        ("folder", ""),
        ("since", "last week"),
        ("sign_in", "kerberos"),
        ("afterwards", "burn"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_nothing_else_is_lost(
    seeded: Seeded, administrator: Persona, field: str, value: str
) -> None:
    answer = administrator.send("/mailboxes", {**TYPED, "username": "somebody", field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="somebody"' in answer.text
    assert SECRET not in answer.text
    assert list_mailboxes(seeded.house, seeded.organisation_id) == ()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("move_to", {"afterwards": "move", "move_to": "INBOX"}),
        ("flag", {"afterwards": "flag", "flag": "two words"}),
        ("token_url", {**OAUTH, "token_url": "http://login.example.com/token"}),
        ("client_id", {**OAUTH, "client_id": ""}),
        ("refresh_token", {**OAUTH, "refresh_token": ""}),
    ],
)
def test_what_a_choice_needs_is_asked_for(administrator: Persona, field: str, typed: dict[str, str]) -> None:
    answer = administrator.send("/mailboxes", {**TYPED, **typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_a_script_gets_the_inputs_alone(administrator: Persona) -> None:
    answer = administrator.send("/mailboxes", {**TYPED, "host": ""}, headers=OURS)
    assert answer.status_code == 422
    assert 'id="host-error"' in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("name", ["auditor", "approver", "reviewer", "uploader"])
def test_only_administrators_add(seeded: Seeded, request: pytest.FixtureRequest, name: str) -> None:
    person: Persona = request.getfixturevalue("sign_in")(name)
    assert person.get("/mailboxes/new").status_code == 403
    assert person.send("/mailboxes", TYPED).status_code == 403
    assert list_mailboxes(seeded.house, seeded.organisation_id) == ()
