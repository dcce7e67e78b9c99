"""What a person makes the memory of an issuer forget, and remember again. Lessons of later approvals are new."""

from collections.abc import Collection

from sqlalchemy import and_, select

from models.actors import Actor
from models.lessons import EVERYTHING
from models.tables.lessons import LessonTable
from models.terms import Term
from storage import audit
from storage.house import House


def forget(house: House, org_id: str, document_ids: Collection[str], term: Term | None, *, actor: Actor) -> int:
    """Do not use what these documents taught about a term, or anything at all; how many lessons that changed."""
    return _change(house, org_id, document_ids, term.key if term else EVERYTHING, actor)


def remember_again(house: House, org_id: str, document_ids: Collection[str], *, actor: Actor) -> int:
    """Use all that these documents taught; how many lessons that changed."""
    return _change(house, org_id, document_ids, "", actor)


def _change(house: House, org_id: str, document_ids: Collection[str], word: str, actor: Actor) -> int:
    """Add a word to what is forgotten, or clear it. One audit row a lesson, in the order of the ids, as locks go."""
    mine = and_(LessonTable.organisation_id == org_id, LessonTable.document_id.in_(document_ids))
    changed = 0
    with house.session(write=True) as session:
        for row in session.scalars(select(LessonTable).where(mine).order_by(LessonTable.document_id).with_for_update()):
            before = set((row.forgotten or "").split())
            after = before | {word} if word else set()
            if after != before:
                row.forgotten = " ".join(sorted(after)) or None
                changed += 1
                values = {"before": {"forgotten": sorted(before)}, "after": {"forgotten": sorted(after)}}
                audit.record(session, org_id, "lesson_changed", actor=actor, document_id=row.document_id, **values)
    return changed
