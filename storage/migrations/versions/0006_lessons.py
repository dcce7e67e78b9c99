"""What approved documents teach about their issuers; what people approved before is learned from too."""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

UNLEARNED = sa.text('content IS NULL')
APPROVED = """
INSERT INTO lessons (document_id, organisation_id, version, approved_at)
SELECT document_id, organisation_id, version, booked_at FROM bookings WHERE state = 'active' AND booked_by <> 'policy'
"""


def upgrade() -> None:
    op.create_table('lessons',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('approved_at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('forgotten', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_lessons_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_lessons_organisation_id')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_lessons'))
    )
    with op.batch_alter_table('lessons', schema=None) as batch_op:
        batch_op.create_index('ix_lessons_unlearned', ['organisation_id'], unique=False, sqlite_where=UNLEARNED, postgresql_where=UNLEARNED)
        batch_op.create_index(batch_op.f('ix_lessons_organisation_id_approved_at_document_id'), ['organisation_id', 'approved_at', 'document_id'], unique=False)

    op.create_table('lesson_marks',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('digest', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_lesson_marks_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_lesson_marks_organisation_id')),
    sa.PrimaryKeyConstraint('document_id', 'digest', name=op.f('pk_lesson_marks'))
    )
    with op.batch_alter_table('lesson_marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lesson_marks_organisation_id_digest'), ['organisation_id', 'digest'], unique=False)

    op.create_table('lesson_trials',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('other_id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('agreed', sa.Text(), nullable=False),
    sa.Column('disagreed', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_lesson_trials_document_id')),
    sa.ForeignKeyConstraint(['other_id'], ['documents.id'], name=op.f('fk_lesson_trials_other_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_lesson_trials_organisation_id')),
    sa.PrimaryKeyConstraint('document_id', 'other_id', name=op.f('pk_lesson_trials'))
    )
    op.execute(APPROVED)
