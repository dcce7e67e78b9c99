"""Sending what is in the outbox, and telling people by mail what they chose to be told. In a thread of its own.

Without a mail server in the settings nothing is written or sent.
"""

import importlib
import logging
import threading
import time
from typing import Any

from flows.logs import log, place_of, warn
from flows.mail.smtp import MailServer, Undelivered
from flows.settings import Settings
from models.errors import PrejetoError
from storage.digests import list_digests, post_digest
from storage.house import House
from storage.notices import forget_notices
from storage.outbox import forget_mails, note_sent, note_unsent, take_mail

LOOK_SECONDS = 30.0  # between two looks for what is to be told
FORGET_SECONDS = 3600.0
CLOSE_SECONDS = 2.0
COMPOSER = "review_ui.notices.mails"


class Posting:
    """The outgoing mails of this process; several processes share the outbox."""

    def __init__(self, house: House, settings: Settings) -> None:
        self._house = house
        self._server = MailServer.of(settings)
        self._hour, self._address = settings.digest_hour, settings.address
        self._looked_at = self._forgot_at = float("-inf")
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()

    def go_on(self) -> None:
        """Do what is due, unless that goes on already."""
        idle = self._server is None and not self._may_forget
        if not idle and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._run, name="posting", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Begin nothing more. A mail in hand is sent once more should this process end before it is noted."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(CLOSE_SECONDS)

    def _run(self) -> None:
        try:
            self.work()
        except PrejetoError as error:
            warn("posting_hindered", error=error.code)
        except Exception as error:  # noqa: BLE001 - no fault of ours may end it for good
            log("fault", logging.ERROR, error=type(error).__name__, place=place_of(error))

    def work(self) -> None:
        """Write what is to be told, send what is to be sent, forget what is old."""
        if self._server is not None:
            self._tell()
            self._send(self._server)
        if self._may_forget:
            self._forgot_at = time.monotonic()
            forget_mails(self._house)
            forget_notices(self._house)

    @property
    def _may_forget(self) -> bool:
        return time.monotonic() >= self._forgot_at + FORGET_SECONDS

    def _tell(self) -> None:
        if time.monotonic() < self._looked_at + LOOK_SECONDS:
            return
        self._looked_at = time.monotonic()
        for digest in list_digests(self._house, self._hour):
            post_digest(self._house, digest, _composer().compose(digest, self._address))

    def _send(self, server: MailServer) -> None:
        while not self._stopped.is_set() and (taken := take_mail(self._house)):
            try:
                server.deliver(taken)
            except Undelivered as refusal:
                note_unsent(self._house, taken, refusal.problem, for_good=refusal.for_good)
                warn("mail_unsent", mail=taken.id, problem=refusal.problem, for_good=refusal.for_good)
            else:
                note_sent(self._house, taken)
                log("mail_sent", mail=taken.id, attempt=taken.attempt)


def _composer() -> Any:
    """By its name, for no import points from here to the screen."""
    return importlib.import_module(COMPOSER)
