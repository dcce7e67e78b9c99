"""Letters to senders and mails with notices wait in one outbox.

Notices that had not gone out by mail at this moment do not any more; they stay on the screen.
"""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

MOMENT = models.tables.base.UtcDateTime(timezone=True)
UNSENT = sa.text('ended_at IS NULL')
HINDERED = sa.text('problem IS NOT NULL')
LETTERS = """
INSERT INTO outbox (id, organisation_id, document_id, content, created_at, available_at, attempt, failures, leased_until,
ended_at, problem)
SELECT id, organisation_id, document_id, content, created_at, available_at, attempt, failures, leased_until, ended_at,
CASE WHEN status = 'recalled' THEN 'recalled' ELSE problem END FROM letters
"""


def upgrade() -> None:
    op.drop_table('outbox')
    op.create_table('outbox',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('document_id', sa.String(length=32), nullable=True),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('available_at', MOMENT, nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('leased_until', MOMENT, nullable=True),
    sa.Column('ended_at', MOMENT, nullable=True),
    sa.Column('problem', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_outbox_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_outbox_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    op.create_index('ix_outbox_unsent', 'outbox', ['available_at', 'id'], sqlite_where=UNSENT, postgresql_where=UNSENT)
    op.create_index('ix_outbox_hindered', 'outbox', ['organisation_id', 'created_at'], sqlite_where=HINDERED, postgresql_where=HINDERED)
    op.create_index(op.f('ix_outbox_document_id'), 'outbox', ['document_id'])
    op.execute(LETTERS)
    op.drop_table('letters')
