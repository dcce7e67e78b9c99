"""Turns in the queue: what waits already takes its turns, organisation by organisation, oldest first."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

OPEN = sa.text("status IN ('queued', 'running')")
CLAIMED = sa.text("attempt > 0 AND (deferrals = 0 OR status <> 'queued')")
TAKE_TURNS = """
UPDATE jobs SET turn = places.place
FROM (
    SELECT id, row_number() OVER (PARTITION BY organisation_id ORDER BY created_at, id) AS place
    FROM jobs WHERE status IN ('queued', 'running')
) AS places
WHERE jobs.id = places.id
"""


def upgrade() -> None:
    op.add_column('jobs', sa.Column('turn', sa.BigInteger(), nullable=False, server_default='0'))
    op.execute(TAKE_TURNS)
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.alter_column('turn', server_default=None)
        batch_op.drop_index('ix_jobs_open')
        batch_op.create_index('ix_jobs_open', ['turn', 'created_at', 'id'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.create_index('ix_jobs_open_of', ['organisation_id', 'turn'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.create_index('ix_jobs_claimed', ['turn'], unique=False, sqlite_where=CLAIMED, postgresql_where=CLAIMED)
