"""Alembic's entry: runs on the address that `housing.db.migrate` passes, never on a configuration file."""

from alembic import context
from sqlalchemy import create_engine

from housing.tables import METADATA

engine = create_engine(context.config.attributes["url"])
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=METADATA, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
