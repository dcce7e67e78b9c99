"""`prejeto up`: one line with the address once everything works, a child that dies comes back, a clean end."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.children import Child
from flows.probes import answers
from tests.forms import FORMS, Form
from tests.journeys.premises import settings_for, wait_until

pytestmark = pytest.mark.parametrize("form_name", FORMS)


@pytest.fixture
def up(tmp_path: Path, prefect_home: Path, form: Form) -> Iterator[Child]:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "prefect").symlink_to(prefect_home)
    settings = settings_for(tmp_path / "data")
    ports = {"PREJETO_WEB_PORT": str(settings.web_port), "PREJETO_PREFECT_PORT": str(settings.prefect_port)}
    plain = {"PREJETO_DATA_DIR": str(settings.data_dir), "PREJETO_LOG_LEVEL": "error"}
    output = tmp_path / "output"
    up = Child(
        "up",
        [sys.executable, "-m", "flows.cli", "up"],
        {**os.environ, **form.variables, **ports, **plain},
        output,
        lambda: "http" in output.read_text(encoding="utf-8"),
        stop_seconds=30,
    )
    up.start()
    yield up
    up.stop()


def children_of(up: Child) -> list[int]:
    assert up.process is not None
    found = subprocess.run(["pgrep", "-P", str(up.process.pid)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


def test_everything_starts_recovers_and_ends(up: Child) -> None:
    wait_until(up.healthy, "the address")
    said = up.log_file.read_text(encoding="utf-8")
    address = re.fullmatch(r"(http://127\.0\.0\.1:\d+)/welcome/[\w-]+\n", said)
    assert address, said
    family = children_of(up)
    assert len(family) == 4

    os.kill(family[-1], signal.SIGKILL)
    wait_until(lambda: not answers(f"{address[1]}/healthz"), "the web to be gone")
    wait_until(lambda: answers(f"{address[1]}/healthz"), "the web to be back")

    family = children_of(up)
    up.stop()
    assert up.process is not None
    assert up.process.returncode == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in family)
