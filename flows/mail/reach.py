"""Which servers may be reached, and how their certificates are judged. People of an organisation name the hosts."""

import ssl
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from flows.mail.problems import problem
from flows.settings import PREFIX, Settings
from models.errors import SettingError


@dataclass(frozen=True, slots=True)
class Reach:
    """`hosts` that may be reached, none for any; certificates and their names are always verified."""

    hosts: frozenset[str]
    context: ssl.SSLContext

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings say. SettingError when the file of authorities cannot be used."""
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            if settings.mail_ca_file:
                context.load_verify_locations(settings.mail_ca_file)
        except OSError as error:
            raise SettingError(f"{PREFIX}MAIL_CA_FILE names no file of certificates that can be read.") from error
        named = (name.strip().casefold() for name in settings.mail_hosts.split(","))
        return cls(frozenset(name for name in named if name), context)

    def permit(self, host: str) -> None:
        """MailboxError when a host may not be reached."""
        if self.hosts and host.casefold() not in self.hosts:
            raise problem("host_not_allowed")

    def permit_url(self, url: str) -> None:
        self.permit(urlsplit(url).hostname or "")
