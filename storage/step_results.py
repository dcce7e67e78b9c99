"""What each step of a capture found, under the document's key, so that a second run skips what is done."""

from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.tables.work import StepResultTable
from storage.database import now
from storage.house import House
from storage.keys import seal, unseal
from storage.leases import fence
from storage.rows import Claim


def load_step(house: House, claim: Claim, step: str, version: str) -> dict[str, Any] | None:
    """What this step found before, in this version; None when it has not been done."""
    with house.session() as session:
        return open_step(session, claim.organisation_id, claim.document_id, step, version)


def record_step(house: House, claim: Claim, step: str, version: str, result: dict[str, Any]) -> None:
    """Remember what a step found. LeaseLost when another worker has the job."""
    with house.session(write=True) as session:
        fence(session, claim)
        write_step(session, claim, step, version, result)


def open_step(session: Session, org_id: str, document_id: str, step: str, version: str) -> dict[str, Any] | None:
    mine = and_(StepResultTable.organisation_id == org_id, StepResultTable.document_id == document_id)
    this = and_(mine, StepResultTable.step == step, StepResultTable.version == version)
    content = session.scalar(select(StepResultTable.content).where(this))
    result: dict[str, Any] | None = unseal(session, org_id, document_id, content, f"step:{step}:{version}")
    return result


def write_step(session: Session, claim: Claim, step: str, version: str, result: dict[str, Any]) -> None:
    """As `record_step`, inside the caller's transaction, which holds the job."""
    org_id, document_id = claim.organisation_id, claim.document_id
    row = StepResultTable(document_id=document_id, step=step, version=version, organisation_id=org_id)
    row.attempt, row.at = claim.attempt, now(session)
    row.content = seal(session, org_id, document_id, result, f"step:{step}:{version}")
    session.merge(row)
