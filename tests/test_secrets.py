"""`make secrets`: strong, distinct, for their owner only, and never made twice."""

import base64
import stat
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from dotenv import dotenv_values

HOUSE = Path(__file__).parent.parent


def make_secrets(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([HOUSE / "tools" / "secrets", folder], capture_output=True, text=True, check=False)


def kept(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="ascii").strip() for path in (folder / ".secrets").iterdir()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_every_secret_that_compose_asks_for_is_made(tmp_path: Path) -> None:
    assert make_secrets(tmp_path).returncode == 0
    asked = yaml.safe_load((HOUSE / "docker-compose.yml").read_text(encoding="utf-8"))["secrets"]
    assert kept(tmp_path).keys() == asked.keys()
    assert named_in_env(tmp_path) == f"{tmp_path}/.secrets"


def named_in_env(folder: Path) -> str | None:
    """The folder of secrets, as docker-compose reads it."""
    return dotenv_values(folder / ".env")["PREJETO_SECRETS"]


@pytest.mark.parametrize("name", ["a folder", "cost$HOME", "a#b", 'a"b'])
def test_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert make_secrets(tmp_path / name).returncode == 0
    assert named_in_env(tmp_path / name) == f"{tmp_path / name}/.secrets"


def test_secrets_are_strong_and_no_two_are_alike(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
        make_secrets(folder)
    made = [secret for folder in folders for secret in strong_parts(kept(folder))]
    assert len(set(made)) == len(made) == 8
    assert all(len(set(secret)) > 8 for secret in made)


def strong_parts(secrets: dict[str, str]) -> list[bytes]:
    """What an attacker would have to guess, as the bytes of chance it was made from."""
    passwords = [urlsplit(secrets[name]).password or "" for name in ("database_url", "prefect_database_url")]
    parts = [*map(bytes.fromhex, [*passwords, secrets["s3_secret_key"]]), base64.b64decode(secrets["master_key"])]
    assert {len(part) for part in parts} == {32}
    return parts


def test_nobody_else_can_open_them(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    assert mode(tmp_path / ".env") == 0o600
    assert mode(tmp_path / ".secrets") == 0o700


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    before = kept(tmp_path)
    again = make_secrets(tmp_path)
    assert again.returncode == 1
    assert "are there already" in again.stderr
    assert kept(tmp_path) == before


def test_only_what_is_missing_is_made(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    before = kept(tmp_path)
    (tmp_path / ".env").unlink()
    assert make_secrets(tmp_path).returncode == 0
    assert (kept(tmp_path), named_in_env(tmp_path)) == (before, f"{tmp_path}/.secrets")


def test_settings_of_yours_stay(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PREJETO_DOMAIN=invoices.example.com\n", encoding="ascii")
    assert make_secrets(tmp_path).returncode == 0
    assert dotenv_values(tmp_path / ".env")["PREJETO_DOMAIN"] == "invoices.example.com"
    assert named_in_env(tmp_path)
    assert mode(tmp_path / ".env") == 0o600
    (tmp_path / ".env").write_text("PREJETO_DOMAIN=invoices.example.com\n", encoding="ascii")
    assert make_secrets(tmp_path).returncode == 0
    assert named_in_env(tmp_path)


@pytest.mark.parametrize("lost", ["master_key", ""])
def test_lost_secret_is_not_made_anew(tmp_path: Path, lost: str) -> None:
    make_secrets(tmp_path)
    for path in (tmp_path / ".secrets").glob(lost or "*"):
        path.unlink()
    if not lost:
        (tmp_path / ".secrets").rmdir()
    again = make_secrets(tmp_path)
    assert again.returncode == 1
    assert "put it back" in again.stderr
    assert not (tmp_path / ".secrets" / "master_key").exists()


def test_they_never_get_into_the_repository_or_an_image() -> None:
    ignored = (HOUSE / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".env", ".secrets/"} <= set(ignored)
