"""A link that works once may be that of a person, who chooses a password with it."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('links', schema=None) as batch_op:
        batch_op.add_column(sa.Column('user_id', sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_links_user_id'), 'users', ['user_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_links_user_id'), ['user_id'], unique=False)
