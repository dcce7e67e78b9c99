"""Backups from the command line: where they are written, when they are refused, and what is said."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.backing_up import make_backup, restore_house
from flows.cli import app
from flows.ingesting import ACTOR
from flows.settings import Settings, read_settings
from models.errors import BackupRefused, PrejetoError, SettingError
from models.mailboxes import MailboxSettings
from storage.documents import receive_document
from storage.house import House
from storage.mailboxes import add_mailbox

HOUSE = Path(__file__).parents[2]


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
    assert "No master key: put the one that sealed the data" in refusal(
        prejeto(other, "restore", str(file)), SettingError
    )
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


def test_mailboxes_that_are_off_now_are_told(
    settings: Settings, house: House, organisation: str, tmp_path: Path
) -> None:
    mailbox = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="secret")
    add_mailbox(house, organisation, mailbox, actor=ACTOR)
    file, _ = make_backup(settings, tmp_path / "all.prejeto", silent)
    other = read_settings(data_dir=tmp_path / "other")
    other.data_dir.mkdir()
    (other.data_dir / "master.key").write_bytes((settings.data_dir / "master.key").read_bytes())
    assert "Mailboxes switched off: 1." in prejeto(other, "restore", str(file)).stdout


def test_house_of_another_key_is_not_backed_up(settings: Settings, document: str, tmp_path: Path) -> None:
    assert document
    other = read_settings(data_dir=settings.data_dir, master_key="A" * 43 + "=")
    with pytest.raises(SettingError, match="not the one"):
        make_backup(other, tmp_path / "all.prejeto", silent)


def test_house_without_its_key_is_told_which_one_is_wanted(settings: Settings, document: str, tmp_path: Path) -> None:
    assert document
    (settings.data_dir / "master.key").unlink()
    with pytest.raises(SettingError, match="the one that sealed the data"):
        make_backup(settings, tmp_path / "all.prejeto", silent)


def test_daily_line_deletes_only_its_own_old_files_also_when_an_object_is_lost(
    settings: Settings, document: str, house: House, tmp_path: Path
) -> None:
    assert document
    (key,) = house.objects.list()
    house.objects.delete(key)
    folder = tmp_path / "backups"
    (folder / "inner").mkdir(parents=True)
    own = "20200101T021500Z.prejeto"
    others = {"before-2026.prejeto", f"inner/{own}"}
    for name in (own, *others):
        make_old(folder / name)
    assert run_daily(settings.data_dir, folder) == 0
    left = {str(path.relative_to(folder)) for path in folder.rglob("*.prejeto")}
    assert own not in left
    assert others < left
    assert len(left - others) == 1


def test_daily_line_that_makes_no_backup_deletes_none(settings: Settings, tmp_path: Path) -> None:
    make_old(tmp_path / "20200101T021500Z.prejeto")
    assert run_daily(settings.data_dir, tmp_path) != 0
    assert (tmp_path / "20200101T021500Z.prejeto").exists()


def make_old(path: Path) -> None:
    path.touch()
    os.utime(path, (0, 0))


def run_daily(data_dir: Path, folder: Path) -> int:
    """Run the line that docs/operations.md gives to cron, as cron does: by a shell that knows little."""
    page = (HOUSE / "docs" / "operations.md").read_text(encoding="utf-8")
    found = re.search(r"(?m)^    15 2 \* \* \* \w+ (.*)$", page)
    assert found
    command = found[1].replace("/srv/prejeto/.venv/bin", str(Path(sys.executable).parent))
    command = command.replace("/var/backups/prejeto", str(folder))
    environment = {"PATH": "/usr/bin:/bin", "PREJETO_DATA_DIR": str(data_dir)}
    return subprocess.run(["sh", "-c", command], env=environment, check=False, capture_output=True).returncode


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
