"""How each person wants to work in an organisation: what they are told, shortcuts, explanations they have read."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from models.actors import Actor
from models.errors import InvalidInput
from models.notices import Notice, Pace, Preferences, parse_notices, written
from models.tables.notices import PreferencesTable
from storage.columns import word
from storage.database import insert_new, now
from storage.house import House

MOST_SEEN = 50


def preferences_of(row: PreferencesTable | None) -> Preferences:
    """The preferences that a row holds; those of the start without one."""
    if row is None:
        return Preferences()
    seen = frozenset(row.seen.split())
    return Preferences(parse_notices(row.screen), parse_notices(row.mail), Pace(row.pace), row.single_keys, seen)


def choose_notices(
    house: House, org_id: str, *, actor: Actor, screen: Collection[Notice], mail: Collection[Notice], pace: Pace
) -> None:
    """What the acting person is told from now on, and where. What happened before is not mailed later."""
    with house.session(write=True) as session:
        row = _hold(session, org_id, actor)
        if not row.mail:
            row.mailed_at = now(session)
        row.screen, row.mail, row.pace = written(screen), written(mail), pace.value


def choose_keys(house: House, org_id: str, *, actor: Actor, single: bool) -> None:
    """Whether single letters are shortcuts for the acting person."""
    with house.session(write=True) as session:
        _hold(session, org_id, actor).single_keys = single


def dismiss(house: House, org_id: str, name: str, *, actor: Actor) -> None:
    """The acting person has read the explanation of a screen. InvalidInput for a name that can be none."""
    if not name.isidentifier():
        raise InvalidInput("There is no such explanation.")
    with house.session(write=True) as session:
        row = _hold(session, org_id, actor)
        row.seen = written({*row.seen.split()[:MOST_SEEN], word(name)})


def explain_again(house: House, org_id: str, *, actor: Actor) -> None:
    """Show the acting person every explanation once more."""
    with house.session(write=True) as session:
        _hold(session, org_id, actor).seen = ""


def _hold(session: Session, org_id: str, actor: Actor) -> PreferencesTable:
    """The row of the acting person, there and held until the transaction ends."""
    start = Preferences()
    values = {"organisation_id": org_id, "user_id": actor.id, "pace": start.pace.value, "seen": "", "single_keys": True}
    insert_new(session, PreferencesTable, {**values, "screen": written(start.screen), "mail": written(start.mail)})
    return session.get_one(PreferencesTable, (org_id, actor.id), with_for_update={"key_share": True})
