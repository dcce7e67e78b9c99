"""A drain of a process pool has time to hand back, though its pool's worker kills what it started."""

import shlex
import subprocess
import sys
from pathlib import Path

from flows.deployment import behind_a_shell
from tests.servers import wait_until

TOLD = """
import pathlib, signal, sys, time
def hand_back(*_):
    pathlib.Path(sys.argv[1], "handed-back").touch()
    sys.exit()
signal.signal(signal.SIGTERM, hand_back)
pathlib.Path(sys.argv[1], "works").touch()
time.sleep(60)
"""


def test_program_hears_of_it_when_its_command_is_killed(tmp_path: Path) -> None:
    command = behind_a_shell([sys.executable, "-c", TOLD, str(tmp_path)])
    with subprocess.Popen(shlex.split(command)) as started:
        wait_until((tmp_path / "works").exists, "the program does not start")
        started.kill()
    wait_until((tmp_path / "handed-back").exists, "the program does not hear of it")


def test_program_hears_of_it_when_whoever_started_its_command_is_killed(tmp_path: Path) -> None:
    command = behind_a_shell([sys.executable, "-c", TOLD, str(tmp_path)])
    starts = f"import subprocess; subprocess.run({shlex.split(command)!r})"
    with subprocess.Popen([sys.executable, "-c", starts]) as starter:
        wait_until((tmp_path / "works").exists, "the program does not start")
        starter.kill()
    wait_until((tmp_path / "handed-back").exists, "the program does not hear of it")


def test_command_ends_as_its_program_does() -> None:
    command = behind_a_shell([sys.executable, "-c", "raise SystemExit(7)"])
    assert subprocess.run(shlex.split(command), check=False).returncode == 7
