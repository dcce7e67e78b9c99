"""The second person: which documents need one by the organisation's rules, who approved first, and those rules.

The first approval is no state of the document: it stays in review, and whoever changes it makes that approval lapse.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, delete, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.approval_rules import ApprovalRules, SecondReason
from models.errors import NotReady, StateConflict
from models.invoice import Invoice
from models.states import State
from models.tables.decisions import ApprovalRulesTable, FirstApprovalTable
from models.tables.documents import DocumentTable
from models.tables.people import UserTable
from storage import audit
from storage.database import now
from storage.house import House
from storage.issuer_accounts import Acquaintance, BookedAccount, acquaintance
from storage.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class FirstApproval:
    """Who approved first, and when."""

    actor_id: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """Why two people have to approve a document as it stands, none when one is enough; and who did so already.

    `accounts` are those that were booked for the issuer, where the document names another one.
    """

    reasons: tuple[SecondReason, ...] = ()
    first: FirstApproval | None = None
    accounts: tuple[BookedAccount, ...] = ()


def load_rules(house: House, org_id: str) -> tuple[ApprovalRules, str]:
    """The rules as they stand, and since when in writing, for whoever changes them; empty while nobody has."""
    with house.session() as session:
        row = session.get(ApprovalRulesTable, org_id)
        return _rules(row), row.changed_at.isoformat() if row else ""


def change_rules(house: House, org_id: str, rules: ApprovalRules, *, actor: Actor, seen: str) -> None:
    """Put other rules in their place. StateConflict when somebody changed them since they were `seen`; InvalidInput."""
    rules.check()
    with house.session(write=True) as session:
        audit.lock_organisation(session, org_id)
        row = session.get(ApprovalRulesTable, org_id, populate_existing=True)
        if seen != (row.changed_at.isoformat() if row else ""):
            raise StateConflict("Somebody else changed these rules meanwhile; look at them again.")
        before = _told(_rules(row))
        row = row or ApprovalRulesTable(organisation_id=org_id)
        row.limits = json.dumps({currency: format(limit, "f") for currency, limit in sorted(rules.limits.items())})
        row.new_issuer, row.changed_account, row.changed_at = rules.new_issuer, rules.changed_account, now(session)
        session.add(row)
        audit.record(session, org_id, "approval_rules_changed", actor=actor, before=before, after=_told(rules))


def reasons_for(session: Session, document: DocumentTable, invoice: Invoice) -> tuple[SecondReason, ...]:
    """Why a document with these values needs two people, inside the caller's transaction."""
    rules = _rules(session.get(ApprovalRulesTable, document.organisation_id))
    return _reasons(rules, _issuer(session, rules, document, invoice), invoice)


def is_second(
    session: Session, document: DocumentTable, reasons: tuple[SecondReason, ...], actor: Actor
) -> FirstApprovalTable | None:
    """The first approval of a locked document when another person gave it; else this one is kept as the first.

    NotReady for who is no person: neither the system nor a program is one of the two.
    """
    if actor.kind != "user":
        raise NotReady("This document needs the approval of two people.")
    found = find_first(session, document)
    if found is not None:
        return found if found.actor_id != actor.id else None
    forget_first(session, document)
    row = FirstApprovalTable(document_id=document.id, organisation_id=document.organisation_id)
    row.version, row.actor_id, row.at, row.reasons = document.version, actor.id, now(session), " ".join(reasons)
    session.add(row)
    session.flush()
    after = {"version": document.version, "reasons": list(reasons)}
    org_id = document.organisation_id
    audit.record(session, org_id, "document_approved_first", actor=actor, document_id=document.id, after=after)
    return None


def find_first(session: Session, document: DocumentTable) -> FirstApprovalTable | None:
    """The first approval of what the document says now; None when there is none, or when it was changed since."""
    mine = and_(_mine(document), FirstApprovalTable.version == document.version)
    return session.scalar(select(FirstApprovalTable).where(mine).execution_options(populate_existing=True))


def documents_approved_once(org_id: str) -> Select[Any]:
    """The ids of documents that wait for a second person, for lists: `DocumentTable.id.in_(...)`."""
    same = and_(
        DocumentTable.id == FirstApprovalTable.document_id,
        DocumentTable.version == FirstApprovalTable.version,
        DocumentTable.state.in_((State.IN_REVIEW.value, State.READY.value)),
    )
    waiting = select(FirstApprovalTable.document_id).join(DocumentTable, same)
    return waiting.where(FirstApprovalTable.organisation_id == org_id)


def forget_first(session: Session, document: DocumentTable) -> None:
    """No approval counts any more: it was taken back, or the document was decided upon otherwise."""
    session.execute(delete(FirstApprovalTable).where(_mine(document)))


def load_second(house: House, document: DocumentRow, invoice: Invoice) -> SecondPerson:
    """What the rules say of a document as it stands; `invoice` is what its version says."""
    with house.session() as session:
        rules = _rules(session.get(ApprovalRulesTable, document.organisation_id))
        issuer = _issuer(session, rules, document, invoice)
        return SecondPerson(
            _reasons(rules, issuer, invoice),
            _first(session, document),
            issuer.accounts if issuer.differs(invoice) else (),
        )


def _first(session: Session, document: DocumentRow) -> FirstApproval | None:
    mine = and_(_mine(document), FirstApprovalTable.version == document.version)
    whom = select(FirstApprovalTable.actor_id, UserTable.name, UserTable.email, FirstApprovalTable.at)
    found = session.execute(whom.outerjoin(UserTable, UserTable.id == FirstApprovalTable.actor_id).where(mine)).first()
    return FirstApproval(found.actor_id, found.name or found.email or found.actor_id, found.at) if found else None


def _issuer(
    session: Session, rules: ApprovalRules, document: DocumentTable | DocumentRow, invoice: Invoice
) -> Acquaintance:
    if not rules.new_issuer and not rules.changed_account:
        return Acquaintance(is_known=True)
    return acquaintance(session, document.organisation_id, document.id, invoice)


def _reasons(rules: ApprovalRules, issuer: Acquaintance, invoice: Invoice) -> tuple[SecondReason, ...]:
    found = {
        SecondReason.AMOUNT: rules.is_above(invoice),
        SecondReason.NEW_ISSUER: rules.new_issuer and not issuer.is_known,
        SecondReason.CHANGED_ACCOUNT: rules.changed_account and issuer.differs(invoice),
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _rules(row: ApprovalRulesTable | None) -> ApprovalRules:
    if row is None:
        return ApprovalRules()
    limits = {currency: Decimal(limit) for currency, limit in json.loads(row.limits).items()}
    return ApprovalRules(limits, row.new_issuer, row.changed_account)


def _told(rules: ApprovalRules) -> Mapping[str, Any]:
    limits = {currency: format(limit, "f") for currency, limit in sorted(rules.limits.items())}
    return {"limits": limits, "new_issuer": rules.new_issuer, "changed_account": rules.changed_account}


def _mine(document: DocumentTable | DocumentRow) -> Any:
    own = FirstApprovalTable.document_id == document.id
    return and_(FirstApprovalTable.organisation_id == document.organisation_id, own)
