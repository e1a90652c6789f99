"""How our own PostgreSQL is set. A council's own server is set by its own people."""

from __future__ import annotations

from pathlib import Path

OWNER = "haven"
PORT = 5432  # only names the socket's file: nothing listens on the network

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A log is read by more people than a case is: no statements, no values, no rows.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "idle_in_transaction_session_timeout": "60s",
    "statement_timeout": "60s",
    "lock_timeout": "10s",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def settings_file(socket_dir: Path, *, durable: bool) -> str:
    """The text of `postgresql.auto.conf`. Not durable is faster, and a power cut may lose everything."""
    settings = {**SETTINGS, "unix_socket_directories": str(socket_dir), **({} if durable else FORGETFUL)}
    return "".join(f"{name} = '{value}'\n" for name, value in settings.items())
