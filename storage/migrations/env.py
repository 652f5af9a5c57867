"""How Alembic runs here: on the connection that `storage/migrate.py` hands it, inside its transaction."""

from alembic import context

import storage.tables  # noqa: F401 - defines the tables
from storage.schema import complete_for_postgresql, metadata

complete_for_postgresql()

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
