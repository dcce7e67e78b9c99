"""What tests of decisions share: rules, a second approver, the queries of a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from models.actors import Actor
from models.approval_rules import ApprovalRules
from storage.second_person import change_rules, load_rules
from tests.review_ui.houses import SETUP, Seeded


def set_rules(seeded: Seeded, rules: ApprovalRules, actor: Actor = SETUP) -> None:
    org_id = seeded.organisation_id
    change_rules(seeded.house, org_id, rules, actor=actor, seen=load_rules(seeded.house, org_id)[1])


@contextmanager
def queries(seeded: Seeded) -> Iterator[list[str]]:
    """The statements that the house asks of its database meanwhile."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    engine = seeded.house.database.reader
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
