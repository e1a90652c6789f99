"""The one error of this package."""

from housing.unusable import Unusable


class PostgresUnavailable(Unusable):
    """PostgreSQL could not be found, made, started or stopped. The message is one sentence for people."""
