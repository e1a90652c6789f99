"""The ladder of escalation: when what is owed is not done, who hears of it next, and when. Frozen on each task."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

MOST_RUNGS = 3
MOST_HOURS = 24 * 90


@dataclass(frozen=True, slots=True)
class Rung:
    """So many hours after a task was due, the role that hears of it."""

    after_hours: int
    to: str


@dataclass(frozen=True, slots=True)
class Climb:
    """One rung with its moment, as a task carries it from the day it was made."""

    at: datetime
    to: str


class LadderFault(ValueError):
    """A ladder that cannot be: the text is the sentence for the page."""


def read_ladder(document: Any, roles: Container[str]) -> tuple[Rung, ...]:
    """A stored ladder: a list of {"after_hours": 24, "to": "homelessness_team"}, each later than the one before.

    Raises:
        LadderFault: it is no such list, has too many rungs, or names a role that is not in `roles`.
    """
    if not isinstance(document, list) or len(document) > MOST_RUNGS:
        raise LadderFault(f"A ladder has at most {MOST_RUNGS} steps.")
    rungs = tuple(_rung(each, roles) for each in document)
    if any(later.after_hours <= earlier.after_hours for earlier, later in pairwise(rungs)):
        raise LadderFault("Each step must come later than the one before it.")
    return rungs


def frozen(rungs: Sequence[Rung], due_at: datetime) -> list[dict[str, str]]:
    """The ladder of a task due at a moment, as it is stored with the task: moments and roles."""
    return [{"at": (due_at + timedelta(hours=rung.after_hours)).isoformat(), "to": rung.to} for rung in rungs]


def climbs(stored: Sequence[dict[str, str]]) -> tuple[Climb, ...]:
    """What `frozen` stored."""
    return tuple(Climb(datetime.fromisoformat(each["at"]), each["to"]) for each in stored)


def passed(stored: Sequence[dict[str, str]], climbed: int, now: datetime) -> tuple[Climb, ...]:
    """The rungs whose moment has come and that have not been climbed; `climbed` is how many have."""
    return tuple(climb for climb in climbs(stored)[climbed:] if climb.at <= now)


def next_climb(stored: Sequence[dict[str, str]], climbed: int) -> datetime | None:
    """The moment of the next rung; None at the top."""
    left = climbs(stored)[climbed:]
    return left[0].at if left else None


def _rung(each: Any, roles: Container[str]) -> Rung:
    if not isinstance(each, dict) or set(each) != {"after_hours", "to"}:
        raise LadderFault("Each step says after how many hours, and to whom.")
    hours, to = each["after_hours"], each["to"]
    if isinstance(hours, bool) or not isinstance(hours, int) or not 0 <= hours <= MOST_HOURS:
        raise LadderFault(f"The hours of a step must be from 0 to {MOST_HOURS:,}.")
    if to not in roles:
        raise LadderFault("Each step goes to a role of Haven.")
    return Rung(hours, to)
