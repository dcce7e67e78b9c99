"""The steps of a capture, as Prefect tasks: few and coarse, for each costs some 45 ms.

Tasks are retried for transient errors only. What blocks runs in threads, so that the loop stays free to stop.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from typing import ParamSpec, TypeVar

from prefect import task

from extractors.document import READING_VERSION, Captured, Sitting
from extractors.kind import Kind, detect_kind
from flows.clamav import refuse_malware
from flows.logs import log, warn
from flows.originals import Original
from flows.retries import STEP
from flows.splitting import is_split
from flows.work import Work, current_work
from models.errors import StorageUnavailable
from models.invoice import Invoice
from models.rules import check_rules
from models.states import State
from storage.documents import load_original
from storage.jobs import Preview, finish_capture, finish_container, keep_attached, load_step, record_step, save_pages

P = ParamSpec("P")
R = TypeVar("R")

MAIL = "mail"  # the channel of what came from a mailbox: a mail, whatever it looks like


@task(**STEP)
async def open_original() -> Original:
    """Fetch the document, verified, and know its kind, once it is known to be harmless. Raises document errors."""
    work = current_work()
    claim = work.claim
    with _timed("open"):
        content = await _in_thread(load_original, work.house, claim.organisation_id, claim.document_id)
    if work.clamav:
        with _timed("scan"):
            await refuse_malware(work.clamav, content)
    kind = Kind.EML if claim.channel == MAIL else detect_kind(content, claim.name)
    return Original(content, claim.name, kind)


@task(**STEP)
async def receive_parts(original: Original) -> str:
    """Unpack a mail or an archive: its documents are received as children, and it is closed."""
    work = current_work()
    with _timed("unpack"):
        unpacked = await _in_thread(work.reader.unpack, original.content, original.kind)
    await _in_thread(finish_container, work.house, work.claim, unpacked.parts)
    return State.UNPACKED.value


@task(**STEP)
async def read(original: Original) -> Invoice | None:
    """Read the pages and extract the fields, in a process that can be killed; pages are kept on the way.

    None for a portfolio whose pages are but its cover, and for a stack of invoices: its files, or the pages of each,
    are received as children, and it is closed.
    """
    work = current_work()
    with _timed("read"):
        done = await _in_thread(load_step, work.house, work.claim, "read", READING_VERSION)
        return Invoice.from_json(done["invoice"]) if done else await _read_now(work, original)


async def _read_now(work: Work, original: Original) -> Invoice | None:
    captured = await _read_in_sittings(work, original)
    if captured.is_cover:
        await _in_thread(finish_container, work.house, work.claim, captured.read.parts)
        return None
    await _in_thread(keep_attached, work.house, work.claim, captured.read.parts)
    await _in_thread(save_pages, work.house, work.claim, captured.read.transcript, captured.read.images)
    if await is_split(work, original, captured):
        return None
    result = {"invoice": captured.invoice.to_json(), "seconds": captured.seconds}
    await _in_thread(record_step, work.house, work.claim, "read", READING_VERSION, result)
    return captured.invoice


async def _read_in_sittings(work: Work, original: Original) -> Captured:
    """The whole document. Of a long one that is read for the first time, what was read is shown meanwhile."""
    sitting = None if work.claim.version else Sitting()
    captured = await _answered(work, _submit(work, original, sitting))
    seconds = captured.seconds
    while captured.read.rest:
        answer = _submit(work, original, Sitting(captured.read))
        await _show(work, captured)
        captured = await _answered(work, answer)
        seconds += captured.seconds
    return replace(captured, seconds=seconds)


def _submit(work: Work, original: Original, sitting: Sitting | None) -> "Future[Captured]":
    claim = work.claim
    return work.reader.submit(original.content, original.name, claim.password, sitting, turns=claim.turns)


async def _answered(work: Work, answer: "Future[Captured]") -> Captured:
    try:
        return await asyncio.wait_for(asyncio.wrap_future(answer), work.reader.patience)
    except TimeoutError as error:
        raise work.reader.give_up() from error


async def _show(work: Work, captured: Captured) -> None:
    """Keep what was read so far as a preview. One that cannot be kept is left out; the reading goes on."""
    read = captured.read
    if read.portfolio or not read.rest:
        return
    preview = Preview(captured.invoice, read.rest.count)
    try:
        await _in_thread(save_pages, work.house, work.claim, read.transcript, read.images, preview)
    except StorageUnavailable as error:
        warn("preview_not_kept", document=work.claim.document_id, error=error.code)
    else:
        log("preview_kept", document=work.claim.document_id, pages=read.rest.done, of=read.rest.count)


def check(invoice: Invoice) -> Invoice:
    """The invoice with a finding for each rule it breaks. Never drops a value."""
    known = {finding.code for finding in invoice.findings}
    new = tuple(finding for finding in check_rules(invoice) if finding.code not in known)
    return replace(invoice, findings=invoice.findings + new)


@task(**STEP)
async def decide(invoice: Invoice) -> str:
    """What was read waits for a person, unless the organisation's policy is on and books it unseen."""
    work = current_work()
    decided = invoice, State.IN_REVIEW, "captured"
    with _timed("decide"):
        state = await _in_thread(finish_capture, work.house, work.claim, *decided, reader=READING_VERSION)
    return state.value


@contextmanager
def _timed(step: str) -> Iterator[None]:
    """Tell how long a step took; one that failed is told of elsewhere."""
    began = time.monotonic()
    yield
    log("step_ended", logging.DEBUG, step=step, seconds=time.monotonic() - began)


async def _in_thread(call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    return await asyncio.to_thread(call, *args, **kwargs)
