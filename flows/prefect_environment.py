"""How our programs run Prefect: on loopback, silent to the outside, its files under the data folder, and quick.

Prefect reads its settings from the environment when it is imported, so these are set before. What the environment
says already stands, but for the address of the API, which is a setting of ours.

What makes it quick (measured, see `docs/decisions`): no logs to the API, no persisted results, no heartbeats, and one
retry of a request, for a worker has a patience of its own.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from flows.settings import Settings

QUICK_RUNS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_CLIENT_MAX_RETRIES": "1",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}


def prefect_environment(settings: Settings) -> dict[str, str]:
    """The variables for a process that runs flows or the embedded server."""
    home = settings.data_dir / "prefect"
    return {
        **QUICK_RUNS,
        "PREFECT_API_URL": settings.prefect_api,
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_API_HOST": settings.prefect_host,
        "PREFECT_SERVER_API_PORT": str(settings.prefect_port),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": settings.prefect_database,
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_UI_API_URL": settings.prefect_api,
    }


def complete(environment: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """`environment` with Prefect's part; what is set there wins, but for the API's address."""
    ours = prefect_environment(settings)
    return {**ours, **environment, "PREFECT_API_URL": ours["PREFECT_API_URL"]}


def enter(settings: Settings) -> None:
    """Complete the environment of this process; before Prefect is imported."""
    os.environ.update(complete(os.environ, settings))


def note_api(settings: Settings) -> None:
    """Write down where the embedded server answers, for it may be another port than the one that was asked for."""
    _note(settings).parent.mkdir(parents=True, exist_ok=True)
    _note(settings).write_text(settings.prefect_api, encoding="utf-8")


def forget_api(settings: Settings) -> None:
    _note(settings).unlink(missing_ok=True)


def noted_api(settings: Settings) -> str:
    """Where the server of this data folder answers; what the settings say when none was started."""
    note = _note(settings)
    return note.read_text(encoding="utf-8") if note.exists() and not settings.prefect_api_url else settings.prefect_api


def _note(settings: Settings) -> Path:
    return settings.data_dir / "run" / "prefect.api"
