"""The program that speaks to the browser: Playwright's driver runs on a Node of its own, which a bare Debian lacks a
library for (libatomic1). Any Node will do instead, such as the one that fetched the front end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import playwright

CHOICE = "PLAYWRIGHT_NODEJS_PATH"
OWN = Path(playwright.__file__).parent / "driver" / "node"


class NoDriver(RuntimeError):
    """No Node runs here. The message says what to install."""

    def __init__(self) -> None:
        super().__init__("The browser tests need the package libatomic1, or a Node of this machine: install either.")


def choose_node(candidates: Iterable[str | Path | None] | None = None) -> None:
    """Have Playwright use the first Node that runs: its own, the environment's, the machine's.

    Raises:
        NoDriver: none runs.
    """
    if candidates is None:
        candidates = (os.environ.get(CHOICE), OWN, Path(sys.executable).with_name("node"), shutil.which("node"))
    for candidate in candidates:
        if candidate is not None and _runs(candidate):
            os.environ[CHOICE] = str(candidate)
            return
    raise NoDriver


def _runs(program: str | Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False
