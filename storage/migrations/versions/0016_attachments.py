"""Files that people put beside a document."""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

MOMENT = models.tables.base.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table('attachments',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('actor_id', sa.String(length=64), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.Column('removed_at', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_attachments_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_attachments_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachments')),
    sa.UniqueConstraint('organisation_id', 'document_id', 'number', name=op.f('uq_attachments_organisation_id_document_id_number'))
    )
