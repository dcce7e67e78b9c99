"""What was read before there were doubts and texts is written down; what is thought of documents is counted by an index.

Only what lacks something is written down here. Workers give it, a few documents at a time, while everything runs.
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

EVIDENCE = sa.text("decided_at IS NOT NULL AND obstacle = ''")
OF_EVIDENCE = ['organisation_id', 'reader', 'decided_at', 'document_id', 'score', 'wrong', 'at']
COUNTED = ['organisation_id', 'reader', 'at', 'lane', 'obstacle', 'score', 'decided_at', 'wrong']
LACKING = """
INSERT INTO backlog (document_id, organisation_id, waits)
SELECT d.id, d.organisation_id, d.state IN ('in_review', 'ready')
FROM documents d
WHERE d.state <> 'unpacked' AND (
    EXISTS (SELECT 1 FROM projections p WHERE p.document_id = d.id AND d.version > 0 AND p.doubts IS NULL)
    OR EXISTS (
        SELECT 1 FROM objects o
        WHERE o.organisation_id = d.organisation_id AND o.document_id = d.id AND o.role = 'transcript'
    ) AND NOT EXISTS (SELECT 1 FROM texts t WHERE t.document_id = d.id)
)
"""


def upgrade() -> None:
    op.create_table('backlog',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('waits', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_backlog_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_backlog_organisation_id')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_backlog'))
    )
    op.create_index(op.f('ix_backlog_waits_document_id'), 'backlog', ['waits', 'document_id'])
    op.execute(LACKING)
    op.drop_index(op.f('ix_assessments_organisation_id_reader_decided_at_document_id'), 'assessments')
    op.create_index('ix_assessments_evidence', 'assessments', OF_EVIDENCE, sqlite_where=EVIDENCE, postgresql_where=EVIDENCE)
    op.create_index('ix_assessments_counted', 'assessments', COUNTED)
    op.drop_index(op.f('ix_projections_organisation_id_seller_key'), 'projections')
    op.create_index(op.f('ix_projections_organisation_id_seller_key_document_id'), 'projections', ['organisation_id', 'seller_key', 'document_id'])
