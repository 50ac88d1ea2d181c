"""Runs the steps on the connection that the program hands in, inside its transaction."""

from alembic import context

from vipdesk.store.table import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
