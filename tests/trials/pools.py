"""A Prefect work pool over servers on the bridge: what whoever runs one types, and what comes of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from flows.bootstrap import open_house
from flows.ingesting import ACTOR, CHANNEL
from flows.probes import answers
from models.states import State
from models.tables.work import JobTable
from storage.access import find_organisation
from storage.documents import count_states, load_document, load_history, receive_document
from storage.house import House
from tests.forms import Form, create_database, large_form
from tests.servers import free_ports, postgres_server, running, s3_server
from tests.trials.machines import HUB, Machine

POOL = "prejeto"
LEASE_SECONDS = "15"  # longer than a busy machine keeps a renewal waiting
READ_SECONDS = "300"  # nor is a document given up for it
SCHEMA_SECONDS = 240.0  # Prefect makes its tables at the first start
PREFECT = [sys.executable, "-m", "prefect"]


@dataclass(slots=True)
class Pool:
    """`environment` is that of a machine of the pool: settings of ours, and where Prefect answers."""

    folder: Path
    environment: Mapping[str, str]
    house: House
    organisation: str

    def say(self, *command: str) -> None:
        """A command of an administrator."""
        subprocess.run([sys.executable, "-m", *command], env=dict(self.environment), check=True, capture_output=True)

    def deploy(self, limit: int) -> None:
        options = ["--pool", POOL, "--every-seconds", "15", "--limit", str(limit)]
        self.say("flows.cli", "deploy", *options)

    def start_worker(self, machine: Machine) -> "subprocess.Popen[bytes]":
        """A pool worker, which runs one drain at a time on its machine."""
        options = ["--pool", POOL, "--type", "process", "--limit", "1", "--name", machine.name]
        command = [*PREFECT, "worker", "start", *options]
        environment = {**self.environment, "PREJETO_DATA_DIR": str(self.folder / machine.name)}
        return machine.run(command, environment, self.folder / f"{machine.name}.log")

    def receive(self, content: bytes, name: str) -> str:
        receipt = receive_document(self.house, self.organisation, content, name, channel=CHANNEL, actor=ACTOR)
        return receipt.document_id

    def machines_at_work(self) -> set[str]:
        """Names of the machines whose drains hold documents now."""
        with self.house.session() as session:
            workers = session.scalars(select(JobTable.worker).where(JobTable.status == "running"))
            return {worker.partition(":")[0] for worker in workers if worker}

    def is_idle(self) -> bool:
        counts = count_states(self.house, self.organisation)
        return not any(counts.get(state) for state in (State.RECEIVED, State.READING))

    def state(self, document_id: str) -> State:
        return load_document(self.house, self.organisation, document_id).state

    def states(self, document_id: str) -> list[State]:
        return [change.state for change in load_history(self.house, self.organisation, document_id)]

    def crashes(self) -> int:
        """Leases that lapsed over a dead drain."""
        with self.house.session() as session:
            return session.scalar(select(func.sum(JobTable.crashes))) or 0


@contextmanager
def open_pool(folder: Path) -> Iterator[Pool]:
    """PostgreSQL, SeaweedFS and Prefect's server on the bridge, and an empty work pool."""
    with postgres_server(HUB) as postgres, s3_server(HUB) as s3:
        port = free_ports(1)[0]
        environment = environment_of(large_form(postgres, s3, "pool"), folder, api_of(port))
        database = create_database(postgres, "prefect").replace("postgresql:", "postgresql+asyncpg:")
        with prefect_server(folder, environment, database, port):
            subprocess.run([*PREFECT, "work-pool", "create", POOL, "--type", "process"], env=environment, check=True)
            yield from opened(folder, environment)


def opened(folder: Path, environment: dict[str, str]) -> Iterator[Pool]:
    form = Form("large", {name: value for name, value in environment.items() if name.startswith("PREJETO_")})
    house = open_house(form.settings())
    yield Pool(folder, environment, house, find_organisation(house, actor=ACTOR).id)
    house.close()


def environment_of(form: Form, folder: Path, prefect: str) -> dict[str, str]:
    ours = {"DATA_DIR": str(folder / "house"), "PREFECT_API_URL": prefect}
    ours |= {"WORKER_LEASE_SECONDS": LEASE_SECONDS, "READ_SECONDS": READ_SECONDS}
    variables = {**form.variables, **{f"PREJETO_{name}": value for name, value in ours.items()}}
    theirs = {"PREFECT_API_URL": prefect, "PREFECT_HOME": str(folder / "prefect"), "DO_NOT_TRACK": "1"}
    return {**os.environ, **variables, **theirs, "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}


@contextmanager
def prefect_server(folder: Path, environment: dict[str, str], database: str, port: int) -> Iterator[None]:
    command = [*PREFECT, "server", "start", "--host", HUB, "--port", str(port)]
    stored = {**environment, "PREFECT_SERVER_DATABASE_CONNECTION_URL": database}
    with running(command, folder, signal.SIGINT, lambda: answers(f"{api_of(port)}/health"), SCHEMA_SECONDS, env=stored):
        yield


def api_of(port: int) -> str:
    return f"http://{HUB}:{port}/api"
