"""Handing a mail to the server that the settings name, over SMTP: protected, except to this very machine.

The server is named by whoever runs the house, so it may be reached whatever `PREJETO_MAIL_HOSTS` says.

Source: RFC 5321 (SMTP), RFC 6409 (submission), RFC 8314 (TLS), RFC 3834 (`Auto-Submitted`).
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import Self

from flows.mail.reach import Reach
from flows.mail.refusals import connecting_error
from flows.settings import PREFIX, Settings
from models.errors import SettingError
from models.mailboxes import is_loopback
from models.outgoing import is_address
from storage.outbox import TakenMail

SECONDS = 20.0
REFUSED_FOR_GOOD = range(500, 600)


class Undelivered(Exception):
    """The mail did not go out. `problem` is a machine word; `for_good` when trying again is of no use."""

    def __init__(self, problem: str, *, for_good: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our mails, and what we sign in with."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str
    context: ssl.SSLContext

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """As the settings say; None when they name none. SettingError when they cannot be used."""
        if not settings.sends_mail:
            return None
        if not is_address(settings.mail_sender):
            raise SettingError(f"{PREFIX}SMTP_SENDER is the address that mails are from, such as prejeto@example.com.")
        if settings.smtp_security == "none" and not is_loopback(settings.smtp_host):
            raise SettingError(f"{PREFIX}SMTP_SECURITY may be `none` for a server on this machine only.")
        password = settings.smtp_password.get_secret_value()
        where = (settings.smtp_host, settings.smtp_port, settings.smtp_security)
        return cls(*where, settings.smtp_user, password, settings.mail_sender, Reach.of(settings).context)

    def deliver(self, taken: TakenMail) -> None:
        """Hand it over. Undelivered says why it was not taken."""
        with _undelivered(), self._connected() as server:
            server.send_message(self._message(taken), self.sender, [taken.mail.address])

    def _message(self, taken: TakenMail) -> EmailMessage:
        """Plain text. Its id names it, so that one that is sent twice can be told; only letters are by a person."""
        mail, message = taken.mail, EmailMessage(policy=SMTP)
        message["From"], message["To"], message["Subject"] = self.sender, mail.address, mail.subject
        message["Date"], message["Message-ID"] = formatdate(), f"<{taken.id}@{self.sender.rpartition('@')[2]}>"
        if mail.answers:
            message["In-Reply-To"] = message["References"] = mail.answers
        if not taken.is_letter:
            message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body.rstrip() + "\n")
        return message

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=self.context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        with server:
            if self.security == "starttls":
                server.starttls(context=self.context)
            if self.user and self.security != "none":
                server.login(self.user, self.password)
            yield server


@contextmanager
def _undelivered() -> Iterator[None]:
    """What the library and the network raise, as what is to be done: what an operator can mend is tried again."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise Undelivered("recipient_refused", for_good=all(c in REFUSED_FOR_GOOD for c in codes)) from error
    except smtplib.SMTPDataError as error:
        raise Undelivered("mail_refused", for_good=error.smtp_code in REFUSED_FOR_GOOD) from error
    except smtplib.SMTPAuthenticationError as error:
        raise Undelivered("password_refused") from error
    except smtplib.SMTPNotSupportedError as error:
        raise Undelivered("no_starttls") from error
    except smtplib.SMTPResponseException as error:
        raise Undelivered("server_refuses") from error
    except smtplib.SMTPException as error:
        raise Undelivered("connection_lost") from error
    except (OSError, UnicodeError) as error:
        raise Undelivered(connecting_error(error).problem) from error
    except ValueError as error:
        raise Undelivered("mail_refused", for_good=True) from error
