"""What queue, storage, worker and Prefect add to a document beyond its reading, from what the house wrote down."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select

from flows.steps import READING_VERSION
from models.states import State
from models.tables.documents import StateChangeTable
from models.tables.work import StepResultTable
from storage.keys import unseal
from tests.journeys.premises import Premises

STEP = f"step:read:{READING_VERSION}"


def seconds_beyond_reading(premises: Premises) -> list[float]:
    """From claim to record less what the reader took, of every document that was claimed once; the least first.

    Both moments are the database's: of the transaction that claims, and of the one that ends the job.
    """
    read, held = reading_seconds(premises), held_seconds(premises)
    return sorted(held[document] - read[document] for document in held.keys() & read.keys())


def held_seconds(premises: Premises) -> dict[str, float]:
    """From claim to record, by document; those that were claimed again are left out."""
    moments: dict[str, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    ours = StateChangeTable.organisation_id == premises.organisation
    columns = select(StateChangeTable.document_id, StateChangeTable.state, StateChangeTable.at)
    with premises.house.session() as session:
        for document, state, at in session.execute(columns.where(ours)):
            moments[document][state].append(at)
    once = {document: found for document, found in moments.items() if len(found[State.READING]) == 1}
    recorded = {document: found for document, found in once.items() if found[State.IN_REVIEW]}
    return {
        document: (found[State.IN_REVIEW][0] - found[State.READING][0]).total_seconds()
        for document, found in recorded.items()
    }


def reading_seconds(premises: Premises) -> dict[str, float]:
    """What the reader says it took, by document."""
    org_id = premises.organisation
    ours = select(StepResultTable.document_id, StepResultTable.content).where(StepResultTable.organisation_id == org_id)
    with premises.house.session() as session:
        rows = session.execute(ours.where(StepResultTable.step == "read")).all()
        found = {each: unseal(session, org_id, each, content, STEP) or {} for each, content in rows}
    return {document: result["seconds"] for document, result in found.items()}
