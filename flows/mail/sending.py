"""Sending letters: one after the other over SMTP, protected, except to this very machine.

The server is named by whoever runs the house, so it may be reached whatever `PREJETO_MAIL_HOSTS` says.

Source: RFC 5321 (SMTP), RFC 6409 (submission), RFC 8314 (TLS), RFC 3834 (what answers by itself, and says so).
"""

import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import Self

from flows.logs import log, warn
from flows.mail.reach import Reach
from flows.mail.refusals import connecting_error
from flows.settings import PREFIX, Settings
from models.errors import SettingError, StorageError
from models.letters import Letter, is_address
from models.mailboxes import Security, is_loopback
from storage.house import House
from storage.letters import TakenLetter, note_sent, note_unsent, take_letter

ANSWER_SECONDS = 30.0
PERMANENT = 500  # SMTP replies from here on are for good


@dataclass(frozen=True, slots=True)
class Exit:
    """The server that letters go out by, and the address that they are from."""

    host: str
    port: int
    security: Security
    sender: str
    username: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """As the settings say; None where nothing is to be sent. SettingError when they cannot be used."""
        if not settings.smtp_host:
            return None
        if not is_address(settings.mail_sender):
            raise SettingError(f"{PREFIX}SMTP_SENDER is the address that mails are from, such as prejeto@example.com.")
        security = Security(settings.smtp_security)
        if security is Security.NONE and not is_loopback(settings.smtp_host):
            raise SettingError(f"{PREFIX}SMTP_SECURITY may be `none` for a server on this machine only.")
        password = settings.smtp_password.get_secret_value()
        return cls(settings.smtp_host, settings.smtp_port, security, settings.mail_sender, settings.smtp_user, password)


class Unsent(Exception):
    """A letter did not go out. `problem` is a machine word; `for_good` when trying again is of no use."""

    def __init__(self, problem: str, *, for_good: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.for_good = problem, for_good


class Sending:
    """Works the outbox off, in a thread of its own, so that no slow server holds up the mailboxes."""

    def __init__(self, house: House, way: Exit | None, reach: Reach) -> None:
        self._house, self._way, self._reach = house, way, reach
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()

    def take(self) -> None:
        """Begin, unless it is under way or nothing may be sent."""
        if self._way is None or (self._thread and self._thread.is_alive()):
            return
        self._thread = threading.Thread(target=self._work_off, args=(self._way,), name="letters", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """The letter at hand is left to its lease if it takes long."""
        self._stopped.set()
        if self._thread:
            self._thread.join(1.0)

    def _work_off(self, way: Exit) -> None:
        try:
            while not self._stopped.is_set() and (taken := take_letter(self._house)):
                self._send(way, taken)
        except StorageError as error:
            warn("letters_unreachable", error=error.code)

    def _send(self, way: Exit, taken: TakenLetter) -> None:
        try:
            send_letter(way, self._reach, taken.letter, f"<{taken.id}@{way.sender.rpartition('@')[2]}>")
        except Unsent as reason:
            note_unsent(self._house, taken, reason.problem, for_good=reason.for_good)
            warn("letter_unsent", letter=taken.id, problem=reason.problem)
        else:
            note_sent(self._house, taken)
            log("letter_sent", letter=taken.id)


def send_letter(way: Exit, reach: Reach, letter: Letter, message_id: str) -> None:
    """Hand one letter to the server. Unsent says why it did not take it."""
    with _connected(way, reach) as server:
        server.send_message(make_message(way.sender, letter, message_id), way.sender, [letter.address])


def make_message(sender: str, letter: Letter, message_id: str) -> EmailMessage:
    """The mail: plain text, an answer to the one that the document came in. A letter sent twice has one Message-ID."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, letter.address, letter.subject
    message["Date"], message["Message-ID"] = formatdate(localtime=False), message_id
    if letter.answers:
        message["In-Reply-To"] = message["References"] = letter.answers
    message.set_content(letter.body.rstrip() + "\n")
    return message


@contextmanager
def _connected(way: Exit, reach: Reach) -> Iterator[smtplib.SMTP]:
    try:
        server = _open(way, reach)
        try:
            yield server
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()
    except smtplib.SMTPAuthenticationError as error:
        raise Unsent("password_refused") from error
    except smtplib.SMTPRecipientsRefused as error:
        code = max((refused[0] for refused in error.recipients.values()), default=0)
        raise Unsent("recipient_refused", for_good=code >= PERMANENT) from error
    except smtplib.SMTPResponseException as error:
        raise Unsent("server_refuses", for_good=error.smtp_code >= PERMANENT) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Unsent("no_starttls" if way.security is Security.STARTTLS else "server_refuses") from error
    except (smtplib.SMTPException, ValueError) as error:
        raise Unsent("connection_lost" if isinstance(error, smtplib.SMTPServerDisconnected) else "no_answer") from error
    except OSError as error:
        raise Unsent(connecting_error(error).problem) from error


def _open(way: Exit, reach: Reach) -> smtplib.SMTP:
    if way.security is Security.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(way.host, way.port, timeout=ANSWER_SECONDS, context=reach.context)
    else:
        server = smtplib.SMTP(way.host, way.port, timeout=ANSWER_SECONDS)
    try:
        if way.security is Security.STARTTLS:
            server.starttls(context=reach.context)
        if way.username:
            server.login(way.username, way.password)
    except BaseException:
        server.close()
        raise
    return server
