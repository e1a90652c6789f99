"""How a property stands with its checks: pure, from what was recorded and what the council has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

State = Literal["overdue", "missing", "soon", "good", "not_needed"]
OTHER = "other"  # the entry of the settings for a kind that has none of its own
IN_ORDER: tuple[State, ...] = ("overdue", "missing", "soon", "good", "not_needed")


@dataclass(frozen=True, slots=True)
class Last:
    """What was recorded last of one kind of check: `valid_until` is the last day on which it holds."""

    done_on: date | None
    valid_until: date | None
    not_needed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """How one property stands with one kind of check on a day. `last` is None where nothing was recorded."""

    property_id: UUID
    code: str
    kind: str
    label: str
    state: State
    last: Last | None = None

    @property
    def valid_until(self) -> date | None:
        """The last day on which it holds, where it has one."""
        return self.last.valid_until if self.last else None

    @property
    def cause(self) -> str:
        """What a task about it is raised once for, and settled by."""
        return f"compliance:{self.property_id}:{self.kind}:{self.state}"


def state_of(last: Last | None, *, on: date, warn_days: int) -> State:
    """Whether a check holds on a day; "soon" from so many days before its last day."""
    if last is None:
        return "missing"
    if last.not_needed or last.valid_until is None:
        return "not_needed"
    if last.valid_until < on:
        return "overdue"
    return "soon" if last.valid_until < on + timedelta(days=warn_days) else "good"


def warn_days(settings: Mapping[str, int], kind: str) -> int:
    """How many days before its end a kind of check is warned of."""
    return settings.get(kind, settings[OTHER])
