"""Signing in by token (XOAUTH2): fetched, kept, renewed when refused; a new refresh token is kept, sealed."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from flows.mail.reach import Reach
from flows.mail.tokens import Tokens
from flows.mail.trials import try_settings
from flows.settings import read_settings
from models.errors import MailboxError
from models.mailboxes import OAuthClient
from storage.audit import list_audit
from storage.mailboxes import load_settings
from tests.flows.mail.post import Post, Writer
from tests.flows.mail.token_server import TokenServer, token_server
from tests.journeys.premises import wait_until
from tests.mail_server import Dovecot, dovecot_server
from tests.servers import free_ports


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    with token_server() as server:
        yield server


@pytest.fixture(scope="module")
def dovecot_by_token(tokens: TokenServer) -> Iterator[Dovecot]:
    with dovecot_server(introspection=tokens.introspection) as server:
        yield server


def reach_of(server: Dovecot) -> Reach:
    return Reach.of(read_settings(mail_ca_file=str(server.ca_file)))


def client(tokens: TokenServer, **others: str) -> OAuthClient:
    address = f"http://127.0.0.1:{tokens.port}/token"
    return replace(OAuthClient(token_url=address, client_id="prejeto", refresh_token="none"), **others)


def test_a_mailbox_is_watched_by_token_beyond_the_end_of_one(
    post: Post, tokens: TokenServer, dovecot_by_token: Dovecot
) -> None:
    mailbox = dovecot_by_token.mailbox()
    mail = Writer(mailbox.username)
    plain = {"port": dovecot_by_token.plain_port, "security": "none"}
    watched = post.watch(mailbox.settings(**plain, **tokens.invite(mailbox.username)))
    mailbox.append(mail(1))
    watched.wait_for_mails(1)
    tokens.tokens.clear()  # the token is not good any more, before its time
    dovecot_by_token.kill()
    dovecot_by_token.start()
    mailbox.append(mail(2))
    watched.wait_for_mails(2)
    kept = load_settings(post.premises.house, post.premises.organisation, watched.id).oauth
    assert kept is not None
    assert kept.refresh_token in tokens.refresh_tokens
    events = [entry.event for entry in list_audit(post.premises.house, post.premises.organisation, per_page=3).rows]
    assert "mailbox_changed" not in events
    watched.switch(enabled=False)
    wait_until(lambda: watched.row.watcher is None, "the mailbox to be let go")


def test_a_token_is_kept_until_shortly_before_it_ends(tokens: TokenServer, dovecot: Dovecot) -> None:
    kept: list[str] = []
    tokens.refresh_tokens["first"] = "somebody"
    ours = Tokens(client(tokens, refresh_token="first"), reach_of(dovecot), kept.append)
    before = tokens.asked
    assert ours.get() == ours.get()
    assert tokens.asked == before + 1
    ours.forget()
    ours.get()
    assert tokens.asked == before + 2
    assert len(kept) == 2
    tokens.lasts_seconds = 30
    ours.forget()
    assert ours.get() != ours.get()
    tokens.lasts_seconds = 3600


def test_a_token_server_that_refuses_is_told_in_its_words(tokens: TokenServer, dovecot: Dovecot) -> None:
    with pytest.raises(MailboxError, match="invalid_grant The refresh token is not good") as caught:
        Tokens(client(tokens), reach_of(dovecot), lambda _: None).get()
    assert caught.value.problem == "token_server_refuses"


def test_a_token_server_that_is_away_is_told(dovecot: Dovecot, tokens: TokenServer) -> None:
    gone = client(tokens, token_url=f"http://127.0.0.1:{free_ports(1)[0]}/token")
    with pytest.raises(MailboxError) as caught:
        Tokens(gone, reach_of(dovecot), lambda _: None).get()
    assert caught.value.problem == "token_server_away"


def test_a_token_server_that_speaks_without_end_keeps_nobody(
    tokens: TokenServer, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.mail.tokens.ANSWER_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def dribble() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                for number in range(100):
                    connection.sendall(b"X-Header-%d: y\r\n" % number)
                    time.sleep(0.2)

        thread = threading.Thread(target=dribble, daemon=True)
        thread.start()
        began, endless = time.monotonic(), f"http://127.0.0.1:{server.getsockname()[1]}/token"
        with pytest.raises(MailboxError) as caught:
            Tokens(client(tokens, token_url=endless), reach_of(dovecot), lambda _: None).get()
        assert caught.value.problem == "token_server_away"
        assert time.monotonic() - began < 10
        thread.join(5)


def test_a_token_server_may_only_be_one_that_is_named(tokens: TokenServer) -> None:
    with pytest.raises(MailboxError) as caught:
        Tokens(client(tokens), Reach.of(read_settings(mail_hosts="imap.example.com")), lambda _: None).get()
    assert caught.value.problem == "host_not_allowed"


def test_a_server_that_takes_no_tokens_is_told(tokens: TokenServer, dovecot: Dovecot) -> None:
    mailbox = dovecot.mailbox()
    steps = try_settings(mailbox.settings(**tokens.invite(mailbox.username)), reach_of(dovecot), 60)
    assert (steps[-1].name, steps[-1].well) == ("sign_in", False)
    assert "takes no tokens" in steps[-1].message


def test_a_trial_tells_that_it_may_have_used_up_a_refresh_token(tokens: TokenServer, dovecot_by_token: Dovecot) -> None:
    mailbox = dovecot_by_token.mailbox()
    steps = try_settings(mailbox.settings(**tokens.invite(mailbox.username)), reach_of(dovecot_by_token), 60)
    assert all(step.well for step in steps)
    assert "another refresh token" in next(step.message for step in steps if step.name == "sign_in")


def test_a_token_of_somebody_else_is_refused(tokens: TokenServer, dovecot_by_token: Dovecot) -> None:
    theirs = tokens.invite("somebody@example.test")
    settings = dovecot_by_token.mailbox().settings(**{**theirs, "username": "another@example.test"})
    steps = try_settings(settings, reach_of(dovecot_by_token), 60)
    assert (steps[-1].name, steps[-1].well) == ("sign_in", False)
    assert "refuses the token" in steps[-1].message
