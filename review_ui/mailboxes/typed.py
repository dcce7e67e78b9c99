"""The form of a mailbox: settings as text for its inputs, and what was typed as settings again."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import TypeVar

from starlette.datastructures import FormData

from models.errors import InvalidInput
from models.mailboxes import Afterwards, MailboxSettings, OAuthClient, Security, SignIn
from review_ui.forms import is_number, text
from review_ui.mailboxes.keeping import PASSWORD, TOKENS, with_kept

Choice = TypeVar("Choice", bound=StrEnum)

USUAL_PORT = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
FLAG = "$Prejeto"
CHANGED_AT = "changed_at"
LAST_ZONE = timezone(timedelta(hours=-12))  # where a day ends last: a mail server tells days by a clock of its own
PLAIN = (
    *("name", "username", "host", "security", "port", "sign_in", "token_url", "client_id", "scope"),
    *("folder", "since", "afterwards", "flag", "move_to"),
)


def blank() -> dict[str, str]:
    """What stands in the inputs for a new mailbox: mails from today on, the rest as it usually is."""
    today = datetime.now(LAST_ZONE).date()
    return written(MailboxSettings(name="", host="", username="", since=today))


def written(settings: MailboxSettings, changed_at: str = "") -> dict[str, str]:
    """Settings as text; no secret. The port stays empty where it is the usual one, and follows the security.

    `changed_at` goes along with them: what is saved takes the place of these settings, and of no others.
    """
    client = settings.oauth or OAuthClient(token_url="", client_id="")
    usual = settings.port == USUAL_PORT[settings.security]
    plain = {name: str(getattr(settings, name)) for name in PLAIN if hasattr(settings, name)}
    odd = {"port": "" if usual else str(settings.port), "since": settings.since.isoformat() if settings.since else ""}
    tokens = {"token_url": client.token_url, "client_id": client.client_id, "scope": client.scope}
    return {**plain, **odd, **tokens, CHANGED_AT: changed_at}


def read_typed(form: FormData) -> dict[str, str]:
    """Every input of the form, secrets too; a password as it is, the rest without white space around it."""
    password = form.get(PASSWORD, "")
    typed = {name: text(form, name) for name in (*PLAIN, *TOKENS, CHANGED_AT)}
    return {**typed, PASSWORD: password if isinstance(password, str) else ""}


def make_settings(typed: Mapping[str, str], stored: MailboxSettings | None = None) -> MailboxSettings:
    """The settings that were typed, with the secrets of those `stored` where they may be kept.

    InvalidInput names the input that cannot be read.
    """
    security, sign_in = choice(Security, typed, "security"), choice(SignIn, typed, "sign_in")
    afterwards = choice(Afterwards, typed, "afterwards")
    by_password = sign_in is SignIn.PASSWORD
    settings = MailboxSettings(
        name=typed["name"],
        host=typed["host"],
        username=typed["username"],
        port=port(typed["port"], security),
        security=security,
        sign_in=sign_in,
        password=typed[PASSWORD] if by_password else "",
        oauth=None if by_password else client(typed),
        folder=typed["folder"],
        since=day(typed["since"]),
        afterwards=afterwards,
        flag=typed["flag"] if afterwards is Afterwards.FLAG else FLAG,
        move_to=typed["move_to"] if afterwards is Afterwards.MOVE else "",
    )
    return with_kept(settings, stored) if stored else settings


def client(typed: Mapping[str, str]) -> OAuthClient:
    return OAuthClient(**{name: typed[name] for name in ("token_url", "client_id", "scope", *TOKENS)})


def choice(kind: type[Choice], typed: Mapping[str, str], name: str) -> Choice:
    try:
        return kind(typed[name])
    except ValueError:
        raise InvalidInput("Choose one of these.", name) from None


def port(written: str, security: Security) -> int:
    """The number; the usual one for the security when nothing was typed."""
    if written and not is_number(written):
        raise InvalidInput("A port is a number from 1 to 65535; leave it empty for the usual one.", "port")
    return int(written) if written else USUAL_PORT[security]


def day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise InvalidInput("A day is written like 2026-11-24; leave it empty to take all mails.", "since") from None
