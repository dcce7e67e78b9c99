"""The migrations give exactly the tables of the models, on both databases, whoever starts first."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Float, inspect, text

from models.errors import SettingError
from models.tables.schema import MODULES, SCHEMA
from storage.database import Database
from storage.migrations.upgrade import newest_revision, upgrade

ROOT = Path(__file__).parents[3]
MIGRATE = "import sys; from storage.database import Database; Database.open(sys.argv[1]).migrate()"


def is_in_the_models(_found: object, name: str | None, *_: object) -> bool:
    """All but what searches use, which is not the same on both databases (migration 0003)."""
    return not re.match(r"(ix_)?(projections|bookings|texts)_(search_text|numbers|words)", name or "")


def test_migrations_and_tables_agree(database_url: str) -> None:
    database = Database.open(database_url)
    with database.writer.begin() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_object": is_in_the_models}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SCHEMA) == []
    database.dispose()


def test_partial_indexes_are_partial(database_url: str) -> None:
    database = Database.open(database_url)
    found = inspect(database.reader)
    for table, name in (("jobs", "uq_jobs_open"), ("bookings", "uq_bookings_active")):
        index = next(index for index in found.get_indexes(table) if index["name"] == name)
        assert index["unique"]
        assert index["dialect_options"][f"{database.reader.dialect.name}_where"] is not None
    database.dispose()


def test_migrating_twice_is_migrating_once(database_url: str) -> None:
    database = Database.open(database_url)
    database.migrate()
    database.migrate()
    database.dispose()


def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    starts = [subprocess.Popen([sys.executable, "-c", MIGRATE, empty_url], cwd=ROOT) for _ in range(3)]
    assert [process.wait(timeout=60) for process in starts] == [0, 0, 0]
    database = Database.open(empty_url)
    assert "documents" in inspect(database.reader).get_table_names()
    database.dispose()


def test_program_older_than_the_schema_says_so_and_changes_nothing(database_url: str) -> None:
    database = Database.open(database_url)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingError, match="newer Prejeto"):
        database.migrate()
    assert "newer Prejeto" in database.schema_fault()
    with database.writer.begin() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": newest_revision()})
    assert not database.schema_fault()
    database.dispose()


def test_what_waits_at_the_upgrade_takes_turns(empty_url: str) -> None:
    database = Database.open(empty_url)
    with database.writer.begin() as connection:
        upgrade(connection, "0001")
        for name, job, status in (
            ("a", "1", "done"),
            ("a", "2", "queued"),
            ("a", "3", "queued"),
            ("b", "4", "running"),
        ):
            add_old_job(connection, name, job, status)
        upgrade(connection)
        turns = {row.id: row.turn for row in connection.execute(text("SELECT id, turn FROM jobs"))}
    assert turns == {"1": 0, "2": 1, "3": 2, "4": 1}
    database.dispose()


def add_old_job(connection: Connection, organisation: str, job: str, status: str) -> None:
    """A document and its job, as the first schema had them."""
    at = f"'2024-01-0{job} 00:00:00+00:00'"
    mine = {"id": f"'{job}'", "organisation_id": f"'{organisation}'"}
    counts = dict.fromkeys(("attempt", "crashes", "deferrals"), "0")
    document = {"sha256": f"'{job}'", "size": "1", "name": "'a.pdf'", "channel": "'cli'", "state": "'received'"}
    document |= {"received_at": at, "changed_at": at, "version": "0", "pages": "0"}
    job_row = {"document_id": f"'{job}'", "status": f"'{status}'", "created_at": at, "available_at": at, **counts}
    organisation_row = {"id": f"'{organisation}'", "name": "'O'", "created_at": at}
    insert(connection, "organisations", organisation_row | {"audit_sequence": "0", "audit_head": "''"})
    insert(connection, "documents", mine | document)
    insert(connection, "jobs", mine | job_row)


def insert(connection: Connection, table: str, values: dict[str, str]) -> None:
    columns = f"({', '.join(values)}) VALUES ({', '.join(values.values())})"
    connection.execute(text(f"INSERT INTO {table} {columns} ON CONFLICT DO NOTHING"))


def test_every_table_belongs_to_an_organisation() -> None:
    tables = [table for name, table in SCHEMA.tables.items() if name != "organisations"]
    assert [table.name for table in tables if "organisation_id" not in table.columns] == []
    assert [table.name for table in tables if table.columns["organisation_id"].nullable] == ["links"]


def test_no_column_is_a_binary_float_for_money() -> None:
    columns = [column for table in SCHEMA.tables.values() for column in table.columns]
    assert {column.name for column in columns if isinstance(column.type, Float)} == {"confidence", "score", "threshold"}


def test_the_schema_knows_every_module_of_tables() -> None:
    there = {path.stem for path in (ROOT / "models" / "tables").glob("*.py")} - {"__init__", "base", "schema"}
    assert {module.__name__.rpartition(".")[2] for module in MODULES} == there
