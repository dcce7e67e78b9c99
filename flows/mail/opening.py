"""Connecting to an IMAP server and signing in: always protected, except to this very machine.

Source: RFC 8314 (TLS for mail access), RFC 4616 (PLAIN), Google's XOAUTH2.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from imapclient.exceptions import LoginError

from flows.mail.client import Client, asking, connecting, words_of
from flows.mail.imap import Connection
from flows.mail.line import Line
from flows.mail.problems import problem
from flows.mail.reach import Reach
from models.errors import MailboxError
from models.mailboxes import MailboxSettings, Security, is_loopback

_BUSY = ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]")


def open_connection(settings: MailboxSettings, reach: Reach, line: Line) -> Connection:
    """Connect over a line, protected as the settings say; the certificate and its name are verified."""
    reach.permit(settings.host)
    if settings.security is Security.NONE and not is_loopback(settings.host):
        raise problem("no_starttls")
    with connecting():
        tls = settings.security is Security.TLS
        client = Client(settings.host, settings.port, line, reach.context if tls else None)
    try:
        if settings.security is Security.STARTTLS:
            _protect(client, reach)
    except MailboxError:
        client.leave()
        raise
    return Connection(client)


def sign_in(connection: Connection, username: str, password: str) -> None:
    """With a password: by SASL where that is offered, for it knows every letter."""
    client = connection.client
    with asking(client):
        plain, closed = (client.has_capability(name) for name in ("AUTH=PLAIN", "LOGINDISABLED"))
    if closed and not plain:
        raise problem("no_passwords")
    with _signing_in(client, "password_refused"):
        if plain:
            client.plain_login(username, password)
        else:
            client.login(_quoted(username), password)


def present_token(connection: Connection, username: str, token: str) -> None:
    """With an access token (XOAUTH2)."""
    client = connection.client
    with asking(client):
        offered = client.has_capability("AUTH=XOAUTH2")
    if not offered:
        raise problem("no_tokens")
    answers = iter([f"user={username}\x01auth=Bearer {token}\x01\x01"])
    with _signing_in(client, "token_refused"):
        client.sasl_login("XOAUTH2", lambda _challenge: next(answers, ""))


def _protect(client: Client, reach: Reach) -> None:
    with asking(client):
        offered = client.has_capability("STARTTLS")
    if not offered:
        raise problem("no_starttls")
    with connecting():
        client.starttls(reach.context)
    client.forget_capabilities()


@contextmanager
def _signing_in(client: Client, refused: str) -> Iterator[None]:
    with asking(client):
        try:
            yield
        except (LoginError, UnicodeError) as error:
            said = words_of(error)
            busy = any(code in said.upper() for code in _BUSY)
            raise problem("server_busy" if busy else refused, said) from error
    client.forget_capabilities()


def _quoted(text: str) -> str:
    """An argument of LOGIN, which the library quotes for the password only."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
