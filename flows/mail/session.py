"""A connection to one mailbox, signed in, with its token renewed when the server refuses it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flows.mail.imap import Connection
from flows.mail.line import Line
from flows.mail.opening import open_connection, present_token, sign_in
from flows.mail.reach import Reach
from flows.mail.tokens import Tokens
from models.errors import MailboxError
from models.mailboxes import MailboxSettings


@contextmanager
def signed_in(settings: MailboxSettings, reach: Reach, tokens: Tokens | None, line: Line) -> Iterator[Connection]:
    """The connection over a line, closed at the end. MailboxError says what is wrong."""
    connection = open_connection(settings, reach, line)
    try:
        if tokens is None:
            sign_in(connection, settings.username, settings.password)
        else:
            sign_in_by_token(connection, settings.username, tokens)
        yield connection
    finally:
        connection.client.leave()


def sign_in_by_token(connection: Connection, username: str, tokens: Tokens) -> None:
    """A token that was kept and is refused may have been revoked: another one is tried once."""
    fresh = not tokens.kept
    try:
        present_token(connection, username, tokens.get())
    except MailboxError as error:
        tokens.forget()
        if fresh or error.problem != "token_refused":
            raise
        present_token(connection, username, tokens.get())
