"""One connection to an IMAP server, signed in: its folders, its mails, and waiting for more.

Mails are fetched so that they stay unread (BODY.PEEK), and removed only by their own number: never what somebody
else marked as deleted. MailboxError says what is wrong.

Source: RFC 9051 (IMAP4rev2), RFC 2177 (IDLE), RFC 4315 (UIDPLUS), RFC 6851 (MOVE).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from imapclient import DELETED
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, IMAPClientReadOnlyError

from flows.mail.client import Client, asking, words_of
from flows.mail.meter import MEBIBYTE
from flows.mail.problems import problem
from flows.mail.wake import Wake
from models.errors import MailboxError

MAIL_SECONDS = 20.0
MAIL_RATE = 64 * 1024  # bytes a second, at least, from a server that gives a mail
MOST_MAILS = 5_000_000  # in a folder; a server that claims more is none
SPARE_MAILS = 20_000  # that may have come since the folder was opened
NUMBERS_AT_ONCE = 20_000  # so that a list of them stays short of the longest line


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it was opened. Mails that come get numbers from `uid_next` on; `keywords` are those permitted."""

    exists: int
    uid_validity: int
    uid_next: int
    read_only: bool
    keywords: frozenset[str]

    def permits(self, keyword: str) -> bool:
        return "\\*" in self.keywords or keyword.casefold() in self.keywords


class Connection:
    """What may be asked of a server once `client` is signed in."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @property
    def can_idle(self) -> bool:
        return self._has("IDLE")

    @property
    def can_move(self) -> bool:
        """Without MOVE a mail is copied, and then removed by its number; that takes UIDPLUS."""
        return self._has("MOVE") or self._has("UIDPLUS")

    def open_folder(self, name: str, *, to_change: bool) -> Folder:
        """Open a folder, and not for changing when nothing will be changed: even that leaves traces for others."""
        with asking(self.client):
            try:
                return _folder(self.client.select_folder(name, readonly=not to_change), read_only=not to_change)
            except IMAPClientReadOnlyError:
                return _folder(self.client.select_folder(name, readonly=True), read_only=True)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                raise problem("no_folder", words_of(error), lost=False) from error

    def find(self, folder: Folder, first: int, since: date | None) -> list[int]:
        """Numbers of mails from `first` on, ascending, without those marked as deleted.

        From the end to the beginning, as mails move down when others are removed meanwhile.
        """
        found: set[int] = set()
        if folder.exists > MOST_MAILS:
            raise problem("too_much")
        for start in reversed(range(1, folder.exists + 1, NUMBERS_AT_ONCE)):
            these = f"{start}:{min(folder.exists, start + NUMBERS_AT_ONCE - 1)}"
            wanted = [these, "UID", f"{first}:*", "UNDELETED", *(["SINCE", since] if since else [])]
            with asking(self.client):
                found.update(uid for uid in self.client.search(wanted) if uid >= first)
            if len(found) > folder.exists + SPARE_MAILS:
                raise problem("too_much")
        return sorted(found)

    def size(self, uid: int) -> int | None:
        """Bytes of a mail; None when it is gone."""
        with asking(self.client):
            found: int | None = self.client.fetch([uid], ["RFC822.SIZE"]).get(uid, {}).get(b"RFC822.SIZE")
            return found

    def content(self, uid: int, most_bytes: int) -> bytes | None:
        """A mail, byte for byte; None when it is gone. It stays unread."""
        with asking(self.client, most_bytes + MEBIBYTE, MAIL_SECONDS, MAIL_RATE):
            found: bytes | None = self.client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
            return found

    def present(self, uids: Collection[int]) -> list[int]:
        """Those that are there and not marked as deleted."""
        with asking(self.client):
            found: Mapping[int, Any] = self.client.fetch(sorted(uids), ["FLAGS"])
        return sorted(uid for uid, data in found.items() if DELETED not in data.get(b"FLAGS", ()))

    def mark(self, uids: Collection[int], flag: str) -> None:
        with asking(self.client):
            self.client.add_flags(sorted(uids), [flag], silent=True)

    def move(self, uids: Collection[int], target: str) -> None:
        """Move mails into another folder, which is made when it is not there."""
        try:
            self._move(sorted(uids), target)
        except MailboxError as error:
            if error.lost or self.has_folder(target):
                raise
            self._make_folder(target)
            self._move(sorted(uids), target)

    def has_folder(self, name: str) -> bool:
        with asking(self.client):
            return bool(self.client.folder_exists(name))

    def separator(self) -> str:
        """What stands between a folder and one in it; empty where there are no folders in folders (RFC 9051, 6.3.9)."""
        with asking(self.client):
            for _, found, _ in self.client.list_folders("", ""):
                return found.decode("ascii", errors="replace") if isinstance(found, bytes) else found or ""
        return ""

    def wait(self, folder: Folder, seconds: float, wake: Wake) -> None:
        """Wait (IDLE) until the server tells something, somebody wakes us, or the time is over.

        A mail that came since the folder was opened may have been told with another command's answer; it is told once.
        """
        with asking(self.client):
            self.client.idle()
        if self.client.mails_told() <= folder.exists and not self.client.has_news():
            wake.wait(seconds, self.client.socket().fileno())
        with asking(self.client):
            self.client.idle_done()

    def _move(self, uids: list[int], target: str) -> None:
        with asking(self.client):
            if self.client.has_capability("MOVE"):
                self.client.move(uids, target)
                return
            if not self.client.has_capability("UIDPLUS"):
                raise problem("cannot_move", lost=False)
            self.client.copy(uids, target)
            self.client.add_flags(uids, [DELETED], silent=True)
            self.client.uid_expunge(uids)

    def _make_folder(self, name: str) -> None:
        with asking(self.client):
            try:
                self.client.create_folder(name)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                raise problem("no_target", words_of(error), lost=False) from error

    def _has(self, capability: str) -> bool:
        with asking(self.client):
            return bool(self.client.has_capability(capability))


def _folder(found: Mapping[bytes, Any], *, read_only: bool) -> Folder:
    flags = found.get(b"PERMANENTFLAGS", found.get(b"FLAGS", ()))
    return Folder(
        exists=int(found.get(b"EXISTS", 0)),
        uid_validity=int(found[b"UIDVALIDITY"]),
        uid_next=int(found.get(b"UIDNEXT", 0)),
        read_only=read_only,
        keywords=frozenset(flag.decode("ascii", errors="replace").casefold() for flag in flags),
    )
