"""Where the data and the socket of a cluster lie."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from housing.postgres.guise import Guise
from housing.postgres.unavailable import PostgresUnavailable

ELSEWHERE = Path("/var/lib")
SHORT_PLACES = Path("/tmp")  # noqa: S108 - for a 0700 folder whose owner is checked; TMPDIR may be long itself
SOCKET_LIMIT = 85  # bytes: a socket's path may have 107, and PostgreSQL adds /.s.PGSQL.5432.lock


def place_for_data(wanted: Path, guise: Guise) -> Path:
    """The wanted folder; or one under /var/lib when PostgreSQL's account cannot get to it and must not be let in."""
    try:
        wanted.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PostgresUnavailable(f"The folder {wanted.parent} could not be made: {error.strerror}.") from error
    if re.search(r'["$`\\\n]', str(wanted)):
        raise PostgresUnavailable(f'PostgreSQL cannot work in {wanted}: its path must not contain ", $, ` or \\.')
    return wanted if guise.can_reach(wanted.parent) else ELSEWHERE / f"haven-postgres-{_short_name(wanted)}"


def place_for_socket(data_dir: Path, guise: Guise) -> Path:
    """The data folder; or a short one when that path is too long for a socket or has spaces."""
    short = len(os.fsencode(data_dir)) <= SOCKET_LIMIT
    if short and re.fullmatch(r"[\w./+-]+", str(data_dir), re.ASCII):
        return data_dir
    return SHORT_PLACES / f"haven-{guise.uid}-{_short_name(data_dir)}"


def open_socket_folder(socket_dir: Path, data_dir: Path, guise: Guise) -> None:
    """Make the short folder, or check that the one that is there is ours alone.

    Raises:
        PostgresUnavailable: somebody else made it, or others may look into it.
    """
    if socket_dir == data_dir:
        return
    try:
        socket_dir.mkdir(mode=0o700)
        guise.give(socket_dir)
    except FileExistsError:
        there = socket_dir.lstat()
        if not stat.S_ISDIR(there.st_mode) or there.st_uid != guise.uid or there.st_mode & 0o077:
            raise PostgresUnavailable(f"{socket_dir} is not a folder of ours alone: remove it.") from None


def close_socket_folder(socket_dir: Path, data_dir: Path) -> None:
    """Leave no empty folder behind."""
    if socket_dir != data_dir:
        with suppress(OSError):
            socket_dir.rmdir()


def _short_name(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
