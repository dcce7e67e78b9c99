"""Searches find the newest first by their indexes, and words of pages by an index of words.

PostgreSQL's indexes of trigrams get the shelf of a row, which is its organisation and the time that its id begins with;
that of words on pages has the shelf before every word. SQLite's table of the words on pages gets words in place of
trigrams. New indexes are made before the old ones go: whoever reads goes on reading meanwhile.

The index of what is in review holds what a filter asks for, so that it is answered from there.
"""

import importlib

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

IN_REVIEW = sa.text("state IN ('in_review', 'ready')")
SHELF = "right(organisation_id, 4) || substr({key}, 4, 3)"
BY_TRIGRAMS = """
CREATE INDEX ix_{table}_search_text_new ON {table}
USING gin ((ARRAY[{shelf}]), search_text gin_trgm_ops) WITH (fastupdate = off)
"""
BY_WORDS = r"""
CREATE INDEX ix_texts_words ON texts USING gin (
    (array_to_tsvector(string_to_array(ltrim(replace(
        translate(' ' || search_text, '!"#$%%&''()*+,-./:;<=>?@[\]^_`{{|}}~', '                                '),
        ' ', ' ' || {shelf}
    )), ' ')))
) WITH (fastupdate = off)
"""
ON_SQLITE = (
    "DROP TABLE texts_words",
    "CREATE VIRTUAL TABLE texts_words USING fts5 (search_text, tokenize = 'ascii', prefix = '2 3')",
)
trigrams = importlib.import_module("storage.migrations.versions.0003_search_by_trigrams")


def upgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.drop_index('ix_documents_review', 'documents')
        index_what_is_in_review('ix_documents_review')
        for statement in (*ON_SQLITE, trigrams.FILL_WORDS.format(table='texts', key='document_id')):
            op.execute(statement)
        return
    execute = op.get_bind().exec_driver_sql
    execute("SET LOCAL maintenance_work_mem = '256MB'")
    execute(BY_WORDS.format(shelf=SHELF.format(key='document_id')))
    for table, key in trigrams.SEARCHED:
        execute(BY_TRIGRAMS.format(table=table, shelf=SHELF.format(key=key)))
    index_what_is_in_review('ix_documents_review_new')
    execute("DROP INDEX ix_texts_search_text")
    for name in ('ix_projections_search_text', 'ix_bookings_search_text', 'ix_documents_review'):
        execute(f"DROP INDEX {name}")
        execute(f"ALTER INDEX {name}_new RENAME TO {name}")


def index_what_is_in_review(name: str) -> None:
    columns = ['organisation_id', 'received_at', 'id', 'assigned_to', 'due_by']
    op.create_index(name, 'documents', columns, sqlite_where=IN_REVIEW, postgresql_where=IN_REVIEW)
