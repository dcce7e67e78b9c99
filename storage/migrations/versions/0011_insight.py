"""What is counted day by day, how long documents are looked at, and issuers with their defaults."""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

WRONG = sa.text("wrong")
OF_AUTOMATION = sa.text(
    "event IN ('automation_set', 'automation_moved', 'automation_switched_on', 'automation_switched_off')"
)
DAY = {'sqlite': "substr({0}, 1, 10)", 'postgresql': "CAST({0} AT TIME ZONE 'UTC' AS DATE)"}
NEW_ID = {'sqlite': "lower(hex(randomblob(16)))", 'postgresql': "md5(random()::text || clock_timestamp()::text)"}
TAKEN = {
    'sqlite': "CAST((julianday(b.booked_at) - julianday(d.received_at)) * 86400 AS INTEGER)",
    'postgresql': "CAST(EXTRACT(EPOCH FROM (b.booked_at - d.received_at)) AS BIGINT)",
}
BUCKETS = ((3600, 'hour'), (14400, 'four_hours'), (86400, 'day'), (259200, 'three_days'), (604800, 'week'))


def upgrade() -> None:
    op.create_table('tallies',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('measure', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('count', sa.BigInteger(), nullable=False),
    sa.Column('seconds', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_tallies_organisation_id')),
    sa.PrimaryKeyConstraint('organisation_id', 'day', 'measure', 'name', name=op.f('pk_tallies'))
    )
    op.create_table('attention',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_attention_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_attention_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_attention_user_id')),
    sa.PrimaryKeyConstraint('document_id', 'user_id', name=op.f('pk_attention'))
    )
    with op.batch_alter_table('attention', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attention_organisation_id'), ['organisation_id'], unique=False)
    op.create_table('issuers',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('documents', sa.Integer(), nullable=False),
    sa.Column('wrong', sa.Integer(), nullable=False),
    sa.Column('last_at', models.tables.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expense_account', sa.String(length=40), nullable=False),
    sa.Column('cost_centre', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_issuers_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issuers')),
    sa.UniqueConstraint('organisation_id', 'key', name=op.f('uq_issuers_organisation_id_key'))
    )
    with op.batch_alter_table('assessments', schema=None) as batch_op:
        batch_op.create_index('ix_assessments_wrong', ['organisation_id', 'decided_at'], unique=False, sqlite_where=WRONG, postgresql_where=WRONG)
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index('ix_audit_automation', ['organisation_id', 'sequence'], unique=False, sqlite_where=OF_AUTOMATION, postgresql_where=OF_AUTOMATION)
    fill(op.get_bind().dialect.name)


def fill(database: str) -> None:
    """Count what happened before. Fields are counted from now on: what was changed of most is not in clear."""
    count('received', 'd.channel', 'documents d', 'd.received_at', database)
    count('read', 'a.lane', 'assessments a', 'a.at', database, org='a')
    count('decided', 'a.cause', 'assessments a', 'a.decided_at', database, org='a', where='a.cause IS NOT NULL')
    both, taken = 'bookings b JOIN documents d ON d.id = b.document_id', TAKEN[database]
    who = "CASE b.booked_by WHEN 'policy' THEN 'unseen' ELSE 'person' END"
    count('booked', who, both, 'b.booked_at', database, org='b', seconds=taken)
    span = 'CASE ' + ' '.join(f"WHEN {taken} < {most} THEN '{name}'" for most, name in BUCKETS) + " ELSE 'longer' END"
    count('turnaround', span, both, 'b.booked_at', database, org='b')
    op.execute(f"""
        INSERT INTO issuers (id, organisation_id, "key", name, documents, wrong, last_at, expense_account, cost_centre, version)
        SELECT {NEW_ID[database]}, p.organisation_id, p.seller_key, max(p.seller_name), count(*),
               count(CASE WHEN a.wrong THEN 1 END), max(b.booked_at), '', '', 1
        FROM bookings b JOIN projections p ON p.document_id = b.document_id
        LEFT JOIN assessments a ON a.document_id = b.document_id
        WHERE b.state = 'active' AND p.seller_key IS NOT NULL
        GROUP BY p.organisation_id, p.seller_key
    """)


def count(
    measure: str, name: str, tables: str, at: str, database: str, *, org: str = 'd', seconds: str = '0', where: str = '1 = 1'
) -> None:
    day = DAY[database].format(at)
    op.execute(f"""
        INSERT INTO tallies (organisation_id, day, measure, name, count, seconds)
        SELECT {org}.organisation_id, {day}, '{measure}', {name}, count(*), sum({seconds})
        FROM {tables} WHERE {where} GROUP BY {org}.organisation_id, {day}, {name}
    """)
