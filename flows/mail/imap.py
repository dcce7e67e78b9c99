"""One connection to an IMAP server: the only module that talks to IMAPClient; its errors become MailboxError.

Mails are fetched so that they stay unread (BODY.PEEK), and removed only by their own number: never what somebody
else marked as deleted.

Source: RFC 9051 (IMAP4rev2), RFC 2177 (IDLE), RFC 4315 (UIDPLUS), RFC 6851 (MOVE).
"""

import socket
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from imapclient import DELETED, IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, IMAPClientReadOnlyError, LoginError

from flows.mail.meter import FEW_BYTES, FEW_SECONDS, MEBIBYTE, MeteredPlain, MeteredTls, TooMuch
from flows.mail.problems import problem
from flows.mail.reach import Reach
from flows.mail.refusals import connecting_error
from flows.mail.wake import Wake
from models.errors import MailboxError
from models.mailboxes import MailboxSettings, Security, is_loopback

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0
MAIL_SECONDS = 300.0
NUMBERS_AT_ONCE = 20_000  # so that a list of them stays short of the longest line
_ODD = (IMAPClientError, ValueError, IndexError, KeyError, TypeError, AttributeError, UnicodeError)
_BUSY = ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]")


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


class _Client(IMAPClient):  # type: ignore[misc] # the library has no types
    def _create_IMAP4(self) -> Any:  # noqa: N802 - the library's name
        if self.ssl:
            return MeteredTls(self.host, self.port, self.ssl_context, CONNECT_SECONDS)
        return MeteredPlain(self.host, self.port, CONNECT_SECONDS)

    def forget_capabilities(self) -> None:
        """A server offers more after the sign-in."""
        self._cached_capabilities = None


