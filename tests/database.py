"""The PostgreSQL of a test run: one server, one migrated pattern, one copy for each test that asks.

A copy is clean by construction: services commit by themselves, the audit trail refuses to be emptied, and code lists
are data that a test may change, so neither rolling back nor truncating would do. It is some 1,200 files: 30 ms where
they are in memory, ten times that on a disk's file system. Hence MEMORY, where there is room (ADR 0082).
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from housing import db
from housing.postgres import Server

FOLDER = "HAVEN_TEST_FOLDER"
PREFIX = "haven-tests-"
PATTERN = "migrated"
MEMORY = Path("/dev/shm")  # noqa: S108 - for a folder that mkdtemp makes
ROOM = 3 * 1024**3  # bytes free: a whole run has used 0.4 GiB near its end; a container's usual 64 MiB would not do


def open_folder() -> Path:
    """The folder of this run, shared by its workers. Made by whoever comes first, who also has to close it."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place()))
    folder.chmod(0o711)  # root without namespaces: the account that PostgreSQL runs as has to pass through
    os.environ[FOLDER] = str(folder)
    return folder


def place(memory: Path = MEMORY, room: int = ROOM) -> Path:
    """Where a run's folder is made: in memory, or else on disk where every other temporary file is."""
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= room
    return memory if roomy else Path(tempfile.gettempdir())


def close_folder(folder: Path) -> None:
    """Stop the server, if there is one, and remove everything. Workers that died hold nothing any more."""
    if os.environ.get(FOLDER) == str(folder):  # not where it is another run's that is swept up
        del os.environ[FOLDER]
    if (folder / "postgres").exists():
        Server(folder / "postgres", durable=False).stop()
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Close what runs left behind that were killed."""
    for folder in [*Path(tempfile.gettempdir()).glob(f"{PREFIX}*"), *MEMORY.glob(f"{PREFIX}*")]:
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)) and folder.stat().st_uid == os.geteuid():
            close_folder(folder)


def server() -> Server:
    """The server of this run, started. Give it back with `stop`."""
    return Server(Path(os.environ[FOLDER]) / "postgres", durable=False).start()


def pattern(server: Server, name: str, fill: Callable[[str], None]) -> str:
    """Make the database `name` once in this run, by `fill(url)`; other workers wait and then use it."""
    with _alone(name):
        half_made = f"{name}_in_the_making"
        marker = Path(os.environ[FOLDER]) / f"{name}.made"
        if not marker.exists():
            server.drop_database(half_made)
            server.create_database(half_made)
            fill(server.url(half_made))
            server.drop_database(name)  # of a run that was killed between the next two lines
            server.rename_database(half_made, name)
            marker.touch()
    return name


@contextmanager
def copy(server: Server, pattern: str) -> Iterator[str]:
    """The address of a fresh copy, gone afterwards."""
    name = f"copy_{os.getpid()}"
    server.drop_database(name)
    server.create_database(name, template=pattern)
    try:
        yield server.url(name)
    finally:
        db.unbind()
        server.drop_database(name)


@contextmanager
def _alone(name: str) -> Iterator[None]:
    with (Path(os.environ[FOLDER]) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
