"""Haven as it is served: gunicorn in a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SECONDS_TO_START = 180.0  # a busy machine is slow, not wrong


class LiveServer:
    """A running server at `address`; `stop` it."""

    def __init__(self, application: str, environment: Mapping[str, str], log: Path) -> None:
        self._log = log
        with socket.create_server(("127.0.0.1", 0)) as listening, log.open("wb") as output:
            self.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
            command = ["-c", "python:housing.serving", "--bind", f"fd://{listening.fileno()}", application]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *command],
                cwd=REPOSITORY,
                env={**os.environ, **environment},
                pass_fds=[listening.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def wait(self) -> None:
        """Return when it answers, whatever the answer.

        Raises:
            RuntimeError: it ended, or was too slow; with what it said.
        """
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                urllib.request.urlopen(self.address, timeout=5).close()  # noqa: S310 - our own address
            except urllib.error.HTTPError as answer:
                answer.close()
                return
            except OSError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise RuntimeError(f"the server did not start:\n{self._log.read_text(errors='replace')[-4000:]}")

    def stop(self) -> None:
        """Stop it, politely first."""
        self._process.terminate()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
