"""How soon something is promised, in words and as a moment."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pathway.calendar import add_hours, add_working_days, london_date, london_day, received_on


class Unit(StrEnum):
    """What a promise is counted in. The last three have no moment that a calendar could give."""

    HOURS = "hours"
    DAYS = "days"
    EVERY = "every"
    WORKING_DAYS = "working_days"
    SOON = "soon"
    BEFORE_MOVE = "before_move"
    ON_CHANGE = "on_change"


WORDS = {
    Unit.HOURS: "within {count} hours",
    Unit.DAYS: "within {count} days",
    Unit.EVERY: "every {count} days",
    Unit.WORKING_DAYS: "within {count} working days",
    Unit.SOON: "as soon as it can be done",
    Unit.BEFORE_MOVE: "before the move",
    Unit.ON_CHANGE: "whenever something changes",
}


@dataclass(frozen=True, slots=True)
class Within:
    """A length of time and what it is counted in; `said` replaces the words made from them.

    Days and working days are counted from the day after; none at all is the same day. `cut_off`: where working days are
    counted, what comes later in the day counts as come on the next working day; None: the whole day is in time.
    """

    unit: Unit
    count: int = 0
    said: str = ""
    cut_off: time | None = None

    @property
    def words(self) -> str:
        """ "Within 5 working days", as it reads inside a sentence."""
        words = WORDS[self.unit].format(count=self.count)
        return self.said or (words.removesuffix("s") if self.count == 1 else words).replace("every 1 day", "every day")


AT_ONCE = Within(Unit.HOURS, 0, "at once")
SAME_DAY = Within(Unit.DAYS, 0, "the same day")
SOON, BEFORE_MOVE, ON_CHANGE = Within(Unit.SOON), Within(Unit.BEFORE_MOVE), Within(Unit.ON_CHANGE)


def due_by(within: Within, since: datetime, *, also_closed: Container[date] = ()) -> datetime | None:
    """The moment by which it is owed, counted from `since`; None where that is not for a calendar to say.

    What is owed by a day is owed by the midnight, in England, at its end. What comes round is owed first by this.

    Raises:
        ValueError: `since` does not say which time zone it is in.
    """
    if within.unit is Unit.HOURS:
        return add_hours(since, within.count)
    day = london_date(since)
    if within.unit is Unit.WORKING_DAYS:
        day = received_on(since, within.cut_off, also_closed=also_closed)
        return london_day(add_working_days(day, within.count, also_closed=also_closed))[1]
    if within.unit in (Unit.DAYS, Unit.EVERY):
        return london_day(day + timedelta(days=within.count))[1]
    return None
