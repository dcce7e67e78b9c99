"""`make compose-trial`: the containers for real, from building them to restoring a backup into fresh ones.

Everything happens in two projects of compose, `prejeto-trial` and `prejeto-trial-restored`, which are removed at the
end with their volumes; other containers are never touched. Environment: `COMPOSE_TRIAL_BUILD_ARGS`, more words for
`docker compose build`; `COMPOSE_TRIAL_SUBNET`, a free network of 32 addresses; `COMPOSE_TRIAL_OUTSIDE`, a server
(`host:port`) beyond the engine, which only front and mailbox may then reach.
"""

import os
import secrets
import shlex
import sys
import tempfile
import time
from contextlib import suppress
from ipaddress import ip_network
from pathlib import Path

from tests.servers import free_ports
from tests.trials import ledger, promises
from tests.trials.clerk import Clerk, clerk_at
from tests.trials.engine import HOUSE, Fault, Project, run, state_of, wait_until
from tests.trials.sending import documents_flowing
from tests.trials.steps import Step, Steps

SERVICES = ("postgres", "seaweedfs", "prefect", "worker", "mailbox", "web", "caddy")
ONE_OF_EACH = dict.fromkeys(SERVICES, 1)
THREE_WORKERS = {**ONE_OF_EACH, "worker": 3}
BACKUP = "/backups/trial.prejeto"
IMAGE = "prejeto:trial"
LONGEST_STOP_SECONDS = 30.0  # what docker-compose.yml gives


class Trial:
    """The steps, in their order; each needs those before it."""

    def __init__(self, folder: Path) -> None:
        run(str(HOUSE / "tools" / "secrets"), str(folder))
        subnets = ip_network(os.environ.get("COMPOSE_TRIAL_SUBNET", "172.31.253.0/27")).subnets()
        self.steps = Steps()
        self.first, self.second = (
            _project(name, folder, str(subnet))
            for name, subnet in zip(("prejeto-trial", "prejeto-trial-restored"), subnets, strict=True)
        )
        self.password = secrets.token_urlsafe(16)
        self.clerk: Clerk

    def run(self) -> None:
        self.refuse_without_secrets()
        self.build()
        self.start()
        self.keep_promises()
        self.capture_one()
        self.scale()
        self.kill_each()
        self.stop_a_busy_worker()
        self.stop_and_start()
        self.back_up_and_restore()

    def refuse_without_secrets(self) -> None:
        with self.steps.step("compose without secrets") as step, tempfile.NamedTemporaryFile() as nothing:
            bare = Project(self.first.name, Path(nothing.name), {"PREJETO_SECRETS": ""})
            with suppress(Fault):
                bare.compose("config")
                step.require_none(["it would start without secrets"])
            step.seen = "refused: run make secrets"

    def build(self) -> None:
        with self.steps.step("build the images") as step:
            self.first.compose("build", *shlex.split(os.environ.get("COMPOSE_TRIAL_BUILD_ARGS", "")))
            sizes = run("docker", "images", "--format", "{{.Repository}} {{.Size}}", "--filter", "reference=*:trial")
            step.seen = ", ".join(sorted(line for line in sizes.splitlines() if line.startswith("prejeto")))

    def start(self) -> None:
        with self.steps.step("start, until all are healthy") as step:
            self.first.compose("up", "--detach", "--no-build")
            self.first.wait_until_healthy(ONE_OF_EACH)
            step.seen = f"{len(SERVICES)} services"

    def keep_promises(self) -> None:
        with self.steps.step("rights, networks, ports") as step:
            step.require_none(promises.find_breaches(self.first))
            step.seen = "no root, roots read-only, no capabilities, limits; only front and mailbox reach outside"

    def capture_one(self) -> None:
        with self.steps.step("first account, first invoice, through TLS") as step:
            self.clerk = clerk_at(self.first, _port(self.first), self.password)
            self.clerk.begin(self.first.execute("web", "prejeto", "welcome").strip())
            self.clerk.hand_in(0)
            self._captured(step, self.first)

    def scale(self) -> None:
        with self.steps.step("three workers") as step:
            self.first.compose("up", "--detach", "--no-build", "--scale", "worker=3")
            self.first.wait_until_healthy(THREE_WORKERS)
            step.seen = f"{len(self.first.healthy('worker'))} healthy"

    def kill_each(self) -> None:
        with documents_flowing(self.clerk):
            for service in SERVICES:
                with self.steps.step(f"kill {service} while documents flow") as step:
                    _kill(self.first, service)
                    step.seen = "came back by itself, healthy"
        with self.steps.step("every document once") as step:
            self._captured(step, self.first)
            step.seen += f"; sent again {self.clerk.again} times, workers died over {ledger.crashes(self.first)}"

    def stop_a_busy_worker(self) -> None:
        with documents_flowing(self.clerk), self.steps.step("stop a busy worker") as step:
            worker = self.first.containers("worker")[0]
            wait_until(lambda: not ledger.is_at_rest(self.first), lambda: "no document is on its way")
            began = time.monotonic()
            run("docker", "stop", "--time", "60", worker)
            seconds, status = time.monotonic() - began, state_of(worker)["ExitCode"]
            if seconds > LONGEST_STOP_SECONDS or status:
                raise Fault(f"it took {seconds:.1f} s and ended with {status}")
            run("docker", "start", worker)
            step.seen = f"in {seconds:.1f} s, exit status 0"

    def stop_and_start(self) -> None:
        with self.steps.step("stop all"):
            self.first.compose("stop")
        with self.steps.step("start all again") as step:
            self.first.compose("up", "--detach", "--no-build", "--scale", "worker=3")
            self.first.wait_until_healthy(THREE_WORKERS)
            self._captured(step, self.first)

    def back_up_and_restore(self) -> None:
        with self.steps.step("back up, while it runs") as step:
            step.seen = self.first.compose("run", "--rm", "-T", "migrate", "backup", BACKUP).strip().splitlines()[-1]
        with self.steps.step("restore into a fresh project") as step:
            self.first.compose("down")
            self._hand_over_backup()
            step.seen = self.second.compose("run", "--rm", "-T", "migrate", "restore", BACKUP).strip().splitlines()[-1]
        with self.steps.step("start it, and compare") as step:
            self.second.compose("up", "--detach", "--no-build")
            self.second.wait_until_healthy(ONE_OF_EACH)
            self._move_clerk()
            self._captured(step, self.second)
        with self.steps.step("a new document in the restored house") as step:
            self.clerk.hand_in(len(self.clerk.acknowledged))
            self._captured(step, self.second)

    def _hand_over_backup(self) -> None:
        """From the volume of one project into that of the other, as an operator carries it to another machine."""
        self.second.compose("run", "--rm", "-T", "--no-deps", "migrate", "--version")
        places = ["--volume", f"{self.first.name}_backups:/from:ro", "--volume", f"{self.second.name}_backups:/backups"]
        run("docker", "run", "--rm", *places, "--entrypoint", "cp", IMAGE, "/from/trial.prejeto", BACKUP)

    def _move_clerk(self) -> None:
        moved = clerk_at(self.second, _port(self.second), self.password)
        moved.acknowledged = self.clerk.acknowledged
        moved.sign_in()
        self.clerk = moved

    def _captured(self, step: Step, project: Project) -> None:
        ledger.wait_until_at_rest(project)
        step.require_none(ledger.find_faults(project, self.clerk.acknowledged) + self.clerk.find_changed())
        step.seen = (
            f"{len(self.clerk.acknowledged)} documents, each captured once, originals unchanged, audit chain whole"
        )


