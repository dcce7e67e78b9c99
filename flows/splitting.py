"""A file with several invoices is split: by what its pages say when that is sure, or as a person wants it."""

import asyncio
from collections.abc import Sequence

from prefect import task

from extractors.document import Captured
from extractors.kind import can_be_cut
from flows.logs import log
from flows.originals import Original
from flows.retries import STEP
from flows.work import Work, current_work
from models.errors import DamagedDocument
from models.page_ranges import PageRange
from models.states import State
from storage.jobs import finish_split, may_split


@task(**STEP)
async def split_as_asked(original: Original) -> str:
    """Split the document at hand into the pages that a person named; it is not read again."""
    work = current_work()
    await _split(work, original, work.claim.division)
    return State.UNPACKED.value


async def is_split(work: Work, original: Original, captured: Captured) -> bool:
    """Split what surely holds several invoices, unless a person has judged it before; False when it stays whole.

    What cannot be cut stays whole too, and a finding says what is in it.
    """
    ranges = captured.division
    if not ranges or not can_be_cut(original.content, original.name):
        return False
    if not await asyncio.to_thread(may_split, work.house, work.claim):
        return False
    try:
        await _split(work, original, ranges)
    except DamagedDocument:
        log("split_failed", document=work.claim.document_id, parts=len(ranges))
        return False
    return True


async def _split(work: Work, original: Original, ranges: Sequence[PageRange]) -> None:
    claim = work.claim
    parts = await asyncio.to_thread(work.reader.cut, original.content, original.name, ranges, claim.password)
    await asyncio.to_thread(finish_split, work.house, claim, parts)
    log("document_split", document=claim.document_id, parts=len(ranges))