class Connection:
    """Signed in or not, with a folder open or not, in this order. MailboxError says what is wrong."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    @classmethod
    def open(cls, settings: MailboxSettings, reach: Reach) -> Self:
        """Connect, protected as the settings say; the certificate and its name are verified."""
        reach.permit(settings.host)
        if settings.security is Security.NONE and not is_loopback(settings.host):
            raise problem("no_starttls")
        with connecting():
            tls = settings.security is Security.TLS
            client = _Client(settings.host, settings.port, ssl=tls, ssl_context=reach.context, timeout=ANSWER_SECONDS)
        connection = cls(client)
        if settings.security is Security.STARTTLS:
            connection._protect(reach)
        return connection

    def _protect(self, reach: Reach) -> None:
        with self._asking():
            offered = self._client.has_capability("STARTTLS")
        if not offered:
            self.close()
            raise problem("no_starttls")
        with connecting():
            self._client.starttls(reach.context)
        self._client.forget_capabilities()

    def sign_in(self, username: str, password: str) -> None:
        """With a password: by SASL where that is offered, for it knows every letter."""
        with self._asking():
            plain, closed = (self._client.has_capability(name) for name in ("AUTH=PLAIN", "LOGINDISABLED"))
        if closed and not plain:
            raise problem("no_passwords")
        with self._signing_in("password_refused"):
            if plain:
                self._client.plain_login(username, password)
            else:
                self._client.login(_quoted(username), password)

    def sign_in_by_token(self, username: str, token: str) -> None:
        """With an access token (XOAUTH2)."""
        with self._asking():
            offered = self._client.has_capability("AUTH=XOAUTH2")
        if not offered:
            raise problem("no_tokens")
        answers = iter([f"user={username}\x01auth=Bearer {token}\x01\x01"])
        with self._signing_in("token_refused"):
            self._client.sasl_login("XOAUTH2", lambda _challenge: next(answers, ""))

    @property
    def can_idle(self) -> bool:
        return self._has("IDLE")

    @property
    def can_move(self) -> bool:
        """Without MOVE a mail is copied, and then removed by its number; that takes UIDPLUS."""
        return self._has("MOVE") or self._has("UIDPLUS")

    def open_folder(self, name: str, *, to_change: bool) -> Folder:
        """Open a folder, and not for changing when nothing will be changed: even that leaves traces for others."""
        with self._asking():
            try:
                return _folder(self._client.select_folder(name, readonly=not to_change), read_only=not to_change)
            except IMAPClientReadOnlyError:
                return _folder(self._client.select_folder(name, readonly=True), read_only=True)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                raise problem("no_folder", _said(error), lost=False) from error

    def find(self, folder: Folder, first: int, since: date | None) -> list[int]:
        """Numbers of mails from `first` on, ascending, without those marked as deleted."""
        found: set[int] = set()
        for start in range(1, folder.exists + 1, NUMBERS_AT_ONCE):
            these = f"{start}:{min(folder.exists, start + NUMBERS_AT_ONCE - 1)}"
            wanted = [these, "UID", f"{first}:*", "UNDELETED", *(["SINCE", since] if since else [])]
            with self._asking():
                found.update(self._client.search(wanted))
        return sorted(uid for uid in found if uid >= first)

    def size(self, uid: int) -> int | None:
        """Bytes of a mail; None when it is gone."""
        with self._asking():
            found: int | None = self._client.fetch([uid], ["RFC822.SIZE"]).get(uid, {}).get(b"RFC822.SIZE")
            return found

    def content(self, uid: int, most_bytes: int) -> bytes | None:
        """A mail, byte for byte; None when it is gone. It stays unread."""
        with self._asking(most_bytes + MEBIBYTE, MAIL_SECONDS):
            found: bytes | None = self._client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
            return found

    def present(self, uids: Collection[int]) -> list[int]:
        """Those that are there and not marked as deleted."""
        with self._asking():
            found: Mapping[int, Any] = self._client.fetch(sorted(uids), ["FLAGS"])
        return sorted(uid for uid, data in found.items() if DELETED not in data.get(b"FLAGS", ()))

    def mark(self, uids: Collection[int], flag: str) -> None:
        with self._asking():
            self._client.add_flags(sorted(uids), [flag], silent=True)

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
        with self._asking():
            return bool(self._client.folder_exists(name))

    def wait(self, seconds: float, wake: Wake) -> None:
        """Wait (IDLE) until the server tells something, somebody wakes us, or the time is over."""
        with self._asking():
            self._client.idle()
        if not self._has_news():
            wake.wait(seconds, self._client.socket().fileno())
        with self._asking():
            self._client.idle_done()

    def close(self) -> None:
        """Sign out when that is still possible."""
        with suppress(OSError, TooMuch, *_ODD):
            self._allow(seconds=5.0)
            self._client.socket().settimeout(3.0)
            self._client.logout()
        with suppress(OSError, *_ODD):
            self._client.shutdown()

    def abort(self) -> None:
        """End it from another thread: whatever waits for the server gets an error."""
        with suppress(OSError, AttributeError):
            socket.socket.shutdown(self._client.socket(), socket.SHUT_RDWR)

    def _move(self, uids: list[int], target: str) -> None:
        with self._asking():
            if self._client.has_capability("MOVE"):
                self._client.move(uids, target)
                return
            if not self._client.has_capability("UIDPLUS"):
                raise problem("cannot_move", lost=False)
            self._client.copy(uids, target)
            self._client.add_flags(uids, [DELETED], silent=True)
            self._client.uid_expunge(uids)

    def _make_folder(self, name: str) -> None:
        with self._asking():
            try:
                self._client.create_folder(name)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                raise problem("no_target", _said(error), lost=False) from error

    def _has(self, capability: str) -> bool:
        with self._asking():
            return bool(self._client.has_capability(capability))

    def _has_news(self) -> bool:
        """Whether the server's next words have been read already, together with its last."""
        connection = self._client.socket()
        connection.setblocking(False)
        try:
            return bool(self._client._imap.file.peek(1))  # noqa: SLF001 - no public way
        except OSError:
            return False
        finally:
            connection.settimeout(ANSWER_SECONDS)

    def _allow(self, most_bytes: int = FEW_BYTES, seconds: float = FEW_SECONDS) -> None:
        self._client._imap.allow(most_bytes, seconds)  # noqa: SLF001 - the class is ours

    @contextmanager
    def _signing_in(self, refused: str) -> Iterator[None]:
        with self._asking():
            try:
                yield
            except (LoginError, UnicodeError) as error:
                said = _said(error)
                busy = any(code in said.upper() for code in _BUSY)
                raise problem("server_busy" if busy else refused, said) from error
        self._client.forget_capabilities()

    @contextmanager
    def _asking(self, most_bytes: int = FEW_BYTES, seconds: float = FEW_SECONDS) -> Iterator[None]:
        """A command and its answer, which may not exceed these."""
        self._allow(most_bytes, seconds)
        try:
            yield
        except TooMuch as error:
            raise problem("too_much") from error
        except TimeoutError as error:
            raise problem("no_answer") from error
        except (OSError, IMAPClientAbortError) as error:
            raise problem("connection_lost") from error
        except _ODD as error:
            said = _said(error)
            raise problem("quota" if "quota" in said.casefold() else "server_refuses", said, lost=False) from error


@contextmanager
def connecting() -> Iterator[None]:
    """What goes wrong while a connection is made."""
    try:
        yield
    except (OSError, TooMuch, *_ODD) as error:
        raise connecting_error(error) from error


def _folder(found: Mapping[bytes, Any], *, read_only: bool) -> Folder:
    flags = found.get(b"PERMANENTFLAGS", found.get(b"FLAGS", ()))
    return Folder(
        exists=int(found.get(b"EXISTS", 0)),
        uid_validity=int(found[b"UIDVALIDITY"]),
        uid_next=int(found.get(b"UIDNEXT", 0)),
        read_only=read_only,
        keywords=frozenset(flag.decode("ascii", errors="replace").casefold() for flag in flags),
    )


def _said(error: Exception) -> str:
    """The server's own words in an error of the library; empty for other errors."""
    if not isinstance(error, IMAPClientError):
        return ""
    _, failed, words = str(error).partition(" failed: ")
    return words if failed else str(error)


def _quoted(text: str) -> str:
    """An argument of LOGIN, which the library quotes for the password only."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
