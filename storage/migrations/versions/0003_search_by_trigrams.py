"""Search by trigrams: texts are folded anew, and indexed on both databases.

PostgreSQL has GIN indexes of pg_trgm. SQLite has, beside each searched table, one with a number for every row and an
FTS5 table by these numbers; triggers keep them right. The numbers of an organisation follow one another, so that a
search stays within its range, whatever others hold. A migration that makes a searched table anew on SQLite has to
call `index_on_sqlite` again: triggers go with their table.
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import searchable

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

SEARCHED = (("projections", "document_id"), ("bookings", "id"))
BATCH = 1000

NUMBERS = """
CREATE TABLE {table}_numbers (
    number INTEGER NOT NULL PRIMARY KEY, organisation_id VARCHAR(32) NOT NULL, subject_id VARCHAR(32) NOT NULL UNIQUE
)
"""
RANGE = "CREATE UNIQUE INDEX ix_{table}_numbers_organisation_id ON {table}_numbers (organisation_id, number)"
WORDS = "CREATE VIRTUAL TABLE {table}_words USING fts5 (search_text, tokenize = 'trigram')"
INSERTED = """
CREATE TRIGGER {table}_words_insert AFTER INSERT ON {table} BEGIN
    INSERT INTO {table}_numbers (number, organisation_id, subject_id) VALUES (
        1 + coalesce(
            (SELECT max(number) FROM {table}_numbers WHERE organisation_id = new.organisation_id),
            (SELECT ((max(number) >> 32) + 1) << 32 FROM {table}_numbers),
            0
        ),
        new.organisation_id,
        new.{key}
    );
    INSERT INTO {table}_words (rowid, search_text)
        SELECT number, new.search_text FROM {table}_numbers WHERE subject_id = new.{key};
END
"""
UPDATED = """
CREATE TRIGGER {table}_words_update AFTER UPDATE OF search_text ON {table}
WHEN new.search_text IS NOT old.search_text BEGIN
    UPDATE {table}_words SET search_text = new.search_text
        WHERE rowid = (SELECT number FROM {table}_numbers WHERE subject_id = new.{key});
END
"""
DELETED = """
CREATE TRIGGER {table}_words_delete AFTER DELETE ON {table} BEGIN
    DELETE FROM {table}_words WHERE rowid = (SELECT number FROM {table}_numbers WHERE subject_id = old.{key});
    DELETE FROM {table}_numbers WHERE subject_id = old.{key};
END
"""
FILL_NUMBERS = """
INSERT INTO {table}_numbers (number, organisation_id, subject_id)
    SELECT ((dense_rank() OVER (ORDER BY organisation_id) - 1) << 32)
        + row_number() OVER (PARTITION BY organisation_id ORDER BY {key}), organisation_id, {key}
    FROM {table}
"""
FILL_WORDS = """
INSERT INTO {table}_words (rowid, search_text)
    SELECT number, search_text FROM {table} JOIN {table}_numbers ON subject_id = {key} ORDER BY number
"""


def upgrade() -> None:
    for table, key in SEARCHED:
        fold_texts(table, key)
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if not on_sqlite:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for table, key in SEARCHED:
        index_on_sqlite(table, key) if on_sqlite else index_on_postgresql(table)


def fold_texts(table: str, key: str) -> None:
    """Make every search text anew, in batches by key."""
    rows = sa.table(table, sa.column(key), sa.column("search_text"))
    change = sa.update(rows).where(rows.c[key] == sa.bindparam("row")).values(search_text=sa.bindparam("text"))
    last = ""
    while found := op.get_bind().execute(sa.select(rows).where(rows.c[key] > last).order_by(rows.c[key]).limit(BATCH)).all():
        op.get_bind().execute(change, [{"row": row, "text": searchable(text)} for row, text in found])
        last = found[-1][0]


def index_on_postgresql(table: str) -> None:
    op.create_index(
        f"ix_{table}_search_text",
        table,
        ["search_text"],
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
        postgresql_with={"fastupdate": "off"},
    )


def index_on_sqlite(table: str, key: str) -> None:
    for left in (f"{table}_words", f"{table}_numbers"):  # of a table that was dropped
        op.execute(f"DROP TABLE IF EXISTS {left}")
    for statement in (NUMBERS, RANGE, WORDS, FILL_NUMBERS, FILL_WORDS, INSERTED, UPDATED, DELETED):
        op.execute(statement.format(table=table, key=key))
