"""Write what a version of Prejeto leaves in its database and store: run by that version's own code.

    git worktree add /tmp/previous v0.1.0
    cd /tmp/previous && PYTHONPATH=. python .../tests/documents/upgrade/make.py .../tests/documents/upgrade/v0.1.0.json

It uses only what every version has. Everything in it is invented.
"""

import base64
import inspect
import json
import sys
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from models.errors import DamagedDocument, PasswordNeeded
from models.page import Transcript
from models.states import State
from models.tables.base import Base, ExactDecimal, UtcDateTime
from storage.access import Role, create_organisation, create_user, first_run_link, sign_in
from storage.bookings import export_bookings, void_booking
from storage.corrections import correct_fields
from storage.decisions import approve, reject
from storage.documents import request_reading
from storage.house import House
from storage.jobs import claim_job, fail_job, finish_capture, finish_container, record_step, save_pages
from tests.storage.samples import CLERK, SYSTEM, Image, Part, invoice, receive

KEY = bytes(range(32))
EMAIL, PASSWORD = "ana@example.com", "a long enough secret"


def fill(house: House) -> None:
    """A document in every state, people, two organisations."""
    first_run_link(house)
    org = create_organisation(house, "Ours", actor=SYSTEM)
    create_organisation(house, "Theirs", actor=SYSTEM)
    create_user(house, org, EMAIL, PASSWORD, Role.APPROVER, actor=SYSTEM, name="Ana")
    sign_in(house, EMAIL, PASSWORD, address="10.0.0.1")
    exported, booked, voided = (approved(house, org, b"%%PDF-1.7 booked %d" % number) for number in range(3))
    export_bookings(house, org, [exported], actor=CLERK)
    void_booking(house, org, voided, actor=CLERK, reason="wrong supplier")
    assert booked
    reject(house, org, read(house, org, b"%PDF-1.7 rejected"), actor=CLERK, reason="not for us")
    read(house, org, b"%PDF-1.7 in review")
    receive(house, org, b"%PDF-1.7 in review", "again.pdf")
    fail(house, org)
    waiting = read(house, org, b"%PDF-1.7 to be read again")
    unpack(house, org)
    request_reading(house, org, waiting, actor=CLERK, cause="retry")
    receive(house, org, b"%PDF-1.7 queued", "queued.pdf")
    held = claim(house)
    record_step(house, held, "read", "1", {"words": 3})


def claim(house: House) -> Any:
    return claim_job(house, "worker-1", 60)


def read(house: House, org: str, content: bytes) -> str:
    document = receive(house, org, content)
    held = claim(house)
    save_pages(house, held, Transcript("pdf"), [Image(0, content + b" page 1"), Image(1, content + b" page 2")])
    finish_capture(house, held, invoice(), State.IN_REVIEW, "captured")
    return document


def approved(house: House, org: str, content: bytes) -> str:
    document = read(house, org, content)
    changes = {"invoice_number": content[-1:].decode(), "total_gross": "1.220,00", "total_net": "1.000,00"}
    version = correct_fields(house, org, document, {**changes, "total_tax": "220"}, actor=CLERK, expected_version=1)
    return approve(house, org, document, actor=CLERK, expected_version=version)


def fail(house: House, org: str) -> None:
    for content, error in (
        (b"locked", PasswordNeeded("It needs a password.")),
        (b"broken", DamagedDocument("Damaged.")),
    ):
        receive(house, org, content)
        fail_job(house, claim(house), error)


def unpack(house: House, org: str) -> None:
    """The first version asked for the parts that are left out apart."""
    receive(house, org, b"From: a@example.com", "mail.eml")
    finish: Any = finish_container
    apart = "ignored" in inspect.signature(finish).parameters
    taken, left_out = [Part("one.pdf", b"one")], [Part("logo.png", reason="inline_image")]
    finish(house, claim(house), *([taken, left_out] if apart else [taken + left_out]))


def written(house: House) -> dict[str, Any]:
    tables = {
        table.name: {column.name: kind(column.type) for column in table.columns}
        for table in Base.metadata.sorted_tables
    }
    with house.session() as session:
        revision = session.scalar(text("SELECT version_num FROM alembic_version"))
        rows = {
            table.name: [[plain(value) for value in row] for row in session.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }
    objects = {key: base64.b64encode(house.objects.get(key)).decode() for key in house.objects.list()}
    return {
        "revision": revision,
        "key": base64.b64encode(KEY).decode(),
        "tables": tables,
        "rows": rows,
        "objects": objects,
    }


def kind(found: Any) -> str:
    """As backups name the kinds of columns."""
    kinds = {UtcDateTime: "moment", ExactDecimal: "amount"}
    named = next((name for each, name in kinds.items() if isinstance(found, each)), None)
    return named or {"DATE": "date", "BLOB": "bytes"}.get(str(found), "plain")


def plain(value: Any) -> Any:
    match value:
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
    return value


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = House.open(f"sqlite:///{folder}/prejeto.sqlite", f"{folder}/objects", KEY)
        house.database.migrate()
        fill(house)
        lines = [f"{json.dumps(name)}: {json.dumps(part)}" for name, part in written(house).items()]
        house.close()
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
