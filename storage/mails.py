"""Mails found in mailboxes: known by mailbox, UIDVALIDITY and UID, kept byte for byte as documents.

A mail is a document of its own, which a worker takes apart; only when that is done may it be marked or moved.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from models.actors import Actor
from models.parts import PartOutcome
from models.states import State
from models.tables.base import new_id
from models.tables.documents import DocumentTable, PartTable
from models.tables.mailboxes import MailboxTable, MailTable
from storage import audit
from storage.columns import word
from storage.database import insert_new, now
from storage.house import House
from storage.receiving import Arrival, clean_name, discard_unused, register, store_original
from storage.rows import Listing, MailPlace, MailRow, Receipt, UnsettledMail, WatchedMailbox

ACTOR = Actor.system("mail")
CHANNEL = "mail"
DONE = (State.UNPACKED.value,)
NUMBERS_AT_ONCE = 10_000


def newest_uid(house: House, mailbox: WatchedMailbox, uid_validity: int) -> int:
    """The highest number that is known; 0 when none is. Servers count upwards only (RFC 9051, 2.3.1.1)."""
    statement = select(func.max(MailTable.uid)).where(_in(mailbox), _valid(uid_validity))
    with house.session() as session:
        return session.scalar(statement) or 0


def find_known(house: House, mailbox: WatchedMailbox, uid_validity: int, uids: Collection[int]) -> set[int]:
    """Those of the numbers that are known."""
    numbers, known = sorted(uids), set[int]()
    with house.session() as session:
        for start in range(0, len(numbers), NUMBERS_AT_ONCE):
            some = MailTable.uid.in_(numbers[start : start + NUMBERS_AT_ONCE])
            known |= set(session.scalars(select(MailTable.uid).where(_in(mailbox), _valid(uid_validity), some)))
    return known


def receive_mail(house: House, place: MailPlace, content: bytes, name: str, *, settled: bool = False) -> Receipt | None:
    """Keep a mail: its bytes first, then its document, its job and its own row in one transaction.

    `settled` when nothing will be done to it afterwards. None when it is known already; then nothing was written.
    """
    org_id = place.mailbox.organisation_id
    stored = store_original(house, org_id, content)
    with house.session(write=True) as session:
        audit.lock_organisation(session, org_id)
        if session.scalar(select(MailTable.id).where(_at(place))) is not None:
            return None
        receipt = register(session, org_id, stored, Arrival(name=clean_name(name), channel=CHANNEL, actor=ACTOR))
        outcome = "duplicate" if receipt.duplicate else "received"
        known_by = {"sha256": receipt.sha256, "document_id": receipt.document_id}
        settled_at = now(session) if settled else None
        _add(session, place, {**known_by, "outcome": outcome, "settled_at": settled_at})
    discard_unused(house, org_id, stored, receipt)
    return receipt


def refuse_mail(house: House, place: MailPlace, reason: str) -> None:
    """Note that a mail is not taken, and why; it stays where it is."""
    with house.session(write=True) as session:
        _add(session, place, {"outcome": "refused", "reason": word(reason)})


def list_unsettled(house: House, mailbox: WatchedMailbox, most: int = 100) -> tuple[UnsettledMail, ...]:
    """The mails whose documents are stored and committed, and that have not been marked or moved, oldest first."""
    open_ones = and_(_in(mailbox), MailTable.settled_at.is_(None), DocumentTable.state.in_(DONE))
    joined = select(MailTable).join(DocumentTable, DocumentTable.id == MailTable.document_id)
    with house.session() as session:
        rows = session.scalars(joined.where(open_ones).order_by(MailTable.uid).limit(most))
        return tuple(UnsettledMail(row.id, row.uid_validity, row.uid) for row in rows)


def list_waiting(house: House, mailboxes: Collection[str]) -> frozenset[str]:
    """Those of the mailboxes that are watched and have mails that may be marked or moved now. For the mail process.

    Asked every second: one mail of each is looked for, by the index of those that are not settled; `+ 0` keeps SQLite
    from the index of all.
    """
    same = and_(MailTable.mailbox_id == MailboxTable.id, MailTable.generation + 0 == MailboxTable.generation)
    open_ones = and_(MailTable.settled_at.is_(None), MailTable.document_id.is_not(None), DocumentTable.state.in_(DONE))
    joined = select(MailTable.id).join(DocumentTable, DocumentTable.id == MailTable.document_id)
    one = joined.where(same, open_ones).limit(1).correlate(MailboxTable).scalar_subquery()
    watched = and_(MailboxTable.id.in_(mailboxes), MailboxTable.enabled, MailboxTable.removed_at.is_(None))
    with house.session() as session:
        return frozenset(session.scalars(select(MailboxTable.id).where(watched, one.is_not(None))))


def settle_mails(house: House, mailbox: WatchedMailbox, mail_ids: Collection[str]) -> None:
    """Note that mails were marked or moved, or that somebody else took them away meanwhile."""
    mine = and_(MailTable.organisation_id == mailbox.organisation_id, MailTable.id.in_(mail_ids))
    with house.session(write=True) as session:
        session.execute(update(MailTable).where(mine).values(settled_at=now(session)))


def list_mails(house: House, org_id: str, mailbox_id: str, *, page: int = 1, per_page: int = 50) -> Listing[MailRow]:
    """The mails of a mailbox, newest first. `page` counts from 1."""
    mine = and_(MailTable.organisation_id == org_id, MailTable.mailbox_id == mailbox_id)
    joined = select(MailTable, DocumentTable).outerjoin(DocumentTable, DocumentTable.id == MailTable.document_id)
    newest = joined.where(mine).order_by(MailTable.found_at.desc(), MailTable.id.desc())
    with house.session() as session:
        total = session.scalar(select(func.count()).select_from(MailTable).where(mine)) or 0
        found = session.execute(newest.limit(per_page).offset((max(page, 1) - 1) * per_page)).tuples().all()
        parts = _count_parts(session, org_id, [document.id for _, document in found if document])
        rows = tuple(_row(mail, document, parts) for mail, document in found)
    return Listing(rows, total, max(page, 1), per_page)


def count_mails(house: House, org_id: str) -> dict[str, int]:
    """How many mails were found in each mailbox; those without any are not there."""
    mine = MailTable.organisation_id == org_id
    statement = select(MailTable.mailbox_id, func.count()).where(mine).group_by(MailTable.mailbox_id)
    with house.session() as session:
        return dict(session.execute(statement).tuples().all())


def _in(mailbox: WatchedMailbox) -> ColumnElement[bool]:
    mine = and_(MailTable.organisation_id == mailbox.organisation_id, MailTable.mailbox_id == mailbox.id)
    return and_(mine, MailTable.generation == mailbox.generation)


def _valid(uid_validity: int) -> ColumnElement[bool]:
    return MailTable.uid_validity == uid_validity


def _at(place: MailPlace) -> ColumnElement[bool]:
    return and_(_in(place.mailbox), _valid(place.uid_validity), MailTable.uid == place.uid)


def _add(session: Session, place: MailPlace, values: dict[str, Any]) -> None:
    """Write the mail's row, unless it is there."""
    mailbox = place.mailbox
    where = {"mailbox_id": mailbox.id, "generation": mailbox.generation, "uid_validity": place.uid_validity}
    row = {"id": new_id(), "organisation_id": mailbox.organisation_id, "found_at": now(session), "uid": place.uid}
    insert_new(session, MailTable, {**row, **where, **values})


def _count_parts(session: Session, org_id: str, documents: Collection[str]) -> dict[str, dict[PartOutcome, int]]:
    mine = and_(PartTable.organisation_id == org_id, PartTable.document_id.in_(documents))
    counted = select(PartTable.document_id, PartTable.outcome, func.count()).where(mine)
    found: dict[str, dict[PartOutcome, int]] = defaultdict(dict)
    for document_id, outcome, count in session.execute(counted.group_by(PartTable.document_id, PartTable.outcome)):
        found[document_id][PartOutcome(outcome)] = count
    return found


def _row(mail: MailTable, document: DocumentTable | None, parts: dict[str, dict[PartOutcome, int]]) -> MailRow:
    return MailRow(
        id=mail.id,
        outcome=mail.outcome,
        reason=mail.reason,
        found_at=mail.found_at,
        settled_at=mail.settled_at,
        document_id=mail.document_id,
        name=document.name if document else None,
        state=State(document.state) if document else None,
        parts=parts.get(document.id, {}) if document else {},
    )
