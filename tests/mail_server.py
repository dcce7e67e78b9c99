"""A throw-away Dovecot on loopback, with TLS under a certificate of its own; it does not run as root."""

import os
import secrets
import shutil
import signal
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient

from flows.probes import is_free
from models.mailboxes import MailboxSettings
from tests.certificates import make_certificate
from tests.dovecot_settings import PASSWORD, as_nobody, configuration
from tests.servers import START_SECONDS, free_ports, wait_until

ODD_USER, ODD_PASSWORD = "odd-one@example.test", 'pass "word" \\ with ž'
WITHOUT_IDLE = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE LITERAL+ UIDPLUS MOVE"
WITHOUT_MOVE = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ UIDPLUS"
WITHOUT_BOTH = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+"


@dataclass(slots=True)
class Dovecot:
    """A Dovecot in a folder, with a TLS port and a plain one (STARTTLS). Killed and started again as you like."""

    folder: Path
    port: int
    plain_port: int
    capabilities: str = ""
    introspection: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None)

    def mailbox(self, username: str = "") -> "Mailbox":
        """The mailbox of a user; of one that nobody else is when none is named."""
        return Mailbox(self, username or f"{secrets.token_hex(6)}@example.test")

    @property
    def ca_file(self) -> Path:
        return self.folder / "certificate.pem"

    def start(self, *, trusted: bool = True) -> None:
        """And wait until it answers; for a server that nobody trusts, until it takes connections."""
        write_settings(self)
        command = [dovecot(), "-F", "-c", str(self.folder / "dovecot.conf")]
        with (self.folder / "output.log").open("ab") as output:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdout=output, stderr=output, start_new_session=True, **as_nobody()
            )
        wait_until(self.answers if trusted else self.listens, f"Dovecot does not start:\n{self.log()}")

    def listens(self) -> bool:
        return not is_free("127.0.0.1", self.port)

    def answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            pytest.fail(f"Dovecot ended:\n{self.log()}")
        return self.greets()

    def greets(self) -> bool:
        try:
            with self.mailbox("nobody").visit():
                return True
        except (OSError, IMAPClient.Error):
            return False

    def log(self) -> str:
        logs = [path.read_text(errors="replace") for path in self.folder.glob("*.log")]
        return "\n".join(logs)[-3000:]

    def kill(self) -> None:
        """Without warning, with all its processes."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.folder / "run", ignore_errors=True)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(START_SECONDS / 10)
            except subprocess.TimeoutExpired:
                self.kill()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One user's mails, as a person works with them in another program."""

    server: Dovecot
    username: str

    def settings(self, **others: Any) -> MailboxSettings:
        """How it is reached."""
        place = {"host": "127.0.0.1", "port": self.server.port, "username": self.username, "password": PASSWORD}
        return MailboxSettings(**{"name": "Invoices", **place, **others})

    @contextmanager
    def visit(self, folder: str = "INBOX") -> Iterator[IMAPClient]:
        context = ssl.create_default_context(cafile=str(self.server.ca_file))
        with IMAPClient("127.0.0.1", self.server.port, ssl_context=context, timeout=10) as client:
            client.login(self.username, PASSWORD)
            if client.folder_exists(folder):
                client.select_folder(folder)
            yield client

    def append(self, *contents: bytes, folder: str = "INBOX") -> None:
        with self.visit() as client:
            for content in contents:
                client.append(folder, content)

    def flags(self, folder: str = "INBOX") -> list[set[str]]:
        """The flags of each mail, in order; of a folder that is not there, none."""
        with self.visit(folder) as client:
            if not client.folder_exists(folder):
                return []
            found = client.get_flags(client.search())
            return [{flag.decode() for flag in found[uid]} - {"\\Recent"} for uid in sorted(found)]

    def number_anew(self) -> None:
        """Make the server give its mails other numbers, under another UIDVALIDITY."""
        mails = self.server.folder / "mail" / self.username
        for path in [*mails.glob("dovecot-uid*"), *mails.glob("dovecot.index*")]:
            path.unlink()


@contextmanager
def dovecot_server(capabilities: str = "", introspection: str = "") -> Iterator[Dovecot]:
    """A Dovecot that offers `capabilities`, the usual ones when none are named."""
    folder = Path(tempfile.mkdtemp(prefix="dovecot-", dir="/tmp"))
    port, plain_port = free_ports(2)
    server = Dovecot(folder, port, plain_port, capabilities, introspection)
    try:
        prepare(server)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def write_settings(server: Dovecot) -> None:
    told = subprocess.run([dovecot(), "--version"], capture_output=True, text=True, check=True)
    (server.folder / "dovecot.conf").write_text(configuration(server, told.stdout))


def prepare(server: Dovecot) -> None:
    """Its certificate and its users, in its folder, which is nobody's."""
    folder, owner = server.folder, as_nobody()
    make_certificate(folder)
    (folder / "users").write_text(f"{ODD_USER}:{{PLAIN}}{ODD_PASSWORD}::::::\n")
    if owner:
        for path in (folder, *folder.iterdir()):
            os.chown(path, owner["user"], owner["group"])


def dovecot() -> str:
    found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        pytest.fail("Dovecot is missing: apt-get install dovecot-imapd")
    return found
