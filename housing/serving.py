"""How gunicorn serves Haven: two workers with four threads, on the address it is given, no query strings in its log."""

from __future__ import annotations

import os
import signal
from typing import Any

from allocation.ready import ready
from housing import db
from housing.ending import end_with_parent

bind = os.environ.get("HAVEN_BIND", "127.0.0.1:5000")
workers = int(os.environ.get("HAVEN_WORKERS", "2"))
threads = 4
preload_app = True
keepalive = 15
timeout = 60
graceful_timeout = 8
accesslog = os.environ.get("HAVEN_ACCESS_LOG") or None
access_log_format = "%(h)s %(m)s %(U)s %(s)s %(M)s"
loglevel = "warning"
control_socket_disable = True


def on_starting(_server: Any) -> None:
    """Stop at once when `haven start` is gone, so that the next start finds its port free. Workers are born with the
    matcher's compiled loops, so that nobody's first question waits for them."""
    end_with_parent(signal.SIGQUIT)
    ready()


def post_fork(_server: Any, _worker: Any) -> None:
    """A worker opens connections of its own; those it was born with belong to the parent."""
    db.engine().dispose(close=False)
