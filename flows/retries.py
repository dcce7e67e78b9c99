"""What is worth trying again: one function for every task, by the `transient` flag of the error."""

import httpx
from prefect.client.schemas.objects import State, TaskRun
from prefect.exceptions import PrefectException
from prefect.tasks import Task

from models.errors import PrejetoError

TRIES_AGAIN = 2
DELAYS_SECONDS = [0.5, 2.0]

PREFECT_OUTAGE = (httpx.HTTPError, PrefectException, ConnectionError)


def is_transient(error: object) -> bool:
    """Whether the same call may succeed a little later."""
    return isinstance(error, PrejetoError) and error.transient


def is_worth_another_try(_task: "Task[..., object]", _run: TaskRun, state: "State[object]") -> bool:
    """For `retry_condition_fn`: the state of a task that raised holds its error."""
    return is_transient(state.data)
