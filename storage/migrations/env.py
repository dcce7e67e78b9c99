"""What Alembic runs: the migrations over the connection it was given, in that connection's transaction."""

from alembic import context

from models.tables.schema import SCHEMA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SCHEMA,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
