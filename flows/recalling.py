"""Between reading and deciding: what was approved since is learned from, and the issuer of the document is remembered.

Learning follows people's approvals and is done once for each, by whichever worker comes first. A document that cannot
be read again teaches nothing; where a process died, it is tried again before the next document. A document of an
unknown issuer stays as it was read.
"""

import asyncio
import logging

from extractors.issuers.study import Approved, Learned, learn_document, look_for_marks, read_again, try_lessons
from flows.logs import log
from flows.work import Work
from models.errors import DocumentError, EngineCrashed, NotFound, ObjectMissing
from models.invoice import Invoice
from models.lessons import MOST_LESSONS, Lesson, Memory
from storage.lessons import Trial, Unlearned, has_lessons, load_unlearned, recall, save_lesson
from storage.readings import load_invoice, load_transcript

_UNREADABLE = (DocumentError, NotFound, ObjectMissing)
AT_ONCE = 5
"""So many approved documents are learned from before one is read."""


async def recall_issuer(work: Work, invoice: Invoice) -> Invoice:
    """The reading of the document at hand with what is known of its issuer; as it is where nothing is."""
    if not await asyncio.to_thread(has_lessons, work.house, _org(work)):
        return invoice
    return await asyncio.to_thread(_recalled, work, invoice)


def learn_approved(work: Work) -> int:
    """Learn from what was approved since; how many documents that were."""
    waiting = load_unlearned(work.house, _org(work), AT_ONCE)
    for source in waiting:
        _learn(work, source)
    return len(waiting)


def _recalled(work: Work, invoice: Invoice) -> Invoice:
    learn_approved(work)
    try:
        transcript = load_transcript(work.house, _org(work), work.claim.document_id)
        marks = work.reader.ask(look_for_marks, transcript)
        taught = recall(work.house, _org(work), marks, most=MOST_LESSONS, without=work.claim.document_id)
        return work.reader.ask(read_again, transcript, Memory(tuple(taught))) if taught else invoice
    except (*_UNREADABLE, EngineCrashed) as error:
        log("recall_failed", logging.WARNING, document=work.claim.document_id, code=error.code)
        return invoice


def _learn(work: Work, source: Unlearned) -> None:
    """Learn from one document, and try its lesson and those of the same issuer on each other's documents."""
    try:
        own = _load(work, source.document_id, source.version)
        learned = work.reader.ask(learn_document, own.transcript, own.invoice)
        trials = _trials(work, source.document_id, own, learned)
    except EngineCrashed as error:
        log("learning_failed", logging.WARNING, document=source.document_id, code=error.code)
        return
    except _UNREADABLE as error:
        log("learning_failed", logging.WARNING, document=source.document_id, code=error.code)
        save_lesson(work.house, _org(work), source, Lesson(), marks=())
        return
    save_lesson(work.house, _org(work), source, learned.lesson, marks=learned.marks, trials=trials)
    log("issuer_learned", document=source.document_id, terms=len(learned.lesson.terms), trials=len(trials))


def _trials(work: Work, document_id: str, own: Approved, learned: Learned) -> list[Trial]:
    newest = Approved(own.transcript, own.invoice, learned.lesson)
    known = recall(work.house, _org(work), learned.marks, most=MOST_LESSONS, without=document_id)
    others = {found.source: _load(work, found.source, None, found.lesson) for found in known}
    tried = work.reader.ask(try_lessons, newest, others) if others else {}
    return [
        trial
        for other_id, (theirs, ours) in tried.items()
        for trial in (
            Trial(other_id, document_id, theirs.agreed, theirs.disagreed),
            Trial(document_id, other_id, ours.agreed, ours.disagreed),
        )
    ]


def _load(work: Work, document_id: str, version: int | None, lesson: Lesson | None = None) -> Approved:
    invoice, _ = load_invoice(work.house, _org(work), document_id, version)
    return Approved(load_transcript(work.house, _org(work), document_id), invoice, lesson)


def _org(work: Work) -> str:
    return work.claim.organisation_id
