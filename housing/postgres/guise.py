"""Whom PostgreSQL runs as. It refuses to be root, so root needs a guise; nobody else does.

As root the programs run in a user namespace of their own, where the same files seem to belong to "nobody": no
account is added, no folder is opened to others, and everything stays root's. Where namespaces are refused (a
container's default profile, a chroot) they run as the account `postgres` or `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from housing.postgres.unavailable import PostgresUnavailable

NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Guise:
    """How a program of PostgreSQL is run: words in front of it, or another account. `uid` owns the data."""

    prefix: tuple[str, ...] = ()
    account: tuple[int, int] | None = None

    @property
    def uid(self) -> int:
        """The account, as the kernel sees it from outside, that owns the data and the socket."""
        return self.account[0] if self.account else os.geteuid()

    def run(self, command: Sequence[str | Path], *, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """Run to the end, whatever the outcome, without our terminal, our PG* settings or our working folder."""
        uid, gid = self.account or (None, None)
        return subprocess.run(
            [*self.prefix, *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            cwd="/",
            env=_environment(),
            timeout=seconds,
            user=uid,
            group=gid,
            extra_groups=None if uid is None else [],
            check=False,
        )

    def can_run(self, program: Path) -> bool:
        """Whether the program starts at all in this guise."""
        try:
            return self.run([program, "--version"], seconds=20).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            return False

    def can_reach(self, folder: Path) -> bool:
        """Whether the folder can be entered in this guise. Only another account could be shut out."""
        return self.account is None or self.run(["/bin/sh", "-c", 'cd "$0"', folder]).returncode == 0

    def give(self, path: Path) -> None:
        """Hand a file or folder of ours over to the account that has to own it."""
        if self.account:
            os.chown(path, *self.account)


def choose_guise() -> Guise:
    """The guise that works here.

    Raises:
        PostgresUnavailable: we are root, namespaces are refused and there is no other account.
    """
    if os.geteuid() != 0:
        return Guise()
    in_namespace = Guise(prefix=NAMESPACE)
    if shutil.which(NAMESPACE[0]) and in_namespace.run(["true"]).returncode == 0:
        return in_namespace
    return account_guise()


def account_guise(names: Sequence[str] = ACCOUNTS) -> Guise:
    """The guise of the first of these accounts that exists."""
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Guise(account=(entry.pw_uid, entry.pw_gid))
    raise PostgresUnavailable(
        "PostgreSQL does not run as root, and there is no account postgres or nobody: "
        "run Haven as an ordinary user or set DATABASE_URL."
    )


def _environment() -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**ours, "LC_ALL": "C"}
