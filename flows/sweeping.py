"""Runs whose process died stay `Running` in Prefect for ever, and hold places in limits: they are marked crashed.

No drain lives longer than an hour, no capture longer than its drain: whatever has been running for twice that is dead.
"""

from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Crashed

from flows.logs import log, warn
from flows.retries import PREFECT_ERRORS

OUR_FLOWS = ["drain", "capture"]
AT_ONCE = 100


async def sweep_dead_runs(longest_seconds: float, now: datetime | None = None) -> int:
    """Mark them; how many there were. Nothing is worth stopping for: an outage shows itself in what comes next."""
    try:
        return await _sweep((now or datetime.now(UTC)) - timedelta(seconds=2 * longest_seconds))
    except PREFECT_ERRORS as error:
        warn("sweep_failed", error=type(error).__name__)
        return 0


async def _sweep(before: datetime) -> int:
    started = FlowRunFilterStartTime.model_validate({"before_": before})
    running = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING]))
    old = FlowRunFilter(state=running, start_time=started)
    ours = FlowFilter(name=FlowFilterName(any_=OUR_FLOWS))
    async with get_client() as client:
        dead = await client.read_flow_runs(
            flow_filter=ours, flow_run_filter=old, sort=FlowRunSort.ID_DESC, limit=AT_ONCE
        )
        for run in dead:
            await client.set_flow_run_state(run.id, Crashed(message="Its process died."), force=True)
    if dead:
        log("dead_runs_marked", runs=len(dead))
    return len(dead)
