"""Watching one mailbox: look through it, wait until the server tells of something, look again.

Whatever goes wrong is written into the mailbox's row, and tried again after a pause that grows.
"""

import logging
import random
import threading
from collections import deque
from dataclasses import dataclass

from flows.logs import log, place_of, warn
from flows.mail.engine import Engine
from flows.mail.imap import Connection, Folder
from flows.mail.line import Line
from flows.mail.problems import ADVICE, FAULT, SLOW
from flows.mail.reach import Reach
from flows.mail.round import Round, hindrance
from flows.mail.session import signed_in
from flows.mail.tokens import Tokens
from flows.mail.wake import Wake
from flows.settings import Settings
from models.errors import MailboxError, NotFound, PrejetoError, StorageError
from models.mailboxes import Afterwards, MailboxSettings
from storage.house import House
from storage.mailboxes import keep_refresh_token, load_settings, note_check, note_problem
from storage.mails import find_known, list_unsettled, newest_uid
from storage.rows import WatchedMailbox

IDLE_SECONDS = 240.0  # a server may hang up after half an hour (RFC 2177), some do after five minutes
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
FIRST_SLOW_PAUSE, LONGEST_SLOW_PAUSE = 60.0, 900.0  # after a refused sign-in, or the server locks the account
MEBIBYTE = 1024 * 1024
PASSING = frozenset({"connection_lost", "no_answer"})


@dataclass(frozen=True, slots=True)
class Desk:
    """What all watchers of a process share. `name` is what they hold their mailboxes under."""

    house: House
    settings: Settings
    reach: Reach
    engine: Engine
    name: str


