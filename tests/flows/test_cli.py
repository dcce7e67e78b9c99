"""The command line: quick help, one line for an error, no tracebacks."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app

COMMANDS = (
    "up",
    "extract",
    "ingest",
    "worker",
    "web",
    "prefect",
    "ready",
    "welcome",
    "doctor",
    "show",
    "score",
    "automation",
    "measure",
    "samples",
    "papers",
    "train",
    "migrate",
)
HEAVY = ("prefect", "sqlalchemy", "cv2", "spacy", "fastapi", "onnxruntime")


def prejeto(*args: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, over a data folder of its own."""
    command = [sys.executable, "-m", "flows.cli", *args]
    environment = {"PATH": "/usr/bin:/bin", "PREJETO_DATA_DIR": str(folder / "data")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout
    assert all(f" {command} " in shown for command in COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    program = f"import sys, flows.cli; sys.exit(any(name in sys.modules for name in {HEAVY}))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_bad_file_gives_a_line_with_its_error_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"no document")
    good = Path(__file__).parents[1] / "documents" / "einvoice" / "cii.xml"
    done = prejeto("extract", str(tmp_path / "bad.pdf"), str(tmp_path / "gone.pdf"), str(good), folder=tmp_path)
    bad, gone, read = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert bad["error"]["code"] == "unsupported_kind"
    assert gone["error"]["code"] == "unreadable_file"
    assert (read["path"], read["error"]) == (str(good), None)


def test_status_tells_that_every_file_failed(tmp_path: Path) -> None:
    done = prejeto("extract", str(tmp_path / "gone.pdf"), folder=tmp_path)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_error_of_the_house_is_one_line_and_its_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    done = prejeto("ingest", "a.pdf", "--organisation", "nobody", folder=tmp_path)
    assert done.returncode == 6
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["welcome", "verify-audit", "backup ."])
def test_command_that_only_looks_makes_no_house(command: str, tmp_path: Path) -> None:
    done = prejeto(*command.split(), folder=tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "`prejeto migrate` makes it" in done.stderr


def test_files_are_handed_in(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    done = prejeto("ingest", str(tmp_path / "a.pdf"), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "1 received, 0 duplicate, 0 refused"


def test_asking_for_readiness_loads_nothing_heavy() -> None:
    program = f"import sys, flows.readiness; sys.exit(any(name in sys.modules for name in {HEAVY}))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_version_is_shown() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout.startswith("prejeto ")


def test_file_without_permission_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    (tmp_path / "bad.pdf").write_bytes(b"no document")
    done = CliRunner().invoke(app, ["extract", str(tmp_path / "bad.pdf")])
    assert json.loads(done.stdout)["error"]["code"] == "unsupported_kind"


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"a file")
    done = prejeto("migrate", folder=tmp_path)
    assert done.returncode == 2
    assert str(tmp_path / "data") in done.stderr


def test_program_that_is_older_than_its_data_says_so_in_one_line(tmp_path: Path) -> None:
    assert prejeto("migrate", folder=tmp_path).returncode == 0
    with sqlite3.connect(tmp_path / "data" / "prejeto.sqlite") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for command in ("migrate", "worker", "web", "backup"):
        done = prejeto(command, *[str(tmp_path / "file")] * (command == "backup"), folder=tmp_path)
        assert (done.returncode, "schema of a newer Prejeto" in done.stderr) == (2, True), done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_no_files_and_a_new_data_folder_are_told(tmp_path: Path) -> None:
    done = prejeto("ingest", str(tmp_path), folder=tmp_path)
    assert "There are no files." in done.stderr
    assert f"A new data folder was made: {tmp_path / 'data'}" in done.stderr
