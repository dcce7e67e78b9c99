"""Restoring a backup into an empty house, of whichever form.

Objects are stored first; all rows are written in one transaction, which ends only when everything has been verified.
A backup that is refused leaves nothing. Killed at any point, it leaves an empty house whose store holds some of the
objects under a mark: the same backup may be restored over them, and another one clears them away first. The mark goes
before the rows become visible, so that no house that lives ever has one. The rows are those of the backup's schema,
which is then brought to the newest.

Nothing goes on where the old house was cut off: leases are let go, sessions and links that work once end, and mailboxes
are switched off, for the old house may live, and two that mark and move the mails of one mailbox take them from each
other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import BackupRefused, StateConflict
from models.tables.mailboxes import MailboxTable, MailboxTrialTable
from models.tables.people import LinkTable, OrganisationTable, SessionTable
from models.tables.schema import SCHEMA
from models.tables.work import JobTable
from storage.audit import check_chain
from storage.backups import constraints
from storage.backups.archive import ArchiveReader, Object, Rows, Tally
from storage.backups.emptying import drop_tables
from storage.backups.rows import table_for
from storage.backups.sealing import ALTERED
from storage.backups.writing import OBJECTS, Tell
from storage.database import be_patient, hold_installation, now
from storage.house import House
from storage.leases import put_back
from storage.mailboxes import switch_all_off
from storage.migrations.upgrade import is_newer, schema_revision, upgrade
from storage.outbox import give_up_unsent
from storage.vault import Vault

ACTOR = Actor.system("restore")
MARK = "restoring/"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came out of a backup.

    `broken` are the organisations whose audit chain was so when it was made; `mailboxes` counts those that were
    watched then and are switched off now.
    """

    tally: Tally
    broken: list[str]
    mailboxes: int


def verify_backup(vault: Vault, file: BinaryIO, tell: Tell) -> Tally:
    """Read a backup to its end and check everything in it, and that this program restores it. BackupRefused."""
    archive = ArchiveReader(file, vault)
    _refuse_newer(archive)
    for _ in archive:
        tell(OBJECTS, archive.tally.objects, archive.head.objects)
    return archive.tally


def restore_backup(house: House, file: BinaryIO, tell: Tell) -> Restored:
    """Put back everything. BackupRefused; StateConflict when the house is not empty: then nothing was changed."""
    archive = ArchiveReader(file, house.vault)
    with house.session(write=True) as session:
        _prepare(session, archive)
        with _marked_store(house, archive):
            loosen = constraints.loosen(session.connection(), archive.head.tables)
            _fill(house, session, archive, tell)
            loosen()
            upgrade(session.connection())
            _let_go(session)
            mailboxes = switch_all_off(session, actor=ACTOR)
            give_up_unsent(session, "restored")
            broken = [row.name for row in session.scalars(sa.select(OrganisationTable)) if not _whole(session, row)]
    return Restored(archive.tally, broken, mailboxes)


def _prepare(session: Session, archive: ArchiveReader) -> None:
    """The tables of the backup's schema, without any row; no other restore goes on in the same database."""
    hold_installation(session)
    connection, wanted = session.connection(), archive.head.revision
    be_patient(connection)
    _refuse_newer(archive)
    found = schema_revision(connection)
    if _is_used(session, found):
        raise StateConflict("There is data already; a backup goes into an empty database and store only.")
    if found != wanted:
        if found is not None:
            drop_tables(connection)
        upgrade(connection, wanted)
    session.execute(sa.delete(LinkTable))


def _refuse_newer(archive: ArchiveReader) -> None:
    if is_newer(archive.head.revision):
        raise BackupRefused("The backup was made by a newer Prejeto; restore it with that one.")


def _is_used(session: Session, revision: str | None) -> bool:
    """Whether somebody lives there: an organisation of ours, or another program with tables of the same names."""
    if revision is None:
        return not SCHEMA.tables.keys().isdisjoint(sa.inspect(session.connection()).get_table_names())
    return is_newer(revision) or session.scalar(sa.select(OrganisationTable.id).limit(1)) is not None


@contextmanager
def _marked_store(house: House, archive: ArchiveReader) -> Iterator[None]:
    """A store that is empty, or holds what an earlier try of the same backup left; empty again when it is refused."""
    mark = MARK + archive.head.id
    if not house.objects.exists(mark):
        if next(house.objects.list(MARK), None) is not None:
            _clear(house)
        if next(house.objects.list(), None) is not None:
            raise StateConflict("The object store is not empty; a backup goes into an empty database and store only.")
        house.objects.put(mark, b"restoring")
    try:
        yield
    except BackupRefused:
        _clear(house)
        raise
    house.objects.delete(mark)


def _clear(house: House) -> None:
    """Take away what a try left. The marks go last: they say that nobody else's objects are there."""
    for key in house.objects.list():
        if not key.startswith(MARK):
            house.objects.delete(key)
    for mark in house.objects.list(MARK):
        house.objects.delete(mark)


def _fill(house: House, session: Session, archive: ArchiveReader, tell: Tell) -> None:
    versions: dict[str, str | None] = {}
    for found in archive:
        match found:
            case Object(key, content):
                versions[key] = house.objects.put(key, content).version
                tell(OBJECTS, archive.tally.objects, archive.head.objects)
            case Rows(table, rows):
                if table == OBJECTS:
                    rows = [{**row, "version": versions.pop(row["key"], None)} for row in rows]
                session.execute(sa.insert(table_for(table, archive.head.tables[table])), rows)
    _count(session, archive)


def _count(session: Session, archive: ArchiveReader) -> None:
    """As many rows stand in the tables as the backup has."""
    for table in archive.head.tables:
        found = session.scalar(sa.select(sa.func.count()).select_from(sa.table(table)))
        if found != archive.tally.rows[table]:
            raise BackupRefused(ALTERED)


def _let_go(session: Session) -> None:
    """Nobody holds a lease, is signed in, waits for a trial of settings, or may use a link of the old house."""
    moment = now(session)
    for job in session.scalars(sa.select(JobTable).where(JobTable.status == "running")):
        put_back(session, job, moment, cause="restored", actor=ACTOR)
    session.execute(sa.update(MailboxTable).values(watcher=None, leased_until=None))
    session.execute(sa.delete(MailboxTrialTable).where(MailboxTrialTable.ended_at.is_(None)))
    session.execute(sa.update(SessionTable).where(SessionTable.ended_at.is_(None)).values(ended_at=moment))
    session.execute(sa.update(LinkTable).where(LinkTable.used_at.is_(None)).values(used_at=moment))


def _whole(session: Session, organisation: OrganisationTable) -> bool:
    return check_chain(session, organisation.id).whole
