"""Changing the settings of a mailbox: a secret is kept, and never sent to another server than it was typed for."""

from dataclasses import replace

import pytest

from models.mailboxes import MailboxSettings, OAuthClient, SignIn
from storage.audit import list_audit
from storage.mailboxes import load_settings
from tests.review_ui.houses import Seeded
from tests.review_ui.mailboxes import SECRET, SETTINGS, TYPED, add
from tests.review_ui.people import Persona

AGAIN = "Type it again"
CLIENT = OAuthClient(
    token_url="https://login.example.com/token",
    client_id="our app",
    client_secret="the client's own",
    refresh_token="the token that refreshes",
)
BY_TOKEN = replace(SETTINGS, sign_in=SignIn.OAUTH2, password="", oauth=CLIENT)
EMPTY = {**TYPED, "password": ""}
EMPTY_TOKENS = {
    **EMPTY,
    "sign_in": "oauth2",
    "token_url": CLIENT.token_url,
    "client_id": CLIENT.client_id,
    "refresh_token": "",
    "client_secret": "",
}


def stored(seeded: Seeded, mailbox_id: str) -> MailboxSettings:
    return load_settings(seeded.house, seeded.organisation_id, mailbox_id)


@pytest.mark.parametrize("settings", [SETTINGS, BY_TOKEN], ids=["password", "token"])
def test_the_form_shows_everything_but_the_secret(
    seeded: Seeded, administrator: Persona, settings: MailboxSettings
) -> None:
    html = administrator.get(f"/mailboxes/{add(seeded, settings).id}/change").text
    assert 'value="imap.example.com"' in html
    assert "Leave it empty to keep it" in html
    for secret in (SECRET, CLIENT.client_secret, CLIENT.refresh_token):
        assert secret not in html


def test_an_empty_password_keeps_the_one_that_is_stored(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    answer = administrator.send(f"/mailboxes/{mailbox.id}/change", {**EMPTY, "name": "Bills", "folder": "Bills"})
    assert answer.headers["location"] == f"/mailboxes/{mailbox.id}?done=changed"
    settings = stored(seeded, mailbox.id)
    assert (settings.name, settings.folder, settings.password) == ("Bills", "Bills", SECRET)
    assert list_audit(seeded.house, seeded.organisation_id, per_page=1).rows[0].event == "mailbox_changed"


def test_a_new_password_takes_the_place_of_the_old_one(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    administrator.send(f"/mailboxes/{mailbox.id}/change", {**TYPED, "password": " with spaces "})
    assert stored(seeded, mailbox.id).password == " with spaces "


@pytest.mark.parametrize("way", ["change", "change/try"])
@pytest.mark.parametrize(
    "elsewhere",
    [{"host": "imap.evil.example"}, {"port": "10993"}, {"security": "starttls"}],
    ids=lambda each: next(iter(each)),
)
def test_a_kept_password_goes_to_no_other_server(
    seeded: Seeded, administrator: Persona, way: str, elsewhere: dict[str, str]
) -> None:
    mailbox = add(seeded)
    answer = administrator.send(f"/mailboxes/{mailbox.id}/{way}", {**EMPTY, **elsewhere})
    assert answer.status_code == 422
    assert AGAIN in answer.text
    assert 'id="password-error"' in answer.text
    assert stored(seeded, mailbox.id) == SETTINGS


@pytest.mark.parametrize("way", ["change", "change/try"])
@pytest.mark.parametrize(
    "elsewhere",
    [{"host": "imap.evil.example"}, {"port": "10993"}, {"token_url": "https://evil.example/token"}],
    ids=lambda each: next(iter(each)),
)
def test_kept_tokens_go_to_no_other_server(
    seeded: Seeded, administrator: Persona, way: str, elsewhere: dict[str, str]
) -> None:
    mailbox = add(seeded, BY_TOKEN)
    answer = administrator.send(f"/mailboxes/{mailbox.id}/{way}", {**EMPTY_TOKENS, **elsewhere})
    assert answer.status_code == 422
    assert 'id="refresh_token-error"' in answer.text
    assert stored(seeded, mailbox.id) == BY_TOKEN


def test_another_server_gets_only_the_secret_that_was_typed_for_it(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded, BY_TOKEN)
    typed = {**EMPTY_TOKENS, "token_url": "https://other.example/token", "refresh_token": "typed now"}
    assert administrator.send(f"/mailboxes/{mailbox.id}/change", typed).status_code == 303
    assert stored(seeded, mailbox.id).oauth == replace(
        CLIENT, token_url="https://other.example/token", refresh_token="typed now", client_secret=""
    )


def test_tokens_are_kept_one_by_one(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded, BY_TOKEN)
    administrator.send(f"/mailboxes/{mailbox.id}/change", {**EMPTY_TOKENS, "refresh_token": "typed now"})
    assert stored(seeded, mailbox.id).oauth == replace(CLIENT, refresh_token="typed now")


def test_another_way_to_sign_in_needs_its_own_secret(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    answer = administrator.send(f"/mailboxes/{mailbox.id}/change", EMPTY_TOKENS)
    assert answer.status_code == 422
    assert 'id="refresh_token-error"' in answer.text


def test_only_administrators_of_the_organisation_change(seeded: Seeded, auditor: Persona, outsider: Persona) -> None:
    mailbox = add(seeded)
    for way in ("change", "change/try"):
        assert auditor.send(f"/mailboxes/{mailbox.id}/{way}", TYPED).status_code == 403
        assert outsider.send(f"/mailboxes/{mailbox.id}/{way}", TYPED).status_code == 404
    assert auditor.get(f"/mailboxes/{mailbox.id}/change").status_code == 403
    assert outsider.get(f"/mailboxes/{mailbox.id}/change").status_code == 404
