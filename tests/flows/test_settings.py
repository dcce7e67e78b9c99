"""Settings come from the environment and from files of secrets, and all of them are documented."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from extractors.limits import DEFAULT_LIMITS
from flows.settings import PREFIX, SECRETS, Settings, read_settings
from flows.workshop_limits import limits_of
from models.errors import SettingError

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def settings_rows() -> list[str]:
    """The table of the page, a row per setting."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        written = f"`{str(default).lower() if isinstance(default, bool) else default}`" if default != "" else ""
        rows.append(f"| `{PREFIX}{name.upper()}` | {written} | {field.description} |")
    return rows


def test_every_setting_is_documented_with_its_default() -> None:
    assert [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")] == settings_rows()


def test_every_secret_is_documented_as_a_file() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"`{PREFIX}{name.upper()}_FILE`" in page for name in SECRETS)


def test_secret_is_read_from_the_file_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("hidden\n", encoding="utf-8")
    monkeypatch.setenv("PREJETO_S3_SECRET_KEY_FILE", str(tmp_path / "secret"))
    assert read_settings().s3_secret_key.get_secret_value() == "hidden"


def test_secret_of_the_environment_wins_over_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("hidden\n", encoding="utf-8")
    monkeypatch.setenv("PREJETO_S3_SECRET_KEY_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("PREJETO_S3_SECRET_KEY", "open")
    assert read_settings().s3_secret_key.get_secret_value() == "open"


def test_file_of_a_secret_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREJETO_MASTER_KEY_FILE", "/does/not/exist")
    with pytest.raises(SettingError, match="PREJETO_MASTER_KEY_FILE"):
        read_settings()


def test_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREJETO_WEB_PORT", "many")
    with pytest.raises(SettingError, match="PREJETO_WEB_PORT"):
        read_settings()


@pytest.mark.parametrize("address", ["clamd", "clamd:", ":3310", "clamd:0", "clamd:port"])
def test_address_of_the_scanner_is_a_socket(address: str) -> None:
    with pytest.raises(SettingError, match="PREJETO_CLAMAV"):
        read_settings(clamav=address)
    assert [read_settings(clamav=good).clamav for good in ("clamd:3310", "[::1]:3310", "/run/clamd")]


def test_secrets_do_not_show_in_the_text_of_settings() -> None:
    assert "hidden" not in repr(read_settings(master_key="hidden"))


def test_everything_embedded_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = read_settings(data_dir=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path}/prejeto.sqlite"
    assert settings.objects == str(tmp_path / "objects")


def test_address_is_that_of_the_proxy_when_there_is_one() -> None:
    assert read_settings(base_url="https://invoices.example/").address == "https://invoices.example"
    assert read_settings(web_host="0.0.0.0", web_port=8123).address == "http://127.0.0.1:8123"


def test_a_worker_reads_under_the_same_limits_as_the_command_line() -> None:
    found = limits_of(read_settings())
    assert (found.memory_bytes, found.seconds) == (DEFAULT_LIMITS.memory_bytes, DEFAULT_LIMITS.seconds)
    assert found.pages == DEFAULT_LIMITS.pages


def test_a_proxy_is_named_by_addresses_and_networks() -> None:
    assert read_settings(trusted_proxies="10.0.0.1, 172.16.250.0/28").trusted_proxies
    with pytest.raises(SettingError, match="PREJETO_TRUSTED_PROXIES"):
        read_settings(trusted_proxies="caddy")


def test_prefect_is_given_a_driver_it_has(tmp_path: Path) -> None:
    settings = read_settings(prefect_database_url="postgresql://prefect:x@db/prefect")
    assert settings.prefect_database == "postgresql+asyncpg://prefect:x@db/prefect"
    assert read_settings(data_dir=tmp_path).prefect_database == f"sqlite+aiosqlite:///{tmp_path}/prefect/prefect.db"
