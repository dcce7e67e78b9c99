"""Prefect's server, of the very version that the workers have: a process of ours that becomes it."""

import os
import sys
from typing import NoReturn

from flows.prefect_environment import complete
from flows.settings import Settings

APPLICATION = "prefect.server.api.server:create_app"
FINAL = {"PREFECT__SERVER_FINAL": "1"}


def server_command(settings: Settings) -> list[str]:
    """The program and its arguments; it wants the environment of `complete`, and `FINAL`."""
    address = ["--host", settings.prefect_host, "--port", str(settings.prefect_port)]
    options = ["--timeout-keep-alive", "5", "--log-level", "warning"]
    return [sys.executable, "-m", "uvicorn", "--factory", APPLICATION, *address, *options]


def become_server(settings: Settings) -> NoReturn:
    """Go on as the server, in this very process, so that signals reach it."""
    command = server_command(settings)
    os.execve(command[0], command, {**complete(os.environ, settings), **FINAL})  # noqa: S606 - a command of ours
