"""Every size and kind of measurement in a process of its own, all sizes in turn before any is repeated."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from housing.commands.benching.sizes import EXPLAINED, INTERACTIVE, Size

Task = tuple[str, Size]
LARGE = 10_000_000  # pairs of households and units from which a size is measured once
SMALLEST, COMPILING = Size(1, 1), 900.0  # on a fresh installation the kernels are compiled once, for minutes at worst
EVERY_SIZE = ("answer", "yardsticks", "edits")


class Failed(RuntimeError):
    """A measurement ended in an error: its last line."""


@dataclass
class Measured:
    """The figures of one kind and size, run after run; `cut`: how many runs the time limit ended."""

    runs: list[dict[str, Any]] = field(default_factory=list)
    cut: int = 0

    def figure(self, name: str) -> float | None:
        """The median of a figure; None where no run came so far, or the machine does not tell."""
        found = [run[name] for run in self.runs if run.get(name) is not None]
        return median(found) if found else None

    def last(self, name: str) -> Any:
        """A figure that is the same in every run."""
        return next((run[name] for run in self.runs if name in run), None)


def tasks(asked: Iterable[Size], *, interactive: bool) -> list[Task]:
    """What is measured for these sizes, and with `interactive` what people ask while they wait."""
    found = [(kind, size) for size in asked for kind in EVERY_SIZE]
    return found + ([("explanation", EXPLAINED), ("questions", INTERACTIVE)] if interactive else [])


def measured(
    listed: list[Task], *, repeats: int, seed: int, patience: float, tell: Callable[[str], None]
) -> dict[Task, Measured]:
    """Each task so many times, all in turn before any is repeated; a large size once.

    Raises:
        Failed: a measurement ended in an error.
    """
    found: dict[Task, Measured] = defaultdict(Measured)
    tell("warming up")
    _once(Measured(), "answer", SMALLEST, seed, COMPILING)
    for turn in range(repeats):
        for kind, size in listed:
            if turn and (size.pairs >= LARGE or found[kind, size].cut):
                continue
            tell(f"{kind}, {size}, run {turn + 1}")
            _once(found[kind, size], kind, size, seed, patience)
    return found


def _once(into: Measured, kind: str, size: Size, seed: int, patience: float) -> None:
    words = [kind, str(size.households), str(size.units), str(seed)]
    command = [sys.executable, "-m", "housing.commands.benching.child", *words]
    try:
        done = subprocess.run(command, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired as late:
        into.cut += 1
        into.runs.append(_figures(late.stdout or b""))
        return
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Failed(f"{kind}, {size}: {' '.join(last) or f'ended with {done.returncode}'}")
    into.runs.append(_figures(done.stdout))


def _figures(lines: bytes) -> dict[str, Any]:
    """The figures that were printed whole."""
    found: dict[str, Any] = {}
    for line in lines.decode().splitlines(keepends=True):
        if line.endswith("\n"):
            found |= json.loads(line)
    return found
