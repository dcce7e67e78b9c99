"""Trying a mailbox's settings, one step after the other, each with what was found or what to do.

A trial takes no longer than half a minute, whatever the server does; nothing in the mailbox is changed by it.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.logs import log, place_of, warn
from flows.mail.client import connecting
from flows.mail.imap import Connection
from flows.mail.line import Line
from flows.mail.meter import CONNECT_SECONDS
from flows.mail.opening import open_connection, sign_in
from flows.mail.problems import ADVICE, FAULT
from flows.mail.reach import Reach
from flows.mail.round import hindrance
from flows.mail.session import sign_in_by_token
from flows.mail.tokens import Tokens
from models.errors import MailboxError, PrejetoError
from models.mailboxes import Afterwards, MailboxSettings, Security
from models.messages import told
from storage.house import House
from storage.mailbox_trials import end_trial, take_trial
from storage.rows import TrialStep

LONGEST_SECONDS = 25.0
SEPARATORS = "/."  # that servers write between a folder and one in it
AT_ONCE = 4


class Trials:
    """The trials that this process has in hand."""

    def __init__(self, house: House, reach: Reach, poll_seconds: int) -> None:
        self._house = house
        self._reach = reach
        self._poll_seconds = poll_seconds
        self._busy: list[threading.Thread] = []

    def take(self) -> None:
        """Begin the next trial that somebody asked for."""
        self._busy = [thread for thread in self._busy if thread.is_alive()]
        if len(self._busy) < AT_ONCE and (taken := take_trial(self._house)):
            thread = threading.Thread(target=self._conduct, args=taken, name="trial", daemon=True)
            thread.start()
            self._busy.append(thread)

    def close(self) -> None:
        """Trials in hand are left; another process takes them again after a while."""
        self._busy.clear()

    def _conduct(self, org_id: str, trial_id: str, settings: MailboxSettings) -> None:
        steps = try_settings(settings, self._reach, self._poll_seconds)
        log("trial_ended", trial=trial_id, well=all(step.well for step in steps), steps=len(steps))
        try:
            end_trial(self._house, org_id, trial_id, steps)
        except PrejetoError as error:
            warn("trial_not_noted", trial=trial_id, error=error.code)


def try_settings(
    settings: MailboxSettings, reach: Reach, poll_seconds: int, seconds: float = LONGEST_SECONDS
) -> tuple[TrialStep, ...]:
    """Every step until the first that fails. What takes too long is broken off, and is the step that failed."""
    trial = _Trial(settings, reach, poll_seconds)
    thread = threading.Thread(target=trial.run, name="trial-steps", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        return trial.break_off()
    return tuple(trial.steps)


class _Trial:
    def __init__(self, settings: MailboxSettings, reach: Reach, poll_seconds: int) -> None:
        self.steps: list[TrialStep] = []
        self._settings = settings
        self._reach = reach
        self._poll_seconds = poll_seconds
        self._now = ""
        self._line = Line()

    def run(self) -> None:
        try:
            self._step("resolve", self._resolve)
            self._step("connect", self._connect)
            with self._opened() as connection:
                self._step("sign_in", lambda: self._sign_in(connection))
                self._step("folder", lambda: self._folder(connection))
                self._step("news", lambda: self._news(connection))
                self._step("afterwards", lambda: self._afterwards(connection))
        except MailboxError as error:
            self.steps.append(TrialStep(self._now, False, str(error)))
        except Exception as error:  # noqa: BLE001 - else the steps that went well would stand there alone
            log("fault", logging.ERROR, error=type(error).__name__, place=place_of(error))
            self.steps.append(TrialStep(self._now, False, FAULT.format(fault=type(error).__name__)))

    def break_off(self) -> tuple[TrialStep, ...]:
        steps = (*self.steps, TrialStep(self._now, False, ADVICE["no_answer"]))
        self._line.break_off()
        return steps

    def _step(self, name: str, work: Callable[[], str]) -> None:
        self._now = name
        self.steps.append(TrialStep(name, True, work()))

    def _resolve(self) -> str:
        self._reach.permit(self._settings.host)
        with connecting():
            socket.getaddrinfo(self._settings.host, self._settings.port, type=socket.SOCK_STREAM)
        return told(f"{self._settings.host} has an address.")

    def _connect(self) -> str:
        with connecting():
            socket.create_connection((self._settings.host, self._settings.port), CONNECT_SECONDS).close()
        return told(f"Port {self._settings.port} answers.")

    @contextmanager
    def _opened(self) -> Iterator[Connection]:
        self._now = "tls"
        connection = open_connection(self._settings, self._reach, self._line)
        try:
            self._step("tls", self._protection)
            yield connection
        finally:
            connection.client.leave()

    def _protection(self) -> str:
        if self._settings.security is Security.NONE:
            return told("The connection is not protected; it does not leave this machine.")
        return told("The connection is protected, and the certificate is good.")

    def _sign_in(self, connection: Connection) -> str:
        settings = self._settings
        if settings.oauth is None:
            sign_in(connection, settings.username, settings.password)
            return told("The server takes user name and password.")
        replaced: list[str] = []
        sign_in_by_token(connection, settings.username, Tokens(settings.oauth, self._reach, replaced.append))
        if not replaced:
            return told("The token server gives a token, and the mail server takes it.")
        return told(
            "The token server gives a token, and the mail server takes it. It also gave another refresh token: "
            "if it takes each only once, save with one that was not tried."
        )

    def _folder(self, connection: Connection) -> str:
        folder = connection.open_folder(self._settings.folder, to_change=False)
        return told(f"The folder {self._settings.folder} is there; mails in it: {folder.exists}.")

    def _news(self, connection: Connection) -> str:
        if connection.can_idle:
            return told("The server tells of new mails at once (IDLE).")
        return told(f"The server cannot tell of new mails; it is asked every {self._poll_seconds} seconds.")

    def _afterwards(self, connection: Connection) -> str:
        settings = self._settings
        if settings.afterwards is Afterwards.LEAVE:
            return told("Mails stay as they are.")
        folder = connection.open_folder(settings.folder, to_change=True)
        if hindered := hindrance(settings, connection, folder):
            raise hindered
        if settings.afterwards is Afterwards.SEEN:
            return told("Mails can be marked as read.")
        if settings.afterwards is Afterwards.FLAG:
            return told(f"Mails can be given the keyword {settings.flag}.")
        return self._target(connection, settings.move_to)

    def _target(self, connection: Connection, name: str) -> str:
        """The folder to move mails to; one that is to be made must be written as this server writes folders."""
        if connection.has_folder(name):
            return told(f"Mails can be moved to {name}.")
        separator = connection.separator()
        if others := [each for each in SEPARATORS if each in name and each != separator]:
            raise MailboxError(other_separator(name, separator, others), "no_target", lost=False)
        if not separator:
            return told(f"Mails can be moved to {name}, which is made with the first of them.")
        return told(
            f"Mails can be moved to {name}, which is made with the first of them; "
            f"it writes a folder in a folder with “{separator}”."
        )


def other_separator(name: str, separator: str, others: list[str]) -> str:
    if not separator:
        return told("There is no such folder, and this server makes none in another one. Name one that is there.")
    meant = name
    for other in others:
        meant = meant.replace(other, separator)
    return told(
        f"There is no such folder, and this server writes a folder in a folder with “{separator}”: type {meant}. "
        f"If “{others[0]}” belongs to its name, make the folder first."
    )