def _project(name: str, folder: Path, subnet: str) -> Project:
    https, http = free_ports(2)
    variables = {
        "PREJETO_TAG": "trial",
        "PREJETO_BASE_URL": f"https://localhost:{https}",
        "PREJETO_HTTPS_ADDRESS": f"127.0.0.1:{https}",
        "PREJETO_HTTP_ADDRESS": f"127.0.0.1:{http}",
        "PREJETO_FRONT_SUBNET": subnet,
        "PREJETO_WORKER_SLOTS": "1",
        "PREJETO_READ_SECONDS": "600",  # a slow machine is no fault here
    }
    return Project(name, folder / ".env", variables)


def _port(project: Project) -> int:
    return int(project.variables["PREJETO_HTTPS_ADDRESS"].rpartition(":")[2])


def _kill(project: Project, service: str) -> None:
    """And wait until the very same container runs again and is healthy.

    All its processes get a SIGKILL, from inside: after `docker kill`, a wish to stop, no engine starts it again.
    """
    container = project.healthy(service)[0]
    before = state_of(container)["StartedAt"]
    with suppress(Fault):  # the command dies with its container
        run("docker", "exec", container, "sh", "-c", "kill -9 -1")
    wait_until(
        lambda: state_of(container)["StartedAt"] != before and container in project.healthy(service),
        lambda: f"{service} did not come back: {state_of(container)['Status']}",
    )


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="compose-trial-") as folder:
        trial = Trial(Path(folder))
        try:
            trial.run()
        except Fault as fault:
            print(f"compose-trial: {fault}", file=sys.stderr)  # noqa: T201 - told to who ran it
            return 1
        finally:
            for project in (trial.first, trial.second):
                project.remove()
            print(trial.steps.table())  # noqa: T201 - likewise
    return 0


if __name__ == "__main__":
    sys.exit(main())
