"""The mail process: it watches mailboxes, each in a thread, tries settings that a page asks for, and sends the outbox.

Several such processes share the mailboxes with leases; those of one that died are taken over when its leases lapse.
"""

import os
import resource
import secrets
import signal
import socket
import threading
import time

from flows import prefect_environment
from flows.bootstrap import open_house
from flows.logs import log, warn
from flows.mail.engine import Engine
from flows.mail.posting import Posting
from flows.mail.reach import Reach
from flows.mail.trials import Trials
from flows.mail.watcher import Desk, Watcher
from flows.monitor import monitored
from flows.settings import Settings
from flows.vitals import house_checks
from models.errors import StorageError
from storage.mailbox_trials import forget_trials
from storage.mailboxes import lease_mailbox, list_free, list_watched, release_mailbox, renew_mailboxes
from storage.mails import list_waiting
from storage.rows import WatchedMailbox

TICK_SECONDS = 1.0
GRACE_SECONDS = 5.0
ABORT_SECONDS = 2.0
TAKEN_AT_ONCE = 10  # so that processes that start together share
RENEWALS_PER_LEASE = 3
FORGET_SECONDS = 600.0  # between two looks for trials that are too old


def run_mail(settings: Settings) -> None:
    """Watch mailboxes until told to stop."""
    prefect_environment.enter(settings)
    _allow_files()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    with monitored(settings) as vitals:
        office = Office(settings)
        log("mail_began", watcher=office.name)
        vitals.begin(house_checks(office.house))
        try:
            while not stop.is_set():
                office.tick()
                vitals.beat()
                stop.wait(TICK_SECONDS)
        finally:
            vitals.end()
            office.close()
        log("mail_ended", watcher=office.name)
    if office.ran_flows:
        os._exit(0)  # everything is committed; Prefect's threads would wait for a server that may be gone


def _allow_files() -> None:
    """As many open files as the system lets us have: each mailbox takes four, and 1,024 is a usual soft limit."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Office:
    """The watchers of this process. Its name is new each time, for leases are held under it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.name = f"{settings.worker_name or socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.house = open_house(settings)
        reach = Reach.of(settings)
        self._desk = Desk(self.house, settings, reach, Engine(settings.prefect_api), self.name)
        self._trials = Trials(self.house, reach, settings.mail_poll_seconds)
        self._posting = Posting(self.house, settings)
        self._watchers: dict[str, Watcher] = {}
        self._ending: dict[Watcher, float] = {}  # and when it is to be broken off
        self._renewed_at = self._forgot_at = float("-inf")

    @property
    def ran_flows(self) -> bool:
        return self._desk.engine.begun

    def tick(self) -> None:
        """Bring the watchers in line with the mailboxes."""
        try:
            self._renew()
            wanted = {mailbox.id: mailbox for mailbox in list_watched(self.house)}
            self._drop(wanted)
            self._take(wanted)
            self._wake_waiting()
            self._trials.take()
            self._posting.go_on()
            self._forget()
        except StorageError as error:
            warn("mailboxes_unreachable", error=error.code)

    def close(self) -> None:
        """Let all end after the mail at hand, break off what takes longer, and hand the mailboxes back."""
        for watcher in self._watchers.values():
            watcher.stop()
        everybody = [*self._watchers.values(), *self._ending]
        self._trials.close()
        self._posting.close()
        if not _ended(everybody, GRACE_SECONDS):
            for watcher in everybody:
                watcher.abort()
            _ended(everybody, ABORT_SECONDS)
        try:
            for watcher in everybody:
                release_mailbox(self.house, watcher.mailbox, self.name)
        except StorageError as error:
            warn("mailboxes_not_released", error=error.code)
        self.house.close()

    def _renew(self) -> None:
        """Hold on to our mailboxes, and leave those that another process took meanwhile.

        Not to those that are to end: should one not, another process takes it when its lease lapses.
        """
        if not self._watchers or time.monotonic() < self._renewed_at + self._lease / RENEWALS_PER_LEASE:
            return
        held = renew_mailboxes(self.house, self.name, self._watchers.keys(), self._lease)
        self._renewed_at = time.monotonic()
        for lost in self._watchers.keys() - held:
            self._end(lost)

    def _drop(self, wanted: dict[str, WatchedMailbox]) -> None:
        """Stop watching what is switched off or has other settings."""
        for mailbox_id, watcher in list(self._watchers.items()):
            if wanted.get(mailbox_id) != watcher.mailbox or not watcher.alive:
                self._end(mailbox_id)
        for watcher, until in list(self._ending.items()):
            if not watcher.alive:
                del self._ending[watcher]
                release_mailbox(self.house, watcher.mailbox, self.name)
            elif time.monotonic() > until:
                watcher.abort()

    def _end(self, mailbox_id: str) -> None:
        watcher = self._watchers.pop(mailbox_id)
        watcher.stop()
        self._ending[watcher] = time.monotonic() + GRACE_SECONDS

    def _take(self, wanted: dict[str, WatchedMailbox]) -> None:
        busy = self._watchers.keys() | {watcher.mailbox.id for watcher in self._ending}
        if not wanted.keys() - busy:
            return
        ours = list_free(self.house, self.name)  # also what was taken or let go while the database gave no answer
        free = [wanted[each] for each in sorted(ours) if each in wanted and each not in busy]
        for mailbox in free[: min(TAKEN_AT_ONCE, self.settings.mail_mailboxes - len(self._watchers))]:
            if lease_mailbox(self.house, mailbox, self.name, self._lease):
                self._watchers[mailbox.id] = Watcher(self._desk, mailbox)

    def _wake_waiting(self) -> None:
        able = [mailbox_id for mailbox_id, watcher in self._watchers.items() if not watcher.hindered]
        for mailbox_id in list_waiting(self.house, able) if able else ():
            self._watchers[mailbox_id].wake()

    def _forget(self) -> None:
        if time.monotonic() >= self._forgot_at + FORGET_SECONDS:
            forget_trials(self.house)
            self._forgot_at = time.monotonic()

    @property
    def _lease(self) -> int:
        return self.settings.worker_lease_seconds


def _ended(watchers: list[Watcher], seconds: float) -> bool:
    until = time.monotonic() + seconds
    return all(watcher.join(max(0.0, until - time.monotonic())) for watcher in watchers)
