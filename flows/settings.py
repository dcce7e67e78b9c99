"""The settings of a program of ours: read once where it starts, frozen, handed on as plain arguments.

Every setting is an environment variable `PREJETO_<NAME>`. A secret may stand in a file instead, which
`PREJETO_<NAME>_FILE` names (Docker and Kubernetes mount secrets so). All of them are in `docs/settings.md`.
"""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from models.errors import SettingError

PREFIX = "PREJETO_"
SECRETS = ("database_url", "master_key", "prefect_database_url", "s3_access_key", "s3_secret_key", "smtp_password")


class SecretFiles(EnvSettingsSource):
    """Reads the file that `<NAME>_FILE` names. SettingError when it cannot be read."""

    def __call__(self) -> dict[str, Any]:
        named = {name: self.env_vars.get(f"{PREFIX}{name}_file".lower()) for name in SECRETS}
        return {name: _read_secret(name, Path(path)) for name, path in named.items() if path}


def _read_secret(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"{PREFIX}{name.upper()}_FILE names a file that cannot be read.") from error


def _networks(text: str) -> str:
    """ValueError unless every part is an address or a network."""
    for part in filter(None, text.split(",")):
        ip_network(part.strip())
    return text


def _socket_address(text: str) -> str:
    """ValueError unless it is the path of a unix socket, a host with a port, or nothing."""
    host, _, port = text.rpartition(":")
    if text and not text.startswith("/") and not (host and port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError("give host:port, or the path of a unix socket")
    return text


class Settings(BaseSettings):
    """Everything that can be set. Empty means: the embedded default under `data_dir`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    data_dir: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        Path(".prejeto"), description="Folder of the embedded database, store, key and Prefect's own files."
    )
    database_url: SecretStr = Field(
        SecretStr(""), description="`postgresql://user:password@host/name`, or `sqlite:///file`. Empty: SQLite."
    )
    objects_url: str = Field("", description="A folder, or `s3://bucket`. Empty: the folder `objects`.")
    s3_endpoint: str = Field("", description="`host:port` of the S3 server.")
    s3_access_key: SecretStr = Field(SecretStr(""), description="Name of the S3 account.")
    s3_secret_key: SecretStr = Field(SecretStr(""), description="Secret of the S3 account.")
    s3_secure: bool = Field(True, description="Speak TLS to the S3 server.")
    s3_region: str = Field("us-east-1", description="Region that requests to the S3 server are signed for.")
    master_key: SecretStr = Field(
        SecretStr(""),
        description="Key that wraps all others: 32 bytes in base64. Empty: made once, in `master.key`, mode 600.",
    )
    web_host: str = Field("127.0.0.1", description="Address the web listens on.")
    web_port: int = Field(8000, ge=1, le=65535, description="Port of the web. Not set and taken: the next free one.")
    base_url: str = Field("", description="Address people use, when a proxy stands in front. Empty: host and port.")
    trusted_proxies: Annotated[str, AfterValidator(_networks)] = Field(
        "",
        description="Addresses and networks of your proxies, with commas: whose `X-Forwarded-For` is believed.",
    )
    max_upload_mib: int = Field(50, ge=1, description="Largest file the web takes, in MiB.")
    prefect_api_url: str = Field("", description="API of a Prefect server of yours. Empty: the embedded one.")
    prefect_host: str = Field("127.0.0.1", description="Address the Prefect server of ours listens on.")
    prefect_port: int = Field(4200, ge=1, le=65535, description="Port of the embedded Prefect server, or the next.")
    prefect_database_url: SecretStr = Field(
        SecretStr(""), description="PostgreSQL for the Prefect server of ours. Empty: SQLite."
    )
    worker_name: str = Field("", description="Name of the worker in leases and runs. Empty: host and process.")
    worker_slots: int = Field(2, ge=1, le=64, description="Documents a worker reads at the same time.")
    worker_lease_seconds: int = Field(60, ge=2, description="How long a claim holds when its worker falls silent.")
    worker_poll_milliseconds: int = Field(200, ge=20, description="How often an idle worker looks for documents.")
    mail_poll_seconds: int = Field(60, ge=1, description="How often a mailbox is looked at whose server cannot tell.")
    mail_mailboxes: int = Field(300, ge=1, description="Mailboxes that one mail process watches; further ones share.")
    mail_hosts: str = Field("", description="Mail and token servers that may be reached, with commas. Empty: any.")
    mail_ca_file: str = Field("", description="Certificates of authorities of yours, for mail and token servers.")
    smtp_host: str = Field("", description="Server that takes the mails Prejeto sends. Empty: none are sent.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of that server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="`starttls`, `tls` from the first byte, or `none`: then nobody signs in."
    )
    smtp_user: str = Field("", description="User who signs in at that server. Empty: nobody does.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password of that user.")
    smtp_sender: str = Field("", description="Address the mails are from. Empty: the user, if that is an address.")
    digest_hour: int = Field(5, ge=0, le=23, description="Hour in UTC at which daily mails go out.")
    searchable_copies: bool = Field(
        False, description="Keep a PDF/A-2b beside every original, with the words that were read under its pages."
    )
    read_seconds: float = Field(55.0, gt=0, description="Time one document may take before its reader is killed.")
    read_memory_mib: int = Field(
        2816,
        ge=64,
        description="Addresses the process that reads a document may take, with models in sixteen bits from 2560 on.",
    )
    read_pages: int = Field(30, ge=1, description="Pages that are read of one document.")
    clamav: Annotated[str, AfterValidator(_socket_address)] = Field(
        "",
        description="`host:port` or unix socket of clamd, asked before a document is opened. Empty: nobody is asked.",
    )
    monitor_host: str = Field("127.0.0.1", description="Address the monitor of each process listens on.")
    monitor_port: int = Field(
        0,
        ge=0,
        le=65535,
        description="Port of `/healthz`, `/readyz` and `/metrics`; `up`: of its worker, then those after it. 0: none.",
    )
    log_format: Literal["auto", "text", "json"] = Field("auto", description="`auto` is text on a terminal, else JSON.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="What is logged.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - not used: no hidden files decide
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, SecretFiles(settings_cls))

    @property
    def database(self) -> str:
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir / 'prejeto.sqlite'}"

    @property
    def objects(self) -> str:
        return self.objects_url or str(self.data_dir / "objects")

    @property
    def sends_mail(self) -> bool:
        return bool(self.smtp_host)

    @property
    def mail_sender(self) -> str:
        """SettingError when mails are to be sent from nobody."""
        sender = self.smtp_sender or self.smtp_user
        if "@" not in sender:
            raise SettingError(f"{PREFIX}SMTP_SENDER is the address that mails are from, such as prejeto@example.com.")
        return sender

    @property
    def prefect_api(self) -> str:
        return self.prefect_api_url or f"http://127.0.0.1:{self.prefect_port}/api"

    @property
    def prefect_database(self) -> str:
        """What Prefect's server connects to; it has drivers of its own."""
        given = self.prefect_database_url.get_secret_value().replace("postgresql://", "postgresql+asyncpg://", 1)
        return given or f"sqlite+aiosqlite:///{self.data_dir / 'prefect' / 'prefect.db'}"

    @property
    def address(self) -> str:
        """Where people open the web."""
        host = "127.0.0.1" if self.web_host in {"0.0.0.0", "::"} else self.web_host  # noqa: S104 - compared, not bound
        return self.base_url.rstrip("/") or f"http://{host}:{self.web_port}"


def read_settings(**given: Any) -> Settings:
    """The settings of this process; `given` wins over the environment. SettingError says which one cannot be used."""
    try:
        return Settings(**given)
    except ValidationError as error:
        problems = "; ".join(f"{PREFIX}{str(p['loc'][0]).upper()}: {p['msg']}" for p in error.errors())
        raise SettingError(f"These settings cannot be used: {problems}.") from error
