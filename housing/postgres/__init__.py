"""A real PostgreSQL beside the application, for anyone who has none: started, used and stopped by Haven itself.

    server = Server(Path("var/postgres")).start()
    server.create_database("haven")
    engine = create_engine(server.url("haven"))
    ...
    server.stop()

It answers on a socket in a folder that only this account can open, never on the network.
"""

from housing.postgres.server import Server
from housing.postgres.unavailable import PostgresUnavailable

__all__ = ["PostgresUnavailable", "Server"]
