"""Handing a mail to the server that the settings name, over SMTP. A password never travels unprotected.

Source: RFC 5321 (SMTP), RFC 6409 (submission), RFC 3834 (`Auto-Submitted`).
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, localtime
from typing import Self

from flows.mail.reach import Reach
from flows.settings import Settings
from models.outgoing import Mail

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
        """As the settings say; None when they name none. SettingError."""
        if not settings.sends_mail:
            return None
        password = settings.smtp_password.get_secret_value()
        where = (settings.smtp_host, settings.smtp_port, settings.smtp_security)
        return cls(*where, settings.smtp_user, password, settings.mail_sender, Reach.of(settings).context)

    def deliver(self, mail: Mail, mail_id: str) -> None:
        """Hand it over. `mail_id` names it, so that one that is sent twice can be told. Undelivered."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, mail.recipient, mail.subject
        message["Date"] = format_datetime(localtime())
        message["Message-ID"] = f"<{mail_id}@{self.sender.rpartition('@')[2].strip('<> ')}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        with _undelivered(), self._connected() as server:
            server.send_message(message)

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
    except ssl.SSLError as error:
        raise Undelivered("tls_failed") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Undelivered("no_answer") from error
