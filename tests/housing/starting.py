"""`haven start` and its relations as real processes, with a filling that takes a moment instead of half a minute."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 120.0
# Instead of a year: the council and its accounts in one transaction, a stop at which a test may kill, the note.
QUICK = """
import sys, time
from pathlib import Path
from housing.cli import main
from seed import cast, loading

def load(*, now):
    cast.set_up(now=now)
    Path({half!r}).touch()
    while Path({wait!r}).exists():
        time.sleep(0.05)
    loading._end(now=now)

loading.load = load
main(sys.argv[1:])
"""


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Haven:
    """One installation in a folder, and the commands that are run on it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.half, self.wait = folder / "half", folder / "wait"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "HAVEN_VAR": str(folder / "var"),
            "HAVEN_WORKERS": "1",
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }

    @contextmanager
    def running(self, *words: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """A command under way; whatever it left is killed at the end."""
        process = self.begin(*words, **environment)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=PATIENCE)

    def begin(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command."""
        program = QUICK.format(half=str(self.half), wait=str(self.wait))
        return subprocess.Popen(
            [sys.executable, "-c", program, *words],
            cwd=REPOSITORY,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str, **environment: str) -> tuple[int, str]:
        """A command to its end: how it ended, what it said."""
        process = self.begin(*words, **environment)
        said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def answers(self) -> bool:
        """Whether the sign-in page is served."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/sign-in")
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()


def until(what: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not happen")
        time.sleep(0.1)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == pid:
                found.append(int(folder.name))
    return found


def is_gone(pid: int) -> bool:
    """Whether a process has ended, collected by its parent or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def listens_for_the_end(pid: int) -> bool:
    """Whether a process has said what it does when it is told to stop: Python by itself does not."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
    return bool(caught & 1 << (signal.SIGTERM - 1))


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a process as the kernel does when memory runs out, and wait until what it started has ended too."""
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=PATIENCE)  # ends when the last that holds the other end of the pipe has
