"""The step that keeps a searchable copy of a document beside its untouched original, where the setting wants that."""

import asyncio
import logging
import time

from prefect import task

from extractors.document import READING_VERSION
from extractors.kind import Kind
from flows.logs import log, warn
from flows.originals import Original
from flows.retries import STEP
from flows.work import Work, current_work
from models.errors import DocumentError, EngineError
from models.evidence import Witness
from storage.documents import load_page_image
from storage.jobs import load_step, record_step, save_copy
from storage.readings import load_transcript

COPY_VERSION = f"{READING_VERSION}.1"


@task(**STEP)
async def keep_copy(original: Original) -> None:
    """Make the copy and keep it. Without pages, from an Office document, or when none can be made there is none."""
    await asyncio.to_thread(_keep_copy, current_work(), original)


def _keep_copy(work: Work, original: Original) -> None:
    house, claim, began = work.house, work.claim, time.monotonic()
    if original.kind is Kind.OFFICE or load_step(house, claim, "copy", COPY_VERSION):
        return
    org_id, document_id = claim.organisation_id, claim.document_id
    transcript = load_transcript(house, org_id, document_id)
    recognised = [page.number for page in transcript.pages if page.witness is Witness.OCR]
    pictures = {number: load_page_image(house, org_id, document_id, number)[0] for number in recognised}
    if not transcript.pages:
        return
    try:
        copy = work.reader.copy(original.content, transcript, pictures, claim.password)
    except (DocumentError, EngineError) as error:
        warn("copy_failed", document=document_id, error=error.code)
        return
    save_copy(house, claim, copy.content)
    record_step(house, claim, "copy", COPY_VERSION, {"claims": copy.claims})
    log("step_ended", logging.DEBUG, step="copy", seconds=time.monotonic() - began)
