"""Backups from the command line: where they are written, when they are refused, and what is said."""

import os
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.backing_up import make_backup, restore_house
from flows.cli import app
from flows.ingesting import ACTOR
from flows.settings import Settings, read_settings
from models.errors import BackupRefused, PrejetoError, SettingError
from storage.documents import receive_document
from storage.house import House


@pytest.fixture
def document(house: House, organisation: str) -> str:
    return receive_document(house, organisation, b"%PDF-1.7 one", "one.pdf", channel="cli", actor=ACTOR).document_id


def prejeto(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"PREJETO_DATA_DIR": str(settings.data_dir)})


def silent(_what: str, _done: int, _all: int) -> None:
    """No progress is shown."""


def test_house_goes_out_and_into_another_folder(settings: Settings, document: str, tmp_path: Path) -> None:
    assert document
    file = tmp_path / "all.prejeto"
    made = prejeto(settings, "backup", str(file))
    assert made.stdout.startswith(f"{file}: 1 documents, "), made.output
    assert prejeto(settings, "backup", "--verify", str(file)).stdout == made.stdout
    other = read_settings(data_dir=tmp_path / "other")
    assert "put the one of the backup" in refusal(prejeto(other, "restore", str(file)), SettingError)
    other.data_dir.mkdir()
    (other.data_dir / "master.key").write_bytes((settings.data_dir / "master.key").read_bytes())
    assert "Restored and verified: 1 documents" in prejeto(other, "restore", str(file)).stdout
    assert "data already" in refusal(prejeto(other, "restore", str(file)), PrejetoError)


def refusal(result: Result, kind: type[PrejetoError]) -> str:
    assert isinstance(result.exception, kind)
    return str(result.exception)


def test_file_in_a_folder_is_named_after_the_time_and_its_owners_only(
    settings: Settings, document: str, tmp_path: Path
) -> None:
    assert document
    (tmp_path / "backups").mkdir()
    path, tally = make_backup(settings, tmp_path / "backups", silent)
    assert list((tmp_path / "backups").iterdir()) == [path]
    assert path.suffix == ".prejeto"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert tally.objects == 1


def test_no_backup_is_overwritten(settings: Settings, document: str, tmp_path: Path) -> None:
    assert document
    (tmp_path / "kept.prejeto").write_bytes(b"kept")
    with pytest.raises(SettingError, match="overwritten"):
        make_backup(settings, tmp_path / "kept.prejeto", silent)
    assert (tmp_path / "kept.prejeto").read_bytes() == b"kept"


def test_backup_that_breaks_off_leaves_no_file(settings: Settings, document: str, tmp_path: Path) -> None:
    assert document

    def break_off(_what: str, _done: int, _all: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "backups").mkdir()
    with pytest.raises(KeyboardInterrupt):
        make_backup(settings, tmp_path / "backups", break_off)
    assert not list((tmp_path / "backups").iterdir())


def test_what_a_killed_backup_left_is_in_nobodys_way(settings: Settings, document: str, tmp_path: Path) -> None:
    """In containers every program has the same number."""
    assert document
    (tmp_path / f".all.prejeto.{os.getpid()}.partial").write_bytes(b"left")
    path, tally = make_backup(settings, tmp_path / "all.prejeto", silent)
    assert (path.stat().st_size > 0, tally.objects) == (True, 1)


def test_full_disk_is_told(settings: Settings, document: str, tmp_path: Path) -> None:
    assert document

    def fill_up(_what: str, _done: int, _all: int) -> None:
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")

    (tmp_path / "backups").mkdir()
    with pytest.raises(SettingError, match=r"cannot be written .No space left"):
        make_backup(settings, tmp_path / "backups" / "all.prejeto", fill_up)
    assert not list((tmp_path / "backups").iterdir())


def test_house_of_another_key_is_not_backed_up(settings: Settings, document: str, tmp_path: Path) -> None:
    assert document
    other = read_settings(data_dir=settings.data_dir, master_key="A" * 43 + "=")
    with pytest.raises(SettingError, match="not the one"):
        make_backup(other, tmp_path / "all.prejeto", silent)


def test_lost_object_is_named_and_the_status_says_so(
    settings: Settings, document: str, house: House, tmp_path: Path
) -> None:
    assert document
    (key,) = house.objects.list()
    house.objects.delete(key)
    done = prejeto(settings, "backup", str(tmp_path / "all.prejeto"))
    assert done.exit_code == 5
    assert key in done.stderr


def test_other_file_is_no_backup(settings: Settings, document: str, tmp_path: Path) -> None:
    assert document
    (tmp_path / "other").write_bytes(b"%PDF-1.7")
    with pytest.raises(BackupRefused):
        restore_house(settings, tmp_path / "other", silent)
