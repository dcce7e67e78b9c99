"""A drain of a process pool has time to hand back, though its pool's worker kills what it started."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from prefect.server.events.schemas.automations import EventTrigger
from prefect.server.events.schemas.events import RelatedResource, Resource

from flows.deployment import behind_a_shell, next_when_one_ends
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


@pytest.mark.parametrize(("flow", "deployment", "starts"), [("drain", "drain", True), ("drainage", "drain", False)])
def test_next_drain_is_started_when_one_of_ours_ends(flow: str, deployment: str, starts: bool) -> None:
    made = next_when_one_ends("drain", "drain")
    trigger = EventTrigger.model_validate(made.model_dump(include=EventTrigger.model_fields.keys() - {"id"}))
    run = Resource({"prefect.resource.id": "prefect.flow-run.1"})
    related = {"flow": flow, "deployment": deployment, "work-pool": "prejeto"}
    assert trigger.covers_resources(run, [resource(role, name) for role, name in related.items()]) is starts


def resource(role: str, name: str) -> RelatedResource:
    identity = {"prefect.resource.id": f"prefect.{role}.{name}", "prefect.resource.name": name}
    return RelatedResource({**identity, "prefect.resource.role": role})
