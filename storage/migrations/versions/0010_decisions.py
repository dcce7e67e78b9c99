"""What people decide beside values: second approvals, notes, labels, letters to senders."""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

UNSENT = sa.text("status IN ('queued', 'sending')")
OPEN_QUESTION = sa.text('asked_id IS NOT NULL AND answered_at IS NULL')
MOMENT = models.tables.base.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table('approval_rules',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('limits', sa.Text(), nullable=False),
    sa.Column('new_issuer', sa.Boolean(), nullable=False),
    sa.Column('changed_account', sa.Boolean(), nullable=False),
    sa.Column('changed_at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_approval_rules_organisation_id')),
    sa.PrimaryKeyConstraint('organisation_id', name=op.f('pk_approval_rules'))
    )
    op.create_table('first_approvals',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('actor_id', sa.String(length=64), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_first_approvals_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_first_approvals_organisation_id')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_first_approvals'))
    )
    op.create_table('notes',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.Column('actor_id', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('asked_id', sa.String(length=32), nullable=True),
    sa.Column('answered_at', MOMENT, nullable=True),
    sa.Column('answers_id', sa.String(length=32), nullable=True),
    sa.ForeignKeyConstraint(['answers_id'], ['notes.id'], name=op.f('fk_notes_answers_id')),
    sa.ForeignKeyConstraint(['asked_id'], ['users.id'], name=op.f('fk_notes_asked_id')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_notes_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_notes_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notes'))
    )
    op.create_table('labels',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('colour', sa.String(length=64), nullable=False),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_labels_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_labels')),
    sa.UniqueConstraint('organisation_id', 'name', name=op.f('uq_labels_organisation_id_name'))
    )
    op.create_table('document_labels',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('label_id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_document_labels_document_id')),
    sa.ForeignKeyConstraint(['label_id'], ['labels.id'], name=op.f('fk_document_labels_label_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_document_labels_organisation_id')),
    sa.PrimaryKeyConstraint('document_id', 'label_id', name=op.f('pk_document_labels'))
    )
    op.create_table('letters',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('status', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('actor_id', sa.String(length=64), nullable=False),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('available_at', MOMENT, nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('leased_until', MOMENT, nullable=True),
    sa.Column('ended_at', MOMENT, nullable=True),
    sa.Column('problem', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_letters_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_letters_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letters'))
    )
    op.create_table('letter_texts',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('language', sa.String(length=64), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('changed_at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_letter_texts_organisation_id')),
    sa.PrimaryKeyConstraint('organisation_id', 'language', name=op.f('pk_letter_texts'))
    )
    op.create_index(op.f('ix_first_approvals_organisation_id'), 'first_approvals', ['organisation_id'])
    op.create_index(op.f('ix_notes_organisation_id_document_id_at_id'), 'notes', ['organisation_id', 'document_id', 'at', 'id'])
    op.create_index('ix_notes_open_questions', 'notes', ['organisation_id', 'asked_id'], sqlite_where=OPEN_QUESTION, postgresql_where=OPEN_QUESTION)
    op.create_index(op.f('ix_document_labels_organisation_id_label_id_document_id'), 'document_labels', ['organisation_id', 'label_id', 'document_id'])
    op.create_index(op.f('ix_letters_organisation_id_document_id_created_at_id'), 'letters', ['organisation_id', 'document_id', 'created_at', 'id'])
    op.create_index('ix_letters_unsent', 'letters', ['available_at', 'id'], sqlite_where=UNSENT, postgresql_where=UNSENT)
    op.create_index(op.f('ix_projections_organisation_id_seller_vat_id'), 'projections', ['organisation_id', 'seller_vat_id'])
