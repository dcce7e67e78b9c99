"""Changing the settings of a mailbox: a secret is kept, and never sent to another server than it was typed for."""

import re
from dataclasses import replace

import pytest

from models.mailboxes import MailboxSettings, OAuthClient, SignIn
from storage.audit import list_audit
from storage.mailboxes import keep_refresh_token, load_settings
from storage.rows import WatchedMailbox
from tests.review_ui.houses import Seeded
from tests.review_ui.mailboxes import SECRET, SETTINGS, TYPED, add
from tests.review_ui.people import Persona

HIDDEN = re.compile(r'name="changed_at" value="([^"]+)"')

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


def seen(mailbox: WatchedMailbox) -> dict[str, str]:
    """What the form sends along: which settings somebody had before them."""
    return {"changed_at": mailbox.changed_at.isoformat()}


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
    answer = administrator.send(
        f"/mailboxes/{mailbox.id}/change", {**EMPTY, **seen(mailbox), "name": "Bills", "folder": "Bills"}
    )
    assert answer.headers["location"] == f"/mailboxes/{mailbox.id}?done=changed"
    settings = stored(seeded, mailbox.id)
    assert (settings.name, settings.folder, settings.password) == ("Bills", "Bills", SECRET)
    assert list_audit(seeded.house, seeded.organisation_id, per_page=1).rows[0].event == "mailbox_changed"


def test_a_new_password_takes_the_place_of_the_old_one(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    administrator.send(f"/mailboxes/{mailbox.id}/change", {**TYPED, **seen(mailbox), "password": " with spaces "})
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
    typed = {**EMPTY_TOKENS, **seen(mailbox), "token_url": "https://other.example/token", "refresh_token": "typed now"}
    assert administrator.send(f"/mailboxes/{mailbox.id}/change", typed).status_code == 303
    assert stored(seeded, mailbox.id).oauth == replace(
        CLIENT, token_url="https://other.example/token", refresh_token="typed now", client_secret=""
    )


def test_tokens_are_kept_one_by_one(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded, BY_TOKEN)
    administrator.send(
        f"/mailboxes/{mailbox.id}/change", {**EMPTY_TOKENS, **seen(mailbox), "refresh_token": "typed now"}
    )
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


def hidden(html: str) -> dict[str, str]:
    found = HIDDEN.search(html)
    assert found is not None
    return {"changed_at": found.group(1)}


def test_of_two_who_change_a_mailbox_the_second_is_told_and_loses_nothing(
    seeded: Seeded, administrator: Persona
) -> None:
    address = f"/mailboxes/{add(seeded).id}/change"
    first, second = hidden(administrator.get(address).text), hidden(administrator.get(address).text)
    assert administrator.send(address, {**EMPTY, **first, "name": "Theirs"}).status_code == 303
    answer = administrator.send(address, {**EMPTY, **second, "name": "Ours", "folder": "Bills"})
    assert answer.status_code == 409
    assert "Somebody else changed this mailbox meanwhile" in answer.text
    assert 'value="Ours"' in answer.text
    assert 'value="Bills"' in answer.text
    assert "Theirs" in administrator.get("/mailboxes").text
    again = administrator.send(address, {**EMPTY, **hidden(answer.text), "name": "Ours"})
    assert again.status_code == 303
    assert "Ours" in administrator.get("/mailboxes").text


def test_a_script_gets_the_form_with_what_is_wrong(seeded: Seeded, administrator: Persona) -> None:
    address = f"/mailboxes/{add(seeded).id}/change"
    answer = administrator.send(address, EMPTY, headers={"X-Requested-With": "prejeto"})
    assert answer.status_code == 409
    assert "data-wrong" in answer.text
    assert "<html" not in answer.text


def test_a_refresh_token_that_was_replaced_meanwhile_is_no_change(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded, BY_TOKEN)
    address = f"/mailboxes/{mailbox.id}/change"
    shown = hidden(administrator.get(address).text)
    keep_refresh_token(seeded.house, mailbox, "the next one")
    assert administrator.send(address, {**EMPTY_TOKENS, **shown, "name": "Bills"}).status_code == 303
    kept = stored(seeded, mailbox.id).oauth
    assert kept is not None
    assert kept.refresh_token == "the next one"
