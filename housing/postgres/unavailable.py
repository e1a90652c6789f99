"""The one error of this package."""


class PostgresUnavailable(RuntimeError):
    """PostgreSQL could not be found, made, started or stopped. The message is one sentence for people."""
