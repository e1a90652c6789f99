"""The machine that measured, in words that name nobody's."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("numpy", "scipy", "numba", "ortools")
GIGABYTE = 1 << 30


def described() -> str:
    """Processor, cores, memory, how busy it is, and the versions that matter."""
    parts = [_processor(), f"{os.cpu_count()} cores", _memory(), _busy()]
    versions = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in LIBRARIES)]
    return ", ".join([*(part for part in parts if part), *versions])


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _memory() -> str:
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return ""
    return f"{whole / GIGABYTE:.0f} GB"


def _busy() -> str:
    """How many processes wanted a core over the last minute, ours among them."""
    return f"load {os.getloadavg()[0]:.1f} when this was written"
