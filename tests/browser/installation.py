"""An installation for the browser tests: settings, and the made-up Rotherham.

Filled by a process of its own, so that the process of the tests keeps no keys and no database in mind.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests import database

REPOSITORY = Path(__file__).parents[2]


def environment(url: str) -> dict[str, str]:
    """The settings of a demo installation on this database; its keys are made once for the whole run."""
    var = Path(os.environ[database.FOLDER]) / "var"
    return {"HAVEN_KIND": "demo", "DATABASE_URL": url, "HAVEN_VAR": str(var), "HAVEN_WORKERS": "1"}


def seed(url: str) -> None:
    """Load the made-up people and places and run today's matching, as `./run` does the first time."""
    _fill(url, "tests.browser.made_up")


def seed_morning(url: str) -> None:
    """Load one small morning, with no history."""
    _fill(url, "tests.browser.journeys.morning")


def _fill(url: str, program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", program],
        cwd=REPOSITORY,
        env={**os.environ, **environment(url)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the made-up data could not be loaded:\n{done.stderr[-4000:]}")
