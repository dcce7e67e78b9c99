"""How many statements the database gets for one page."""

from sqlalchemy import event

from tests.review_ui.houses import Seeded
from tests.review_ui.people import Persona


def count_statements(seeded: Seeded, person: Persona, address: str) -> int:
    counted = []

    def note(*_: object) -> None:
        counted.append(1)

    engine = seeded.house.database.reader
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert person.get(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(counted)