class Watcher:
    """One mailbox and the thread that watches it."""

    def __init__(self, desk: Desk, mailbox: WatchedMailbox) -> None:
        self.mailbox = mailbox
        self.hindered = False
        self._desk = desk
        self._wake = Wake()
        self._stopped = threading.Event()
        self._line = Line()
        self._looked: tuple[int, int] | None = None  # validity, and the number up to which nothing is new
        self._difficult: set[int] = set()  # numbers of mails that could not be kept when they were tried last
        self._pauses = 0
        self._thread = threading.Thread(target=self._run, name=f"mailbox-{mailbox.id}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the mail at hand."""
        self._stopped.set()
        self._wake.ring()

    def abort(self) -> None:
        """End now: break the connection."""
        self._line.break_off()

    def wake(self) -> None:
        """There is something to mark or move."""
        self._wake.ring()

    def join(self, seconds: float) -> bool:
        """Whether it ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def _goes_on(self) -> bool:
        return not self._stopped.is_set()

    def _run(self) -> None:
        log("watch_began", mailbox=self.mailbox.id)
        while self._goes_on():
            try:
                self._watch()
            except NotFound:  # it was removed
                break
            except MailboxError as error:
                self._note(error.problem, str(error))
            except StorageError as error:
                self._note("storage_away" if error.transient else error.code, ADVICE["storage_away"])
            except Exception as error:  # noqa: BLE001 - no fault of ours may leave a mailbox unwatched
                log("fault", logging.ERROR, error=type(error).__name__, place=place_of(error))
                self._note("fault", FAULT.format(fault=type(error).__name__))
        self._wake.close()
        log("watch_ended", mailbox=self.mailbox.id)

    def _watch(self) -> None:
        house, mailbox = self._desk.house, self.mailbox
        settings = load_settings(house, mailbox.organisation_id, mailbox.id)
        self._looked = None
        with signed_in(settings, self._desk.reach, self._tokens(settings), self._line) as connection:
            self._follow(settings, connection)

    def _tokens(self, settings: MailboxSettings) -> Tokens | None:
        if settings.oauth is None:
            return None
        return Tokens(settings.oauth, self._desk.reach, self._keep)

    def _keep(self, refresh_token: str) -> None:
        """Wait until it can be kept: with it the token server has forgotten the last one."""
        while True:
            try:
                return keep_refresh_token(self._desk.house, self.mailbox, refresh_token)
            except StorageError as error:
                if not error.transient or self._stopped.wait(FIRST_PAUSE):
                    raise

    def _follow(self, settings: MailboxSettings, connection: Connection) -> None:
        """Look until nothing is left to do, wait, and so on."""
        idle = connection.can_idle
        while self._goes_on():
            folder = connection.open_folder(settings.folder, to_change=settings.afterwards is not Afterwards.LEAVE)
            if self._look(settings, connection, folder):
                continue
            if idle:
                connection.wait(folder, IDLE_SECONDS, self._wake)
            else:
                self._wake.wait(self._desk.settings.mail_poll_seconds)

    def _look(self, settings: MailboxSettings, connection: Connection, folder: Folder) -> bool:
        """One look through the mailbox; whether there may be more."""
        house, mailbox = self._desk.house, self.mailbox
        hindered = hindrance(settings, connection, folder)
        first = self._first(folder)
        unknown = self._unknown(settings, connection, folder, first)
        waiting = not hindered and bool(list_unsettled(house, mailbox, 1))
        uids = deque(uid for uid in unknown if uid not in self._difficult)
        if not uids and (self.hindered or not waiting):
            uids.extend(unknown)  # the difficult ones, when there is nothing else to do
        work = self._round(settings, connection, folder, uids, may_settle=not hindered)
        busy = bool(uids or waiting)
        if busy:
            news = bool(uids)
            self._desk.engine.run(work)
            hindered, busy = hindered or next(iter(work.hindrances), None), news or not work.hindrances
        left = {*uids, *self._difficult.intersection(unknown)}
        self._looked = (folder.uid_validity, min(left, default=folder.uid_next))
        self._pauses, self.hindered = 0, hindered is not None
        if hindered:
            note_problem(house, mailbox, self._desk.name, hindered.problem, str(hindered))
        else:
            note_check(house, mailbox, self._desk.name)
        return busy or (first == 1 and folder.uid_next > 1)

    def _first(self, folder: Folder) -> int:
        """The number from which on mails may be new; all of them are looked at once in every connection."""
        if self._looked is None or self._looked[0] != folder.uid_validity:
            return 1
        return self._looked[1] or newest_uid(self._desk.house, self.mailbox, folder.uid_validity) + 1

    def _unknown(self, settings: MailboxSettings, connection: Connection, folder: Folder, first: int) -> list[int]:
        if folder.uid_next and folder.uid_next <= first:
            return []
        found = connection.find(folder, first, settings.since)
        known = find_known(self._desk.house, self.mailbox, folder.uid_validity, found)
        return [uid for uid in found if uid not in known]

    def _round(
        self, settings: MailboxSettings, connection: Connection, folder: Folder, uids: deque[int], *, may_settle: bool
    ) -> Round:
        return Round(
            house=self._desk.house,
            mailbox=self.mailbox,
            settings=settings,
            connection=connection,
            folder=folder,
            uids=uids,
            difficult=self._difficult,
            may_settle=may_settle,
            max_bytes=self._desk.settings.max_upload_mib * MEBIBYTE,
            goes_on=self._goes_on,
        )

    def _note(self, code: str, message: str) -> None:
        """Write down what is wrong, and pause. A connection that worked and was lost is first made again."""
        if not self._goes_on():
            return
        passing = code in PASSING and self._pauses == 0 and self._looked is not None
        self._pauses += 1
        if not passing:
            warn("watch_failed", mailbox=self.mailbox.id, problem=code, times=self._pauses)
            self._write(code, message)
        self._stopped.wait(pause(self._pauses, slow=code in SLOW))

    def _write(self, code: str, message: str) -> None:
        try:
            note_problem(self._desk.house, self.mailbox, self._desk.name, code, message)
        except PrejetoError as error:
            warn("problem_not_noted", mailbox=self.mailbox.id, error=error.code)


def pause(times: int, *, slow: bool = False) -> float:
    """Seconds until the next try: twice as long each time, and never the same for all."""
    first, longest = (FIRST_SLOW_PAUSE, LONGEST_SLOW_PAUSE) if slow else (FIRST_PAUSE, LONGEST_PAUSE)
    doubled = first * 2.0 ** min(times - 1, 16)
    return min(longest, doubled) * random.uniform(0.75, 1.0)  # noqa: S311 - no secret
