"""The master key: from the settings, or made once and kept in a file that only its owner can read."""

import base64
import binascii
import os
from pathlib import Path

from flows.settings import PREFIX, Settings
from models.errors import SettingError
from storage.vault import KEY_BYTES, Vault

VARIABLE = f"{PREFIX}MASTER_KEY"


def load_master_key(settings: Settings, *, make: bool = True) -> bytes:
    """The 32 bytes. SettingError when they are none, or lost while the data they open is there.

    A new key is made for a new house; with `make=False` there must be one.
    """
    given = settings.master_key.get_secret_value()
    if given:
        return _decoded(given, VARIABLE)
    path = settings.data_dir / "master.key"
    if not path.exists():
        if not make:
            raise SettingError(f"No master key: put the one that sealed the data into {path}, or set {VARIABLE}_FILE.")
        _refuse_to_replace(settings)
        _make(path)
    return _decoded(path.read_text(encoding="ascii"), str(path))


def _decoded(text: str, source: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise SettingError(f"{source} is not base64.") from error
    if len(key) != KEY_BYTES:
        raise SettingError(f"{source} does not hold {KEY_BYTES} bytes in base64.")
    return key


def _refuse_to_replace(settings: Settings) -> None:
    """A new key beside old data would only hide that the old one is lost; nor may machines each make their own."""
    if settings.database_url.get_secret_value():
        raise SettingError(f"A database of your own needs {VARIABLE} or {VARIABLE}_FILE.")
    if (settings.data_dir / "prejeto.sqlite").exists():
        raise SettingError(f"The key {settings.data_dir / 'master.key'} is gone; restore it from a backup.")


def _make(path: Path) -> None:
    """Written whole under another name first; whoever links it into place first has made it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"master.key.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(Vault.new_master_key()) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
        _sync_folder(path.parent)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """What was put into the folder survives a power cut: without its key all data is lost."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
