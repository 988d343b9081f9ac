"""Alembic's way in: runs the steps on the connection of `pipeline.load.database`, inside its transaction."""

from __future__ import annotations

from alembic import context

from pipeline.load.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
