"""A project of docker compose, of a name of its own: nothing but what it made is ever touched."""

import json
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]
PATIENCE_SECONDS = 600.0
COMMAND_SECONDS = 3600.0
LINES_TOLD = 5


class Fault(Exception):
    """Something is not as the product promises; the message says what."""


def run(*command: str, content: bytes | None = None, environment: Mapping[str, str] | None = None) -> str:
    """What the command printed. Fault when it fails."""
    done = subprocess.run(
        command,
        cwd=HOUSE,
        input=content,
        capture_output=True,
        timeout=COMMAND_SECONDS,
        env={**os.environ, **(environment or {})},
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").splitlines()[-LINES_TOLD:]
        raise Fault(f"{shlex.join(command)} ended with {done.returncode}: {' / '.join(said)}")
    return done.stdout.decode(errors="replace")


def compose_command() -> list[str]:
    """`docker compose` where the engine has it, else the older `docker-compose`."""
    if not shutil.which("docker"):
        raise Fault("There is no docker; on Debian: apt-get install docker.io docker-compose")
    known = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0
    return ["docker", "compose"] if known else ["docker-compose"]


@dataclass(frozen=True, slots=True)
class Project:
    """One `docker compose` project over the file of the house; `variables` win over its `.env`."""

    name: str
    env_file: Path
    variables: Mapping[str, str]

    def compose(self, *arguments: str) -> str:
        options = ["--project-name", self.name, "--env-file", str(self.env_file), "--file", "docker-compose.yml"]
        return run(*compose_command(), *options, *arguments, environment=self.variables)

    def execute(self, service: str, *command: str) -> str:
        """A command inside a running container of the service."""
        return run("docker", "exec", self.containers(service)[0], *command)

    def containers(self, service: str = "", *, ended: bool = False) -> list[str]:
        """Ids, those that ended only when asked for."""
        labels = [f"label=com.docker.compose.project={self.name}", "label=com.docker.compose.oneoff=False"]
        labels += [f"label=com.docker.compose.service={service}"] if service else []
        filters = [word for label in labels for word in ("--filter", label)]
        return run("docker", "ps", "--quiet", "--no-trunc", *(["--all"] if ended else []), *filters).split()

    def inspected(self) -> list[dict[str, Any]]:
        """What the engine knows of every container, the one that migrated included."""
        found: list[dict[str, Any]] = json.loads(run("docker", "inspect", *self.containers(ended=True)))
        return found

    def wait_until_healthy(self, services: Mapping[str, int]) -> None:
        """Until each service has so many healthy containers. Fault after a while, with what is missing."""
        wait_until(lambda: not self._ailing(services), lambda: f"not healthy: {', '.join(self._ailing(services))}")

    def _ailing(self, services: Mapping[str, int]) -> list[str]:
        return [name for name, count in services.items() if len(self.healthy(name)) != count]

    def healthy(self, service: str) -> list[str]:
        """Ids of those whose health check passes."""
        wanted = "{{.Id}} {{.State.Health.Status}}"
        ids = self.containers(service)
        lines = run("docker", "inspect", "--format", wanted, *ids).splitlines() if ids else []
        return [line.split()[0] for line in lines if line.endswith(" healthy")]

    def remove(self) -> None:
        """All of it, volumes too."""
        self.compose("down", "--volumes", "--remove-orphans", "--timeout", "5")


def wait_until(happened: Callable[[], bool], complaint: Callable[[], str]) -> None:
    late = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > late:
            raise Fault(complaint())
        time.sleep(0.5)


def state_of(container: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("docker", "inspect", "--format", "{{json .State}}", container))
    return found
