"""What a person makes the memory of an issuer forget, and remember again. Lessons of later approvals are new."""

from collections.abc import Callable, Collection

from sqlalchemy import and_, select

from models.actors import Actor
from models.errors import InvalidInput
from models.lessons import EVERYTHING
from models.tables.lessons import LessonTable
from models.terms import Term
from storage import audit
from storage.house import House


def change_memory(house: House, org_id: str, document_ids: Collection[str], *, actor: Actor, forget: str | None) -> int:
    """Do not use what these documents taught about a field (its key, or `*` for all); with None use it all again.

    Returns how many lessons that changed; each is a row in the audit trail. InvalidInput for a key that is none.
    """
    _check(forget)
    return _change(house, org_id, document_ids, actor, lambda before: {*before, forget} if forget else set())


def use_again(house: House, org_id: str, document_ids: Collection[str], *, actor: Actor, key: str) -> int:
    """Use again what these documents taught about one field; where all was forgotten, all is used again."""
    _check(key)
    return _change(house, org_id, document_ids, actor, lambda before: before - {key, EVERYTHING})


def _check(key: str | None) -> None:
    if key not in {None, EVERYTHING, *(term.key for term in Term)}:
        raise InvalidInput("There is no field of this name.")


def _change(
    house: House,
    org_id: str,
    document_ids: Collection[str],
    actor: Actor,
    forgotten_after: Callable[[set[str]], set[str]],
) -> int:
    mine = and_(LessonTable.organisation_id == org_id, LessonTable.document_id.in_(document_ids))
    changed = 0
    with house.session(write=True) as session:
        for row in session.scalars(select(LessonTable).where(mine).order_by(LessonTable.document_id).with_for_update()):
            before = sorted((row.forgotten or "").split())
            after = sorted(forgotten_after(set(before)))
            if after != before:
                row.forgotten = " ".join(after) or None
                changed += 1
                values = {"before": {"forgotten": before}, "after": {"forgotten": after}}
                audit.record(session, org_id, "lesson_changed", actor=actor, document_id=row.document_id, **values)
    return changed
