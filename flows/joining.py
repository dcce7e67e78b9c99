"""Documents that a person wants joined are bound to one, which is then read like any other."""

import asyncio

from prefect import task

from extractors.containers import Part
from flows.logs import log
from flows.originals import Original
from flows.retries import STEP
from flows.work import current_work
from models.states import State
from storage.documents import load_documents, load_original
from storage.jobs import finish_join


@task(**STEP)
async def join_as_asked(original: Original) -> str:
    """Join the document at hand with the others that a person named, in their order; it is not read again."""
    work = current_work()
    claim = work.claim
    files = [Part(original.name, original.content), *await asyncio.to_thread(_load_others)]
    content, pages = await asyncio.to_thread(work.reader.join, files)
    whole = await asyncio.to_thread(finish_join, work.house, claim, content, pages)
    log("documents_joined", document=whole.document_id, parts=len(pages))
    return State.DUPLICATE.value


def _load_others() -> list[Part]:
    work = current_work()
    house, org_id, others = work.house, work.claim.organisation_id, work.claim.joining
    rows = load_documents(house, org_id, others)
    return [Part(rows[other].name, load_original(house, org_id, other)) for other in others]
