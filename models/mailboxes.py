"""Mailboxes that are watched for invoices: how to reach one, how to sign in, and what becomes of a mail.

Source: RFC 9051 (IMAP4rev2), RFC 8314 (TLS for mail access), RFC 7628 and Google's XOAUTH2 for signing in by token.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from models.errors import InvalidInput

HIGHEST_PORT = 65535
LONGEST_SECRET = 4096
LONGEST_ADDRESS = 2000
_HOST = re.compile(r"(?!-)[A-Za-z0-9_.:-]{1,253}(?<!-)")
_TEXTS = {"name": 200, "username": 320, "folder": 255, "move_to": 255}
_FLAG = re.compile(r"[A-Za-z0-9_$.-]{1,64}")


class Security(StrEnum):
    """How the connection is protected. Without TLS only this machine itself may be spoken to."""

    TLS = "tls"  # from the first byte, port 993
    STARTTLS = "starttls"  # port 143
    NONE = "none"


class SignIn(StrEnum):
    """How to sign in: with a password, or with a token fetched from an OAuth 2.0 server (XOAUTH2)."""

    PASSWORD = "password"  # noqa: S105 - the name of a way
    OAUTH2 = "oauth2"


class Afterwards(StrEnum):
    """What is done to a mail once its documents are stored and committed."""

    LEAVE = "leave"
    SEEN = "seen"  # marked as read
    FLAG = "flag"  # given a keyword that mail programs may show
    MOVE = "move"  # into another folder


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthClient:
    """What a token is fetched with: a refresh token, or the client's own secret where there is none.

    Source: RFC 6749, sections 4.4 and 6.
    """

    token_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxSettings:
    """How one mailbox is watched. `since` leaves out mails that arrived before that day; None takes all of them.

    `password` and `oauth` are secrets, each for its way to sign in.
    """

    name: str
    host: str
    username: str
    port: int = 993
    security: Security = Security.TLS
    sign_in: SignIn = SignIn.PASSWORD
    password: str = field(default="", repr=False)
    oauth: OAuthClient | None = None
    folder: str = "INBOX"
    since: date | None = None
    afterwards: Afterwards = Afterwards.LEAVE
    flag: str = "$Prejeto"
    move_to: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Which mails these are: other settings may change without a mail being another one."""
        return self.host.casefold(), self.username, _folder(self.folder)

    def to_plain(self) -> dict[str, Any]:
        """Everything, secrets too, as JSON can hold it."""
        return {**asdict(self), "since": self.since.isoformat() if self.since else None}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "MailboxSettings":
        """The inverse; what is left out is as by default."""
        kinds: dict[str, Callable[[Any], Any]] = {
            "security": Security,
            "sign_in": SignIn,
            "afterwards": Afterwards,
            "since": _date,
            "oauth": _client,
        }
        return cls(**{name: kinds[name](value) if name in kinds else value for name, value in plain.items()})

    @property
    def secret(self) -> dict[str, Any]:
        """What is to be kept encrypted: the password, or everything that fetches a token."""
        return {"oauth": asdict(self.oauth)} if self.oauth else {"password": self.password}

    def with_secret(self, secret: Mapping[str, Any]) -> "MailboxSettings":
        """These settings with a secret that was kept."""
        return replace(self, password=secret.get("password", ""), oauth=_client(secret.get("oauth")))

    def check(self) -> None:
        """InvalidInput names the first setting that cannot be used, and why."""
        _check_texts(self)
        _check_server(self)
        _check_sign_in(self)
        if self.afterwards is Afterwards.MOVE and _folder(self.move_to) in {"", _folder(self.folder)}:
            raise InvalidInput("Name another folder to move mails to.", "move_to")
        if self.afterwards is Afterwards.FLAG and not _FLAG.fullmatch(self.flag):
            raise InvalidInput("A keyword has letters, digits and $ _ . - only.", "flag")


def _folder(name: str) -> str:
    """One way to write it: INBOX is the same in any case (RFC 9051, 5.1)."""
    return "INBOX" if name.casefold() == "inbox" else name


def _date(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _client(plain: Mapping[str, str] | None) -> OAuthClient | None:
    return OAuthClient(**plain) if plain else None


def _check_texts(settings: MailboxSettings) -> None:
    for name, longest in _TEXTS.items():
        value = getattr(settings, name)
        if not value.strip() and name != "move_to":
            raise InvalidInput("Fill this in.", name)
        if len(value) > longest or not value.isprintable():
            raise InvalidInput("This is too long, or holds what cannot be printed.", name)


def _check_server(settings: MailboxSettings) -> None:
    if not _HOST.fullmatch(settings.host):
        raise InvalidInput("Name the mail server, such as imap.example.com.", "host")
    if not 1 <= settings.port <= HIGHEST_PORT:
        raise InvalidInput("A port is a number from 1 to 65535; 993 is usual.", "port")
    if settings.security is Security.NONE and not is_loopback(settings.host):
        raise InvalidInput("Without TLS anybody on the way could read the password; choose TLS.", "security")


def _check_sign_in(settings: MailboxSettings) -> None:
    if settings.sign_in is SignIn.PASSWORD:
        if not 0 < len(settings.password) <= LONGEST_SECRET or not settings.password.isprintable():
            raise InvalidInput("Type the mailbox's password.", "password")
        return
    client = settings.oauth
    if client is None or not client.client_id:
        raise InvalidInput("Signing in by token needs the client's id.", "client_id")
    if not _is_address(client.token_url):
        raise InvalidInput("The address that gives tokens cannot be read.", "token_url")
    if not client.token_url.startswith("https://") and not is_loopback(_host_of(client.token_url)):
        raise InvalidInput("The address that gives tokens begins with https://.", "token_url")
    if not client.refresh_token and not client.client_secret:
        raise InvalidInput("Give a refresh token, or the client's secret.", "refresh_token")


def is_loopback(host: str) -> bool:
    """Whether a server is this very machine.

    >>> is_loopback("localhost"), is_loopback("::1"), is_loopback("imap.example.com")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _is_address(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname) and len(url) <= LONGEST_ADDRESS and url.isascii() and url.isprintable()
    except ValueError:
        return False


def _host_of(url: str) -> str:
    found = re.match(r"http://\[?([0-9A-Za-z.:-]+?)\]?(:\d+)?(/|$)", url)
    return found.group(1) if found else ""
