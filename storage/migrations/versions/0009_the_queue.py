"""The queue: who is to review what, by when and why; who has it; saved views; and the text of the pages to search in.

What was read before has no doubts and no text until workers catch up with it (0013).
"""

import importlib

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

IN_REVIEW = sa.text("state IN ('in_review', 'ready')")
READ_BEFORE = """
UPDATE documents SET due_by = (SELECT due_date FROM projections WHERE document_id = documents.id)
WHERE EXISTS (SELECT 1 FROM projections WHERE document_id = documents.id AND due_date IS NOT NULL)
"""
trigrams = importlib.import_module("storage.migrations.versions.0003_search_by_trigrams")


def upgrade() -> None:
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.add_column(sa.Column('assigned_to', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('due_by', sa.Date(), nullable=False, server_default='9999-12-31'))
    op.execute(READ_BEFORE)
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.create_index('ix_documents_review', ['organisation_id', 'received_at', 'id'], unique=False, sqlite_where=IN_REVIEW, postgresql_where=IN_REVIEW)
        batch_op.create_index('ix_documents_next', ['organisation_id', 'assigned_to', 'due_by', 'received_at', 'id'], unique=False, sqlite_where=IN_REVIEW, postgresql_where=IN_REVIEW)
        batch_op.create_index('ix_documents_due', ['organisation_id', 'due_by', 'received_at', 'id'], unique=False, sqlite_where=IN_REVIEW, postgresql_where=IN_REVIEW)
    with op.batch_alter_table('projections', schema=None) as batch_op:
        batch_op.add_column(sa.Column('doubts', sa.Text(), nullable=True))
    op.create_table('doubts',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('received_at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_doubts_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_doubts_organisation_id')),
    sa.PrimaryKeyConstraint('document_id', 'subject', name=op.f('pk_doubts'))
    )
    with op.batch_alter_table('doubts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_doubts_organisation_id_subject_received_at_document_id'), ['organisation_id', 'subject', 'received_at', 'document_id'], unique=False)
    op.create_table('holds',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('since', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('until', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_holds_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_holds_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_holds_user_id')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_holds'))
    )
    with op.batch_alter_table('holds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_holds_organisation_id_until'), ['organisation_id', 'until'], unique=False)
    op.create_table('views',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('query', sa.String(length=1000), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('created_at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_views_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_views_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_views'))
    )
    with op.batch_alter_table('views', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_views_organisation_id_user_id'), ['organisation_id', 'user_id'], unique=False)
    op.create_table('texts',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_texts_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_texts_organisation_id')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_texts'))
    )
    if op.get_bind().dialect.name == 'sqlite':
        trigrams.index_on_sqlite('texts', 'document_id')
    else:
        trigrams.index_on_postgresql('texts')
