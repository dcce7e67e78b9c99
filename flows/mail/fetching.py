"""What a round through a mailbox brought, as a Prefect flow: one run for each that brought something, none for silence.

Handles travel beside the parameters, as those of a capture do (see `flows/work.py`).
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from prefect import flow, task

from flows.mail.round import Round, keep_fetched, note_settled
from flows.retries import STEP

_AT_HAND: ContextVar[Round] = ContextVar("round")


@contextmanager
def at_hand(work: Round) -> Iterator[None]:
    """The flow that is called inside works on this."""
    token = _AT_HAND.set(work)
    try:
        yield
    finally:
        _AT_HAND.reset(token)


@flow(
    name="fetch_mails",
    flow_run_name="mailbox-{mailbox_id}",
    persist_result=False,
    validate_parameters=False,
)
async def fetch_mails(mailbox_id: str) -> None:  # noqa: ARG001 - the run carries the mailbox's id
    """Keep what was fetched, then note what was marked or moved."""
    await keep_mails()
    await settle_mails()


@task(**STEP)
async def keep_mails() -> None:
    await asyncio.to_thread(keep_fetched, _AT_HAND.get())


@task(**STEP)
async def settle_mails() -> None:
    await asyncio.to_thread(note_settled, _AT_HAND.get())
