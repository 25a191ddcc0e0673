"""Alembic's entry: migrations run on the connection, and in the transaction, that storage/migrations gives."""

from alembic import context

import storage.outbox_tables  # noqa: F401 - its tables join the others
from storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
