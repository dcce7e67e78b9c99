"""The library's IMAP client with bounded answers, and its errors as those of the house.

`asking` surrounds every command: what goes wrong inside becomes a MailboxError, `lost` when the connection is not to
be used any more.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ssl import SSLContext
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from flows.mail.line import Line
from flows.mail.meter import ANSWER_SECONDS, FEW_BYTES, FEW_SECONDS, Metered, TooMuch, TooSlow
from flows.mail.problems import problem
from flows.mail.refusals import connecting_error

GOODBYE_SECONDS = 3.0
ODD = (IMAPClientError, ValueError, IndexError, KeyError, TypeError, AttributeError, UnicodeError)


class Client(IMAPClient):  # type: ignore[misc] # the library has no types
    """One connection over a `line`, with TLS from the first byte when there is a `context`. For one thread."""

    def __init__(self, host: str, port: int, line: Line, context: SSLContext | None) -> None:
        self._line = line
        super().__init__(host, port, ssl=context is not None, ssl_context=context, timeout=ANSWER_SECONDS)

    def _create_IMAP4(self) -> Any:  # noqa: N802 - the library's name
        try:
            return Metered(self.host, self.port, self._line, self.ssl_context)
        except BaseException:
            self._line.close()
            raise

    def allow(self, most_bytes: int = FEW_BYTES, seconds: float = FEW_SECONDS, rate: float = float("inf")) -> None:
        """What the next command may answer; every `rate` bytes that come give it a second more."""
        self._imap.allow(most_bytes, seconds, rate)

    def forget_capabilities(self) -> None:
        """A server offers more once the connection is protected, and again after the sign-in."""
        self._cached_capabilities = None

    def idle(self) -> None:
        """As the library does, but for what a server still tells of the folder before it says that it waits."""
        self._idle_tag = self._imap._command("IDLE")  # noqa: SLF001 - the library's own way
        while said := self._imap._get_response():  # noqa: SLF001
            if not said.startswith(b"* "):
                raise IMAPClientError(f"idle failed: {said.decode('ascii', errors='replace')}")

    def mails_told(self) -> int:
        """How many mails the open folder has by what the server told last, with whatever answer; 0 unless told."""
        told = self._imap.untagged_responses.get("EXISTS", [b"0"])[-1]
        return int(told) if told.isdigit() else 0

    def has_news(self) -> bool:
        """Whether the server's next words have been read already, together with its last."""
        connection = self.socket()
        connection.setblocking(False)
        try:
            return bool(self._imap.file.peek(1))
        except OSError:
            return False
        finally:
            connection.settimeout(ANSWER_SECONDS)

    def leave(self) -> None:
        """Sign out when that is still possible."""
        with suppress(OSError, TooMuch, TooSlow, *ODD):
            self.allow(seconds=GOODBYE_SECONDS)
            self.socket().settimeout(GOODBYE_SECONDS)
            self.logout()
        with suppress(OSError, *ODD):
            self.shutdown()
        self._line.close()


@contextmanager
def connecting() -> Iterator[None]:
    """What goes wrong while a connection is made."""
    try:
        yield
    except (OSError, TooMuch, TooSlow, *ODD) as error:
        raise connecting_error(error) from error


@contextmanager
def asking(
    client: Client, most_bytes: int = FEW_BYTES, seconds: float = FEW_SECONDS, rate: float = float("inf")
) -> Iterator[None]:
    """A command and its answer, which may not exceed these."""
    try:
        client.allow(most_bytes, seconds, rate)
        yield
    except TooMuch as error:
        raise problem("too_much") from error
    except (TimeoutError, TooSlow) as error:
        raise problem("no_answer") from error
    except (OSError, IMAPClientAbortError) as error:
        raise problem("connection_lost") from error
    except ODD as error:
        said = words_of(error)
        raise problem("quota" if "quota" in said.casefold() else "server_refuses", said, lost=False) from error


def words_of(error: Exception) -> str:
    """The server's own words in an error of the library; empty for other errors."""
    if not isinstance(error, IMAPClientError):
        return ""
    _, failed, words = str(error).partition(" failed: ")
    return words if failed else str(error)
