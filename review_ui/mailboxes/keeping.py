"""Secrets that are kept when their input stays empty, for they are never sent to a browser.

Never for another server, though: an administrator who does not know a password could else have it sent to a server of
their own. Where host, port, security or the address that gives tokens are others, secrets are typed again.
"""

from collections.abc import Iterable
from dataclasses import replace

from models.errors import InvalidInput
from models.mailboxes import MailboxSettings
from models.messages import told

PASSWORD = "password"  # noqa: S105 - the name of an input
TOKENS = ("refresh_token", "client_secret")
AGAIN = told("Type it again: what is kept goes only to the server that it was typed for.")


def kept_secrets(stored: MailboxSettings) -> frozenset[str]:
    """The names of the secrets that there are."""
    names: Iterable[str] = (name for name in TOKENS if getattr(stored.oauth, name, ""))
    return frozenset([*names, *([PASSWORD] if stored.password else [])])


def with_kept(settings: MailboxSettings, stored: MailboxSettings) -> MailboxSettings:
    """The settings with what is kept in the place of what was left empty. InvalidInput when it may not be used."""
    given = settings.oauth or settings
    names = (PASSWORD,) if given is settings else TOKENS
    missing = [name for name in names if name in kept_secrets(stored) and not getattr(given, name)]
    if not missing:
        return settings
    if reached(settings) != reached(stored):
        if any(getattr(given, name) for name in names):
            return settings
        raise InvalidInput(AGAIN, missing[0])
    if settings.oauth is None or stored.oauth is None:
        return replace(settings, password=stored.password)
    return replace(settings, oauth=replace(settings.oauth, **{name: getattr(stored.oauth, name) for name in missing}))


def reached(settings: MailboxSettings) -> tuple[str, ...]:
    """Who would see the secret."""
    token_url = settings.oauth.token_url if settings.oauth else ""
    return settings.host.casefold(), str(settings.port), settings.security.value, token_url
