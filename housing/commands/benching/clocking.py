"""Time and memory of one piece of work, in this process."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

Made = TypeVar("Made")
STATUS, REFERENCES = Path("/proc/self/status"), Path("/proc/self/clear_refs")
FORGET_THE_PEAK = "5"


def clocked(work: Callable[[], Made]) -> tuple[float, Made]:
    """Seconds that the work took, and what it made."""
    started = perf_counter()
    made = work()
    return perf_counter() - started, made


def seconds(work: Callable[[], object]) -> float:
    """Seconds that the work took, after once for warming up."""
    work()
    return clocked(work)[0]


def peak_above(work: Callable[[], Made]) -> tuple[int | None, Made]:
    """Bytes that the work needed at its greatest, above what was there; None where the machine does not tell."""
    gc.collect()
    before = _memory("VmRSS") if _forget_the_peak() else None
    made = work()
    peak = _memory("VmHWM")
    return (None if before is None or peak is None else max(0, peak - before)), made


def _forget_the_peak() -> bool:
    try:
        REFERENCES.write_text(FORGET_THE_PEAK)
    except OSError:
        return False
    return True


def _memory(key: str) -> int | None:
    """Bytes that the system says of this process: VmRSS now, VmHWM at the greatest."""
    try:
        lines = STATUS.read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{key}:")), None)
