"""Mailboxes, their mails, and what became of each part of a mail or an archive."""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mailbox_trials',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('created_at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('settings', sa.LargeBinary(), nullable=True),
    sa.Column('begun_at', models.tables.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_at', models.tables.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('steps', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_mailbox_trials_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailbox_trials'))
    )
    with op.batch_alter_table('mailbox_trials', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailbox_trials_ended_at_created_at'), ['ended_at', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailbox_trials_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('mailboxes',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('host', sa.String(length=253), nullable=False),
    sa.Column('port', sa.Integer(), nullable=False),
    sa.Column('security', sa.String(length=64), nullable=False),
    sa.Column('username', sa.String(length=320), nullable=False),
    sa.Column('sign_in', sa.String(length=64), nullable=False),
    sa.Column('secret', sa.LargeBinary(), nullable=True),
    sa.Column('folder', sa.String(length=255), nullable=False),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('afterwards', sa.String(length=64), nullable=False),
    sa.Column('flag', sa.String(length=64), nullable=False),
    sa.Column('move_to', sa.String(length=255), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('enabled', sa.Boolean(), nullable=False),
    sa.Column('created_at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('removed_at', models.tables.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('watcher', sa.String(length=200), nullable=True),
    sa.Column('leased_until', models.tables.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('checked_at', models.tables.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('problem', sa.String(length=64), nullable=True),
    sa.Column('problem_message', sa.Text(), nullable=True),
    sa.Column('problem_since', models.tables.base.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_mailboxes_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailboxes'))
    )
    with op.batch_alter_table('mailboxes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailboxes_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('mails',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('mailbox_id', sa.String(length=32), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('uid_validity', sa.BigInteger(), nullable=False),
    sa.Column('uid', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('document_id', sa.String(length=32), nullable=True),
    sa.Column('outcome', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(length=64), nullable=True),
    sa.Column('found_at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('settled_at', models.tables.base.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_mails_document_id')),
    sa.ForeignKeyConstraint(['mailbox_id'], ['mailboxes.id'], name=op.f('fk_mails_mailbox_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_mails_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mails')),
    sa.UniqueConstraint('mailbox_id', 'generation', 'uid_validity', 'uid', name=op.f('uq_mails_mailbox_id_generation_uid_validity_uid'))
    )
    with op.batch_alter_table('mails', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mails_mailbox_id_found_at_id'), ['mailbox_id', 'found_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mails_organisation_id_document_id'), ['organisation_id', 'document_id'], unique=False)
        batch_op.create_index('ix_mails_unsettled', ['mailbox_id'], unique=False, sqlite_where=sa.text('settled_at IS NULL AND document_id IS NOT NULL'), postgresql_where=sa.text('settled_at IS NULL AND document_id IS NOT NULL'))

    op.create_table('parts',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('outcome', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(length=64), nullable=True),
    sa.Column('part_id', sa.String(length=32), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_parts_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_parts_organisation_id')),
    sa.ForeignKeyConstraint(['part_id'], ['documents.id'], name=op.f('fk_parts_part_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parts')),
    sa.UniqueConstraint('organisation_id', 'document_id', 'number', name=op.f('uq_parts_organisation_id_document_id_number'))
    )
    _note_parts_unpacked_before()


def _note_parts_unpacked_before() -> None:
    """The documents that containers brought before this table was there, in the order they arrived.

    What was left out of them stands in the audit trail only, encrypted.
    """
    connection = op.get_bind()
    arrivals = connection.execute(sa.text(
        "SELECT r.organisation_id, r.parent_id, r.document_id, r.name, r.duplicate FROM receipts r"
        " WHERE r.parent_id IS NOT NULL ORDER BY r.parent_id, r.received_at, r.id"
    )).all()
    numbers: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for organisation_id, parent_id, document_id, name, duplicate in arrivals:
        if (parent_id, document_id) in seen:
            continue
        seen.add((parent_id, document_id))
        numbers[parent_id] = numbers.get(parent_id, -1) + 1
        connection.execute(sa.text(
            "INSERT INTO parts (id, organisation_id, document_id, number, name, outcome, part_id)"
            " VALUES (:id, :org, :parent, :number, :name, :outcome, :part)"
        ), {
            "id": models.tables.base.new_id(),
            "org": organisation_id,
            "parent": parent_id,
            "number": numbers[parent_id],
            "name": name,
            "outcome": "duplicate" if duplicate else "document",
            "part": document_id,
        })
