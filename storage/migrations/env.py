"""What Alembic runs: the migrations over the connection it was given, in that connection's transaction."""

from alembic import context

import models.tables.audit
import models.tables.documents
import models.tables.mailboxes
import models.tables.people
import models.tables.readings
import models.tables.work  # noqa: F401 - the tables enter the metadata as they are imported
from models.tables.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
