"""Whoever serves people loads the compiled loops first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASKS = """
from allocation.ready import ready
from allocation.screening import kernels
before = kernels.sweep.signatures
ready()
print(len(before), len(kernels.sweep.signatures))
"""


def test_being_ready_is_having_every_loop_at_hand() -> None:
    """In a process of its own, where nothing has been loaded before."""
    told = subprocess.run([sys.executable, "-c", ASKS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["0", "1"]
