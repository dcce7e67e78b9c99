"""What a mailbox's settings must be, before anybody connects."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.errors import InvalidInput
from models.mailboxes import Afterwards, MailboxSettings, OAuthClient, Security, SignIn

GOOD = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="secret word")
CLIENT = OAuthClient(token_url="https://login.example.com/token", client_id="prejeto", refresh_token="r")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"host": "localhost", "security": Security.NONE, "port": 143},
        {"host": "::1", "security": Security.NONE},
        {"sign_in": SignIn.OAUTH2, "password": "", "oauth": CLIENT},
        {"sign_in": SignIn.OAUTH2, "password": "", "oauth": replace(CLIENT, token_url="http://127.0.0.1:8080/t")},
        {"afterwards": Afterwards.MOVE, "move_to": "Done"},
    ],
)
def test_settings_that_can_be_used(changes: dict[str, Any]) -> None:
    replace(GOOD, **changes).check()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"host": ""}, "host"),
        ({"host": "imap example com"}, "host"),
        ({"host": "http://imap.example.com/"}, "host"),
        ({"port": 0}, "port"),
        ({"port": 70000}, "port"),
        ({"security": Security.NONE}, "security"),
        ({"username": "a\r\nb"}, "username"),
        ({"folder": ""}, "folder"),
        ({"password": ""}, "password"),
        ({"afterwards": Afterwards.MOVE}, "move_to"),
        ({"afterwards": Afterwards.MOVE, "move_to": "INBOX"}, "move_to"),
        ({"afterwards": Afterwards.MOVE, "move_to": "Inbox"}, "move_to"),
        ({"afterwards": Afterwards.FLAG, "flag": "two words"}, "flag"),
        ({"sign_in": SignIn.OAUTH2}, "client_id"),
        ({"sign_in": SignIn.OAUTH2, "oauth": replace(CLIENT, token_url="http://login.example.com/t")}, "token_url"),
        ({"sign_in": SignIn.OAUTH2, "oauth": replace(CLIENT, token_url="http://127.0.0.1@evil.com/t")}, "token_url"),
        ({"sign_in": SignIn.OAUTH2, "oauth": replace(CLIENT, token_url="https://[login.example.com/t")}, "token_url"),
        ({"sign_in": SignIn.OAUTH2, "oauth": replace(CLIENT, token_url="https:///t")}, "token_url"),
        ({"sign_in": SignIn.OAUTH2, "oauth": replace(CLIENT, refresh_token="")}, "refresh_token"),
    ],
)
def test_settings_that_cannot_be_used_are_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        replace(GOOD, **changes).check()
    assert caught.value.field == field
    assert str(caught.value)


def test_settings_come_back_from_plain_values() -> None:
    settings = replace(GOOD, since=date(2026, 1, 1), sign_in=SignIn.OAUTH2, oauth=CLIENT, security=Security.STARTTLS)
    assert MailboxSettings.from_plain(settings.to_plain()) == settings


def test_secrets_are_not_shown() -> None:
    assert "secret word" not in repr(GOOD)
    assert "'r'" not in repr(CLIENT)
