"""What reading has met so far: the ids that others may name, and the day that everything is worked out for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from allocation.reading.value import Value


@dataclass(slots=True)
class Known:
    """The day of the problem (None where it is faulty), the days' grace, and every id with where it was first met."""

    as_of: date | None
    needed_within_days: int = 3
    households: dict[str, Value] = field(default_factory=dict)
    members: dict[str, Value] = field(default_factory=dict)
    properties: dict[str, Value] = field(default_factory=dict)
    units: dict[str, Value] = field(default_factory=dict)
    residents: set[str] = field(default_factory=set)

    @property
    def needed_by(self) -> date:
        """The last day on which a unit may become free and still be proposed."""
        as_of = self.as_of or date.max
        return as_of + timedelta(days=min(self.needed_within_days, (date.max - as_of).days))


def new_id(value: Value, met: dict[str, Value]) -> str:
    """An id that nothing of its sort has yet."""
    found = value.id()
    if found and found in met:
        value.fault("an id of its own", f"the id of {met[found].path}")
    elif found:
        met[found] = value.inside or value
    return found
