"""What is agreed about a unit apart from who lives there: days to prepare it, same-day turnover, days it is closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pathway.calendar import add_working_days, is_working_day

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which nobody may live in a unit: `[from_on, until_on)`, where None is "since ever" and "for good".

    `whole`: the whole property is closed, not this unit alone. `reason` is a slug of the list `closing_reason`.
    """

    from_on: date | None
    until_on: date | None
    reason: str
    unsafe: bool = False
    whole: bool = False

    def covers(self, day: date) -> bool:
        """Whether it is closed on that day."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Terms:
    """A property's days of preparation (working days in England) and turnover, and when one of its units is closed.

    `same_day_turnover`: with no days of preparation, somebody may arrive on the day on which others left.
    """

    preparation_days: int
    same_day_turnover: bool = True
    closed: tuple[Closed, ...] = ()

    def for_those_there(self, since: date) -> Terms:
        """The same for a household that has lived there since a day: an unsafe closing found it there."""
        kept = (each for each in self.closed if not (each.unsafe and (each.from_on or date.min) >= since))
        return replace(self, closed=tuple(kept))

    def ready_after(self, left_on: date) -> date:
        """The first day on which somebody else may arrive, where a household left on `left_on`."""
        first = left_on if self.same_day_turnover else left_on + ONE_DAY
        return max(first, add_working_days(left_on, self.preparation_days))

    def leave_by(self, next_on: date) -> date:
        """The last day on which a household may leave, where what follows begins on `next_on`: the other way round."""
        day, days = next_on, self.preparation_days
        while days:
            days -= is_working_day(day)
            day -= ONE_DAY
        return min(day, next_on if self.same_day_turnover else next_on - ONE_DAY)


BARE = Terms(preparation_days=0)  # nothing is prepared: days alone count
