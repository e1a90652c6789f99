"""An installation for the browser tests: settings, and the made-up Rotherham put in by Haven's own command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests import database


def environment(url: str) -> dict[str, str]:
    """The settings of a demo installation on this database; its keys are made once for the whole run."""
    return {"HAVEN_KIND": "demo", "DATABASE_URL": url, "HAVEN_VAR": str(Path(os.environ[database.FOLDER]) / "var")}


def seed(url: str) -> None:
    """Load the made-up people and places and run today's matching, as `./run` does."""
    haven = Path(sys.executable).with_name("haven")
    subprocess.run([haven, "seed"], env={**os.environ, **environment(url)}, check=True)
