"""The order in which a run's workers meet the tests: what takes minutes first, so that no worker ends alone.

`--dist worksteal` gives each worker an even run of the list and lets the idle ones take from the end of the busiest.
So the long ones are dealt out to the beginnings of those runs; those that share something dear stay together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
# What tests share, by their names, and about how many seconds of a quiet core it takes (docs/adr/0082).
LONG = (
    (re.compile(r"test_journey_pages\.py::.*\[(?:officer|homelessness)\]"), 60),
    (re.compile(r"test_journey_pages\.py::.*\[\w+\]"), 25),
    (re.compile(r"browser/test_(?:journey_strategy|served)\.py"), 60),
    (re.compile(r"^tests/seed/.*\[(?:.*-)?a whole year"), 60),
    (re.compile(r"^tests/seed/"), 25),
    (re.compile(r"test_starting\.py"), 60),
    (re.compile(r"test_ten_thousand\.py"), 20),
)
MORNING = re.compile(r"^tests/seed/.*\[(?:.*-)?([^-\]]+)\]")


@dataclass
class _Pile:
    """What one worker begins with."""

    seconds: int = 0
    names: list[str] = field(default_factory=list)


def group_of(name: str) -> tuple[str, int] | None:
    """The group that a long test belongs to and the group's seconds; None for any other."""
    for pattern, seconds in LONG:
        if found := pattern.search(name):
            morning = MORNING.search(name)
            return morning[1] if morning else found[0], seconds
    return None


def longest_first(items: Sequence[T], name_of: Callable[[T], str], workers: int) -> list[T]:
    """The items in another order, the same for every worker of a run: long groups dealt out, the longest first."""
    groups: dict[str, list[T]] = {}
    seconds: dict[str, int] = {}
    rest: list[T] = []
    for item in items:
        if known := group_of(name_of(item)):
            groups.setdefault(known[0], []).append(item)
            seconds[known[0]] = known[1]
        else:
            rest.append(item)
    piles = [_Pile() for _ in range(workers)]
    for name in sorted(groups, key=lambda name: (-seconds[name], name)):
        least = min(piles, key=lambda pile: pile.seconds)
        least.seconds += seconds[name]
        least.names.append(name)
    ordered: list[T] = []
    for left in range(workers, 0, -1):
        share = (len(items) - len(ordered)) // left
        first = [item for name in piles[workers - left].names for item in groups[name]]
        ordered += first + rest[: max(0, share - len(first))]
        del rest[: max(0, share - len(first))]
    return ordered + rest
