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

PREFECT = "prefect"
PARTS = ("worker", "mail", "web")
PREFECT_STOP_SECONDS = 2.0  # it keeps no fact of ours, and may be killed
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
    family = [_child(settings, name, port) for name, port in _monitor_ports(settings).items()]
    return family if settings.prefect_api_url else [_prefect(settings), *family]


def _monitor_ports(settings: Settings) -> dict[str, int]:
    """Those from the one that was set; otherwise any that are free, for only the parent asks there."""
    port = settings.monitor_port or secrets.choice(MONITOR_PORTS)
    ports = {}
    for name in PARTS:
        found = port if settings.monitor_port else free_port(LOOPBACK, port)
        if found is None:
            raise SettingError(f"No port is free for the monitors; set {PREFIX}MONITOR_PORT.")
        ports[name], port = found, found + 1
    return ports


def _prefect(settings: Settings) -> Child:
    return Child(
        PREFECT,
        server_command(settings),
        {**_environment(settings), **FINAL},
        _log_file(settings, PREFECT),
        lambda: answers(f"{settings.prefect_api}/health"),
        stop_seconds=PREFECT_STOP_SECONDS,
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
