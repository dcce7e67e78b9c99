"""What people are told, how each wants that, and the mails that go out; what somebody handed in is found by an index."""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

MOMENT = models.tables.base.UtcDateTime(timezone=True)
UNREAD = sa.text('shown AND read_at IS NULL')
UNMAILED = sa.text('to_mail')
UNSENT = sa.text('ended_at IS NULL')


def upgrade() -> None:
    op.create_table('preferences',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('screen', sa.Text(), nullable=False),
    sa.Column('mail', sa.Text(), nullable=False),
    sa.Column('pace', sa.String(length=64), nullable=False),
    sa.Column('single_keys', sa.Boolean(), nullable=False),
    sa.Column('seen', sa.Text(), nullable=False),
    sa.Column('mailed_at', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_preferences_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_preferences_user_id')),
    sa.PrimaryKeyConstraint('organisation_id', 'user_id', name=op.f('pk_preferences'))
    )
    op.create_table('notices',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('document_id', sa.String(length=32), nullable=True),
    sa.Column('mailbox_id', sa.String(length=32), nullable=True),
    sa.Column('at', MOMENT, nullable=False),
    sa.Column('shown', sa.Boolean(), nullable=False),
    sa.Column('read_at', MOMENT, nullable=True),
    sa.Column('to_mail', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_notices_document_id')),
    sa.ForeignKeyConstraint(['mailbox_id'], ['mailboxes.id'], name=op.f('fk_notices_mailbox_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_notices_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_notices_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices'))
    )
    op.create_index(op.f('ix_notices_organisation_id_user_id_at_id'), 'notices', ['organisation_id', 'user_id', 'at', 'id'])
    op.create_index('ix_notices_unread', 'notices', ['organisation_id', 'user_id'], sqlite_where=UNREAD, postgresql_where=UNREAD)
    op.create_index('ix_notices_unmailed', 'notices', ['organisation_id', 'user_id'], sqlite_where=UNMAILED, postgresql_where=UNMAILED)
    op.create_table('outbox',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('available_at', MOMENT, nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('ended_at', MOMENT, nullable=True),
    sa.Column('problem', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_outbox_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    op.create_index('ix_outbox_unsent', 'outbox', ['available_at', 'id'], sqlite_where=UNSENT, postgresql_where=UNSENT)
    op.create_index(op.f('ix_receipts_organisation_id_actor_id_received_at'), 'receipts', ['organisation_id', 'actor_id', 'received_at'])
