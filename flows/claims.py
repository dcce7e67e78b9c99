"""One claimed document: its capture as a Prefect run, and what becomes of it when that fails.

An error of Prefect is no fault of the document, and the drain ends. In an outage the document is handed back, and is
next when Prefect is there again. When Prefect answers all the same, the document is put off, longer each time, so that
one whose run fails again and again holds nobody up. Neither consumes an attempt.
"""

import asyncio
import time
from collections.abc import Callable

from flows.capture import capture_invoice
from flows.lease import holding_lease
from flows.logs import log, warn
from flows.retries import is_outage_of_prefect, prefect_answers
from flows.work import Work, working_on
from models.errors import EngineCrashed, LeaseLost, PrejetoError, RunRefused, StorageUnavailable
from models.messages import told
from storage.jobs import fail_job, release_job

PATIENCE = 5
BROKE_OFF = told("Reading broke off for a fault of the program; whoever runs it finds the reason in the log.")
NOT_RUN = told("The server that runs the reading is busy or in trouble; it is tried again by itself.")


class PrefectAway(Exception):
    """Prefect could not be reached, or did not know what it should."""


async def capture_claim(work: Work, lease_seconds: int) -> None:
    """Capture the document, or say why not. PrefectAway when it was handed back or put off for an error of Prefect."""
    claim, began = work.claim, time.monotonic()
    log("capture_began", document=claim.document_id, attempt=claim.attempt)
    try:
        with working_on(work), holding_lease(work.house, claim, lease_seconds):
            state = await capture_invoice(claim.document_id)
        log("capture_ended", document=claim.document_id, state=state, seconds=time.monotonic() - began)
    except asyncio.CancelledError:
        await asyncio.shield(hand_back(work))
        raise
    except PrejetoError as error:
        await give_up(work, error)
    except Exception as error:
        if not is_outage_of_prefect(error):
            await give_up(work, EngineCrashed(BROKE_OFF), why=type(error).__name__)
            return
        if await asyncio.to_thread(prefect_answers):
            await give_up(work, RunRefused(NOT_RUN), why=type(error).__name__)
        else:
            await hand_back(work)
        raise PrefectAway(type(error).__name__) from error


async def give_up(work: Work, error: PrejetoError, *, why: str | None = None) -> None:
    """Record why the document could not be captured; nothing when another worker has it.

    What clerks read is a sentence; `why`, the class of an error that says nothing to them, stands in the log.
    """
    document = work.claim.document_id
    warn("capture_failed", document=document, error=error.code, why=why)
    if not isinstance(error, LeaseLost):
        await _written(lambda: fail_job(work.house, work.claim, error), document)


async def hand_back(work: Work) -> None:
    """Let the next worker have the document at once, when it is still ours and not done."""
    log("capture_handed_back", document=work.claim.document_id)
    await _written(lambda: release_job(work.house, work.claim), work.claim.document_id)


async def _written(write: Callable[[], object], document: str) -> None:
    """Try a few times over an outage; after that the lease lapses, and that is enough."""
    for wait in range(PATIENCE):
        try:
            await asyncio.to_thread(write)
        except StorageUnavailable:
            await asyncio.sleep(wait)
        except LeaseLost:
            log("lease_lost", document=document)
            return
        else:
            return
