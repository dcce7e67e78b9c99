"""The processes of the embedded form: Prefect's server (unless there is one of yours), one worker, the web."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from flows.children import Child
from flows.prefect_environment import complete
from flows.probes import answers, free_port, is_free
from flows.settings import PREFIX, SECRETS, Settings
from models.errors import SettingError

PREFECT_APP = "prefect.server.api.server:create_app"
LOOPBACK = "127.0.0.1"

HealthTest = tuple[list[str], Callable[[], bool]]


def with_free_ports(settings: Settings) -> Settings:
    """The settings with ports that are free. SettingError when a port that was asked for is taken."""
    ports = {"web_port": settings.web_host, "prefect_port": LOOPBACK}
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
    family = [_child(settings, "worker", _ready_since(settings)), _child(settings, "web", _web_answers(settings))]
    return family if settings.prefect_api_url else [_prefect(settings), *family]


def _prefect(settings: Settings) -> Child:
    port = str(settings.prefect_port)
    options = ["--host", LOOPBACK, "--port", port, "--timeout-keep-alive", "5", "--log-level", "warning"]
    command = [sys.executable, "-m", "uvicorn", "--factory", PREFECT_APP, *options]
    environment = {**_environment(settings), "PREFECT__SERVER_FINAL": "1"}
    return Child(
        "prefect",
        command,
        environment,
        _log_file(settings, "prefect"),
        lambda: answers(f"{settings.prefect_api}/health"),
    )


def _child(settings: Settings, name: str, healthy: HealthTest) -> Child:
    options, test = healthy
    command = [sys.executable, "-m", "flows.cli", name, *options]
    return Child(name, command, _environment(settings), _log_file(settings, name), test)


def _ready_since(settings: Settings) -> HealthTest:
    """A worker says that it is ready by touching a file."""
    ready, began = settings.data_dir / "run" / "worker.ready", time.time()
    return ["--ready", str(ready)], lambda: ready.exists() and ready.stat().st_mtime >= began


def _web_answers(settings: Settings) -> HealthTest:
    host = LOOPBACK if settings.web_host == "0.0.0.0" else settings.web_host  # noqa: S104 - compared, not bound
    return [], lambda: answers(f"http://{host}:{settings.web_port}/healthz")


def _environment(settings: Settings) -> dict[str, str]:
    """What a child reads its settings from: the environment, and what was given or decided in this process."""
    given = {"data_dir", *settings.model_fields_set} - set(SECRETS)
    decided = {PREFIX + name.upper(): str(getattr(settings, name)) for name in given}
    return complete({**os.environ, **decided}, settings)


def _log_file(settings: Settings, name: str) -> Path:
    return settings.data_dir / "logs" / f"{name}.log"
