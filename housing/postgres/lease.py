"""Who uses a cluster now. Locks of the kernel, so that a process that was killed counts as gone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Lease:
    """The users of one data folder, kept in two empty files beside it: `.lock` and `.users`."""

    def __init__(self, data_dir: Path) -> None:
        self._turn = data_dir.with_name(data_dir.name + ".lock")
        self._users = data_dir.with_name(data_dir.name + ".users")
        self._held: int | None = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nobody else makes, starts or stops this cluster."""
        turn = _open(self._turn)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield
        finally:
            os.close(turn)

    def take(self) -> None:
        """Be one of its users, until `leave` or the end of this process."""
        if self._held is None:
            self._held = _open(self._users)
            fcntl.flock(self._held, fcntl.LOCK_SH)

    def leave(self) -> None:
        """Be no user any more. Released by name, since a forked child may hold the same open file."""
        if self._held is not None:
            fcntl.flock(self._held, fcntl.LOCK_UN)
            os.close(self._held)
            self._held = None

    def is_used(self) -> bool:
        """Whether anybody still uses it. Ask after `leave`."""
        users = _open(self._users)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(users)
        return False


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
