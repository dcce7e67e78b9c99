"""Registering the drain with a Prefect work pool, for many machines against one PostgreSQL and one S3.

The pool's machines import `flows.drain` from the installed distribution and read their own settings.
"""

import asyncio
from datetime import timedelta

from flows import prefect_environment
from flows.settings import Settings


def register_drain(settings: Settings, pool: str, name: str, every_seconds: int, limit: int) -> None:
    """Make or replace the deployment: a drain every so often, and at most `limit` at the same time."""
    prefect_environment.enter(settings)
    asyncio.run(_register(pool, name, every_seconds, limit))


async def _register(pool: str, name: str, every_seconds: int, limit: int) -> None:
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415 - after the environment is set

    from flows.drain import drain  # noqa: PLC0415 - likewise

    deployment = await drain.ato_deployment(
        name,
        interval=timedelta(seconds=every_seconds),
        concurrency_limit=limit,
        work_pool_name=pool,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    await deployment.aapply()
