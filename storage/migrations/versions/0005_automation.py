"""What may be booked unseen: policies, and what was thought of documents before a person saw them."""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('automation',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('mode', sa.String(length=64), nullable=False),
    sa.Column('bound', sa.Integer(), nullable=False),
    sa.Column('sample', sa.Integer(), nullable=False),
    sa.Column('threshold', sa.Double(), nullable=True),
    sa.Column('reader', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(length=64), nullable=False),
    sa.Column('since', models.tables.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('changed_at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_automation_organisation_id')),
    sa.PrimaryKeyConstraint('organisation_id', name=op.f('pk_automation'))
    )
    op.create_table('assessments',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reader', sa.String(length=64), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('obstacle', sa.String(length=64), nullable=False),
    sa.Column('lane', sa.String(length=64), nullable=False),
    sa.Column('threshold', sa.Double(), nullable=True),
    sa.Column('at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_at', models.tables.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('wrong', sa.Boolean(), nullable=True),
    sa.Column('cause', sa.String(length=64), nullable=True),
    sa.Column('terms', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_assessments_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_assessments_organisation_id')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_assessments'))
    )
    with op.batch_alter_table('assessments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessments_organisation_id_reader_decided_at_document_id'), ['organisation_id', 'reader', 'decided_at', 'document_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assessments_organisation_id_at_document_id'), ['organisation_id', 'at', 'document_id'], unique=False)
