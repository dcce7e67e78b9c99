"""Issuers whose documents were decided: a list of them by name, how often they were read wrongly, and their defaults.

A row is an entry of a list, and no more: how the issuer of a document is known is the matter of lessons (decision
0038). It is found by its name without case, spaces and marks, as lists and duplicates find it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import InvalidInput, NotFound, StateConflict
from models.tables.base import new_id
from models.tables.insight import IssuerTable
from storage import audit
from storage.columns import clean
from storage.database import insert_new, now
from storage.house import House
from storage.projections import comparable
from storage.rows import Listing

LONGEST = 40


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the bookings of an issuer are posted to; empty where nobody said so."""

    expense_account: str = ""
    cost_centre: str = ""


@dataclass(frozen=True, slots=True)
class IssuerRow:
    """One issuer. `documents` were booked or refused, `wrong` of them changed or refused by a person."""

    id: str
    key: str
    name: str
    documents: int
    wrong: int
    last_at: datetime
    defaults: Defaults
    version: int


def note_decision(session: Session, org_id: str, name: str | None, *, wrong: bool) -> None:
    """A document of this issuer was booked or refused; in the caller's transaction, that holds the organisation."""
    key, shown = comparable(name), clean(name)
    if key is None or shown is None:
        return
    start = {"documents": 0, "wrong": 0, "expense_account": "", "cost_centre": "", "version": 1}
    known = {"id": new_id(), "organisation_id": org_id, "key": key, "name": shown, "last_at": now(session)}
    insert_new(session, IssuerTable, {**known, **start})
    row = session.scalars(_mine(org_id, IssuerTable.key == key).execution_options(populate_existing=True)).one()
    row.documents, row.wrong = row.documents + 1, row.wrong + int(wrong)
    row.name, row.last_at = shown, now(session)
    session.flush()


def forget_decision(session: Session, org_id: str, name: str | None, *, wrong: bool) -> None:
    """The decision was taken back: it does not count, and an issuer of which none is left is not listed."""
    row = session.scalar(_mine(org_id, IssuerTable.key == (comparable(name) or "")))
    if row is None:
        return
    row.documents, row.wrong = max(0, row.documents - 1), max(0, row.wrong - int(wrong))
    if not row.documents and row.version == 1:
        session.delete(row)
    session.flush()


def list_issuers(
    house: House, org_id: str, *, search: str = "", troubled: bool = False, page: int = 1, per_page: int = 50
) -> Listing[IssuerRow]:
    """By name, or with `troubled` those that were wrong most often first. `search` is a part of the name."""
    mine = [IssuerTable.organisation_id == org_id]
    if search:
        mine.append(IssuerTable.key.contains(comparable(search) or search, autoescape=True))
    order = [IssuerTable.wrong.desc(), IssuerTable.key] if troubled else [IssuerTable.key]
    with house.session() as session:
        total = session.scalar(select(func.count()).select_from(IssuerTable).where(*mine)) or 0
        here = select(IssuerTable).where(*mine).order_by(*order).limit(per_page).offset((page - 1) * per_page)
        return Listing(tuple(_row(found) for found in session.scalars(here)), total, page, per_page)


def load_issuer(house: House, org_id: str, issuer_id: str) -> IssuerRow:
    """One issuer; NotFound when the organisation has none of this id."""
    with house.session() as session:
        return _row(_find(session, org_id, issuer_id))


def find_issuer(house: House, org_id: str, name: str | None) -> IssuerRow | None:
    """The issuer of this name; None when no document of it was decided yet."""
    with house.session() as session:
        found = session.scalar(_mine(org_id, IssuerTable.key == (comparable(name) or "")))
        return _row(found) if found else None


def set_defaults(
    house: House, org_id: str, issuer_id: str, defaults: Defaults, *, actor: Actor, expected_version: int
) -> None:
    """What its bookings are posted to. InvalidInput for a text too long, StateConflict when it changed meanwhile."""
    if max(len(defaults.expense_account), len(defaults.cost_centre)) > LONGEST:
        raise InvalidInput(f"An account or a cost centre has {LONGEST} letters at most.")
    with house.session(write=True) as session:
        audit.lock_organisation(session, org_id)
        row = _find(session, org_id, issuer_id)
        if row.version != expected_version:
            raise StateConflict("Somebody changed this issuer meanwhile; look at it again.")
        before, after = _defaults(row), defaults
        if before == after:
            return
        row.expense_account, row.cost_centre, row.version = after.expense_account, after.cost_centre, row.version + 1
        was, is_now = _told(row.name, before), _told(row.name, after)
        audit.record(session, org_id, "issuer_defaults_set", actor=actor, before=was, after=is_now)


def defaults_of(house: House, org_id: str, names: Collection[str | None]) -> dict[str, Defaults]:
    """What the bookings of the issuers of these names are posted to, by name; those without are left out."""
    keys = {name: key for name in set(names) if name and (key := comparable(name))}
    with house.session() as session:
        rows = session.scalars(_mine(org_id, IssuerTable.key.in_(set(keys.values())))).all()
    found = {row.key: _defaults(row) for row in rows}
    return {name: found[key] for name, key in keys.items() if key in found and found[key] != Defaults()}


def _mine(org_id: str, chosen: ColumnElement[bool]) -> Select[tuple[IssuerTable]]:
    return select(IssuerTable).where(and_(IssuerTable.organisation_id == org_id, chosen))


def _find(session: Session, org_id: str, issuer_id: str) -> IssuerTable:
    found = session.scalar(_mine(org_id, IssuerTable.id == issuer_id))
    if found is None:
        raise NotFound("There is no such issuer.")
    return found


def _defaults(row: IssuerTable) -> Defaults:
    return Defaults(row.expense_account, row.cost_centre)


def _told(name: str, defaults: Defaults) -> dict[str, str]:
    return {"issuer": name, "expense_account": defaults.expense_account, "cost_centre": defaults.cost_centre}


def _row(row: IssuerTable) -> IssuerRow:
    return IssuerRow(row.id, row.key, row.name, row.documents, row.wrong, row.last_at, _defaults(row), row.version)
