"""Registering the drain with a Prefect work pool, for many machines against one PostgreSQL and one S3.

Drains of a pool stay, as a worker of one machine does, so that a document is claimed as soon as it is there; `limit` of
them run at the same time, wherever the pool has machines. One that ends is followed by the next at once: Prefect's
automation sees its end. The schedule starts what is missing besides, after a larger limit or a machine that died; a
run that finds all places taken is cancelled, so that none pile up.

The pool's machines import `flows.drain` from the installed distribution and read their own settings. The worker of a
process pool kills its drains when it is stopped, and leaves them alone in the world when it is killed itself; so they
run behind a shell, which dies for them in either case, and hear of its death by SIGTERM: time enough to hand back what
they have in hand. Containers of other pools outlive the pool's worker.
"""

import asyncio
import shlex
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flows import prefect_environment
from flows.settings import Settings

if TYPE_CHECKING:
    from prefect.events import DeploymentEventTrigger

PROCESS = "process"  # the type of a pool whose drains are processes beside the pool's worker
HEARS_OF_DEATH = ("setpriv", "--pdeathsig", "TERM", "--")  # of whoever started it
ENDINGS = {"prefect.flow-run.Completed", "prefect.flow-run.Failed", "prefect.flow-run.Crashed"}


def register_drain(settings: Settings, pool: str, name: str, every_seconds: int, limit: int) -> None:
    """Make or replace the deployment: at most `limit` drains at a time, missing ones started every so often."""
    prefect_environment.enter(settings)
    asyncio.run(_register(pool, name, every_seconds, limit))


async def _register(pool: str, name: str, every_seconds: int, limit: int) -> None:
    from prefect.client.schemas.objects import (  # noqa: PLC0415 - after the environment is set
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415 - likewise

    from flows.drain import drain  # noqa: PLC0415 - likewise

    deployment = await drain.ato_deployment(
        name,
        parameters={"resident": True},
        job_variables=await _job_variables(pool),
        interval=timedelta(seconds=every_seconds),
        concurrency_limit=ConcurrencyLimitConfig(limit=limit, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        triggers=[next_when_one_ends(drain.name, name)],
        work_pool_name=pool,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    await deployment.aapply()


def next_when_one_ends(flow: str, name: str) -> "DeploymentEventTrigger":
    """Starts a drain when one of this deployment has ended: others may bear its name, but not with our flow."""
    from prefect.events import DeploymentEventTrigger  # noqa: PLC0415 - after the environment is set

    ours = {"flow": flow, "deployment": name}
    related: list[Any] = [{"prefect.resource.role": role, "prefect.resource.name": ours[role]} for role in ours]
    match: Any = {"prefect.resource.id": "prefect.flow-run.*"}
    return DeploymentEventTrigger(
        name=f"The next {name} when one ends", expect=ENDINGS, match=match, match_related=related
    )


async def _job_variables(pool: str) -> dict[str, Any]:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the environment is set

    async with get_client() as client:
        of_processes = (await client.read_work_pool(pool)).type == PROCESS
    engine = [sys.executable, "-m", "prefect.engine"]
    command = {"command": behind_a_shell(engine)} if of_processes else {}
    return {"env": prefect_environment.QUICK_RUNS, **command}


def behind_a_shell(program: Sequence[str]) -> str:
    """A command that runs the program and ends as it does.

    When the command is killed, or whoever started it has died, the program hears SIGTERM.
    """
    child = shlex.join([*HEARS_OF_DEATH, *program])
    return shlex.join([*HEARS_OF_DEATH, "sh", "-c", f"{child} & wait $!"])
