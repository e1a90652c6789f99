"""The process behind a data folder, and files that a dead one left behind."""

from __future__ import annotations

import os
from pathlib import Path

from housing.postgres.settings import PORT

NOBODY = 2_147_483_647  # a process number that no system hands out


def running_pid(data_dir: Path) -> int | None:
    """The process that runs this cluster, or None. It may still be starting."""
    pid = _noted_pid(data_dir)
    return pid if pid is not None and _is_alive(pid) and _lives_in(pid, data_dir) else None


def disown_reused_number(data_dir: Path, socket_dir: Path) -> None:
    """Let a cluster start whose old process number now belongs to somebody else, as after a container's restart.

    PostgreSQL would take that stranger for itself and refuse for ever. The file is not removed: its other lines
    say which shared memory was in use, and guard against starting beside backends of the old process.
    """
    pid = _noted_pid(data_dir)
    if pid is not None and _is_alive(pid) and not _lives_in(pid, data_dir):
        note = data_dir / "postmaster.pid"
        note.write_text("\n".join([str(NOBODY), *note.read_text().split("\n")[1:]]))
        (socket_dir / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)


def _noted_pid(data_dir: Path) -> int | None:
    try:
        return int((data_dir / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _lives_in(pid: int, data_dir: Path) -> bool:
    """Whether the process works in this folder, as a PostgreSQL does; where nobody can tell, it counts as so."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data_dir.resolve()
    except PermissionError:
        return True
    except OSError:
        return not Path("/proc/self").exists()
