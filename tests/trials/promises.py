"""What docker-compose.yml promises of its containers, asked of the engine that runs them."""

import json
import os
from collections.abc import Iterator
from typing import Any

from tests.trials.engine import Project, run

OUTWARD = {"caddy": {"edge"}, "mailbox": {"egress"}}
INNER = {"front", "data", "orchestration"}
OUTSIDE = os.environ.get("COMPOSE_TRIAL_OUTSIDE", "")


def find_breaches(project: Project) -> list[str]:
    """In words; empty when every promise is kept."""
    return [breach for container in project.inspected() for breach in _breaches(project, container)]


def _breaches(project: Project, container: dict[str, Any]) -> Iterator[str]:
    name = container["Config"]["Labels"]["com.docker.compose.service"]
    yield from (f"{name} {breach}" for breach in _of_its_rights(container))
    yield from (f"{name} {breach}" for breach in _of_its_networks(project, name, container))
    if container["State"]["Running"]:
        yield from (f"{name} {breach}" for breach in _of_its_processes(container["Id"]))


def _of_its_rights(container: dict[str, Any]) -> Iterator[str]:
    host = container["HostConfig"]
    if not host["ReadonlyRootfs"]:
        yield "may write its root"
    if host["CapDrop"] != ["ALL"] or host["CapAdd"] or host["Privileged"]:
        yield "keeps capabilities"
    if not any(option.startswith("no-new-privileges") for option in host["SecurityOpt"] or []):
        yield "may gain privileges"
    if not 0 < host["Memory"] <= 4 * 1024**3:
        yield "has no limit of memory"
    if not host["LogConfig"]["Config"].get("max-size"):
        yield "has no limit of logs"
    if any("/run/docker" in mount["Source"] for mount in container["Mounts"]):
        yield "reaches the engine"


def _of_its_processes(container: str) -> Iterator[str]:
    owners = run("docker", "exec", container, "sh", "-c", "cat /proc/[0-9]*/status 2>/dev/null")
    if any(line.split()[1] == "0" for line in owners.splitlines() if line.startswith("Uid:")):
        yield "has processes of root"


def _of_its_networks(project: Project, service: str, container: dict[str, Any]) -> Iterator[str]:
    networks = {name.removeprefix(f"{project.name}_") for name in container["NetworkSettings"]["Networks"]}
    outward = networks - INNER
    if outward != OUTWARD.get(service, set()):
        yield f"is on the networks {', '.join(sorted(networks))}"
    for network in networks & INNER:
        if not json.loads(run("docker", "network", "inspect", f"{project.name}_{network}"))[0]["Internal"]:
            yield f"is on {network}, which is not internal"
    if container["HostConfig"]["PortBindings"] and service != "caddy":
        yield "publishes ports"
    if OUTSIDE and container["State"]["Running"] and _reaches(container["Id"], OUTSIDE) != bool(outward):
        yield f"{'does not reach' if outward else 'reaches'} {OUTSIDE}"


def _reaches(container: str, place: str) -> bool:
    """Whether a connection to `host:port` comes about from inside."""
    attempt = f"timeout 3 bash -c '</dev/tcp/{place.replace(':', '/')}' 2>/dev/null && echo reached || true"
    return "reached" in run("docker", "exec", container, "bash", "-c", attempt)
