"""What is worth trying again: one function for every task, by the `transient` flag of the error."""

from typing import Any

import httpx
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.exceptions import PrefectException
from prefect.settings import PREFECT_API_URL
from prefect.tasks import Task

from flows.probes import answers
from models.errors import PrejetoError

TRIES_AGAIN = 2
DELAYS_SECONDS = [0.5, 2.0]

PREFECT_ERRORS = (httpx.HTTPError, PrefectException, ConnectionError)
PREFECT_UNREACHED = "Failed to reach API"  # Prefect's engine says so with a plain RuntimeError


def is_transient(error: object) -> bool:
    """Whether the same call may succeed a little later."""
    return isinstance(error, PrejetoError) and error.transient


def is_outage_of_prefect(error: BaseException) -> bool:
    """Whether Prefect's server is the reason: it cannot be reached, or does not know what it should."""
    return isinstance(error, PREFECT_ERRORS) or (isinstance(error, RuntimeError) and PREFECT_UNREACHED in str(error))


def prefect_answers() -> bool:
    """Whether Prefect's server says that it is well."""
    return answers(f"{PREFECT_API_URL.value()}/health")


def is_worth_another_try(_task: "Task[..., object]", _run: TaskRun, state: "State[object]") -> bool:
    """For `retry_condition_fn`: the state of a task that raised holds its error."""
    return is_transient(state.data)


STEP: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "persist_result": False,
    "retries": TRIES_AGAIN,
    "retry_delay_seconds": DELAYS_SECONDS,
    "retry_condition_fn": is_worth_another_try,
}
