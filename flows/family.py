"""The processes of the embedded form: Prefect's server (unless there is one of yours), worker, mail process, web."""

import os
import secrets
import sys
from pathlib import Path

from flows.children import Child
from flows.prefect_environment import complete
from flows.prefect_server import FINAL, server_command
from flows.probes import answers, free_port, is_free
from flows.readiness import ask_readiness
from flows.settings import PREFIX, SECRETS, Settings
from models.errors import SettingError

LOOPBACK = "127.0.0.1"
MONITOR_PORTS = range(20000, 32000)


def with_free_ports(settings: Settings) -> Settings:
    """The settings with ports that are free. SettingError when a port that was asked for is taken."""
    ports = {"web_port": settings.web_host, "prefect_port": settings.prefect_host}
    wanted = [name for name in ports if not (name == "prefect_port" and settings.prefect_api_url)]
    return settings.model_copy(update={name: _port(settings, name, ports[name]) for name in wanted})


def _port(settings: Settings, name: str, host: str) -> int:
    asked: int = getattr(settings, name)
    if name in settings.model_fields_set and not is_free(host, asked):
        raise SettingError(f"Port {asked} is taken; set {PREFIX}{name.upper()} to a free one.")
    found = free_port(host, asked)
    if found is None:
        raise SettingError(f"No port from {asked} on is free; set {PREFIX}{name.upper()}.")
    return found


def family_of(settings: Settings) -> list[Child]:
    """The children, in the order they are started; they are stopped the other way round."""
    web, worker, mail = _monitor_ports(settings, 3)
    family = [_child(settings, "worker", worker), _child(settings, "mail", mail), _child(settings, "web", web)]
    return family if settings.prefect_api_url else [_prefect(settings), *family]


def _monitor_ports(settings: Settings, count: int) -> list[int]:
    """That which was set and the next ones; otherwise any that are free, for only this process asks there."""
    if settings.monitor_port:
        return [settings.monitor_port + number for number in range(count)]
    found, first = list[int](), secrets.choice(MONITOR_PORTS)
    while len(found) < count:
        port = free_port(LOOPBACK, found[-1] + 1 if found else first)
        if port is None:
            raise SettingError(f"No port is free for the monitors; set {PREFIX}MONITOR_PORT.")
        found.append(port)
    return found


def _prefect(settings: Settings) -> Child:
    return Child(
        "prefect",
        server_command(settings),
        {**_environment(settings), **FINAL},
        _log_file(settings, "prefect"),
        lambda: answers(f"{settings.prefect_api}/health"),
    )


def _child(settings: Settings, name: str, monitor_port: int) -> Child:
    """A process that says on its monitor port whether it is ready."""
    own = settings.model_copy(update={"monitor_port": monitor_port})
    command = [sys.executable, "-m", "flows.cli", name]
    return Child(name, command, _environment(own), _log_file(settings, name), lambda: not ask_readiness(own))


def _environment(settings: Settings) -> dict[str, str]:
    """What a child reads its settings from: the environment, and what was given or decided in this process."""
    given = {"data_dir", *settings.model_fields_set} - set(SECRETS)
    decided = {PREFIX + name.upper(): str(getattr(settings, name)) for name in given}
    return complete({**os.environ, **decided}, settings)


def _log_file(settings: Settings, name: str) -> Path:
    return settings.data_dir / "logs" / f"{name}.log"
