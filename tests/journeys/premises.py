"""Real processes over a house of their own, in either form: started, watched, and always ended."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from flows.bootstrap import open_house
from flows.children import Child
from flows.family import family_of
from flows.ingesting import ACTOR, CHANNEL
from flows.probes import free_port
from flows.settings import Settings
from models.states import State
from storage.access import find_organisation
from storage.documents import load_document, load_history, receive_document
from tests.forms import EMBEDDED, LARGE, Form

LEASE_SECONDS = 3
PATIENCE_SECONDS = 180.0  # a busy machine is no fault
PORTS = range(20000, 32000)
IN_ITSELF = Form(EMBEDDED)


class Premises:
    """A house with short leases, and the processes around it. Every process dies with it, stopped ones too."""

    def __init__(self, folder: Path, prefect_home: Path, form: Form = IN_ITSELF) -> None:
        shutil.copytree(prefect_home, folder / "prefect", ignore=shutil.ignore_patterns("*.lock"))
        self.form = form
        self.settings = settings_for(folder, form)
        self.house = open_house(self.settings)
        self.organisation = find_organisation(self.house, actor=ACTOR).id
        self.children: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in reversed(self.children):
            kill_group(child)
        self.house.close()

    def start(self, name: str, copy: str = "", **variables: str) -> Child:
        """A process of the family (`prefect`, `worker`, `web`) that does its work; `copy` names a further one."""
        child = self._member(name)
        child.log_file = child.log_file.with_stem(name + copy)
        named = {"PREJETO_WORKER_NAME": name + copy, **variables}
        child.environment = {**child.environment, **self.form.variables, **named}
        self.children.append(child)
        child.start()
        wait_until(child.healthy, f"{name} to work")
        return child

    def _member(self, name: str) -> Child:
        """Prefect's server is no member of the family where the settings name one, so it is asked for without."""
        of_its_own = {"prefect_api_url": ""} if name == "prefect" else {}
        family = family_of(self.settings.model_copy(update=of_its_own))
        return next(child for child in family if child.name == name)

    def receive(self, content: bytes, name: str) -> str:
        """The id of a document handed in."""
        receipt = receive_document(self.house, self.organisation, content, name, channel=CHANNEL, actor=ACTOR)
        return receipt.document_id

    def state(self, document_id: str) -> State:
        return load_document(self.house, self.organisation, document_id).state

    def wait_for(self, document_id: str, state: State) -> None:
        wait_until(lambda: self.state(document_id) is state, f"{state}")

    def states(self, document_id: str) -> list[State]:
        """Every state it was in, in order."""
        return [change.state for change in load_history(self.house, self.organisation, document_id)]


def make_prefect_home(folder: Path) -> Path:
    """Prefect's folder, its database with its schema: making that takes longer than everything else."""
    server = family_of(settings_for(folder))[0]
    server.start()
    try:
        wait_until(server.healthy, "Prefect's first start")
        server.stop()
    finally:
        kill_group(server)
    return folder / "prefect"


def settings_for(folder: Path, form: Form = IN_ITSELF) -> Settings:
    """Short leases, and ports that no other run of tests is about to take. The large form names Prefect's server."""
    web, prefect = (free_port("127.0.0.1", secrets.choice(PORTS)) for _ in range(2))
    given: dict[str, Any] = {"web_port": web, "prefect_port": prefect}
    if form.name == LARGE:
        given["prefect_api_url"] = f"http://127.0.0.1:{prefect}/api"
    return form.settings(data_dir=folder, worker_lease_seconds=LEASE_SECONDS, worker_slots=1, **given)


def wait_until(happened: Callable[[], bool], what: str) -> None:
    late = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < late, f"waited in vain for {what}"
        time.sleep(0.05)


def kill(child: Child, number: signal.Signals = signal.SIGKILL) -> None:
    """Send a signal to the process itself, not to those it started."""
    assert child.process is not None
    child.process.send_signal(number)
    if number is signal.SIGKILL:
        child.process.wait()


def kill_group(child: Child) -> None:
    """End the process and all that it started."""
    if child.process is None:
        return
    try:
        os.killpg(child.process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    child.process.wait()


def group_size(child: Child) -> int:
    """How many processes of the child's group are alive."""
    assert child.process is not None
    found = subprocess.run(["pgrep", "-g", str(child.process.pid)], capture_output=True, text=True, check=False)
    return len(found.stdout.split())


def logged(child: Child, event: str) -> bool:
    return logged_times(child, event) > 0


def logged_times(child: Child, event: str) -> int:
    return child.log_file.read_text(encoding="utf-8").count(f'"{event}"')
