"""When somebody may come to her home to make it safe, and when they may telephone. All of it is hers to say.

A visit lies whole within the days and hours that are safe for her. What she has not been asked is not allowed: a visit
that nobody expects at the door, or a call that somebody else answers, can give away what is being done.

Source: the council's safe contact rules; Uttlesford and Barnet sanctuary scheme pages (safe telephone numbers only).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pathway.calendar import LONDON, ONE_DAY, london_date, london_moment, utc

WEEKDAYS = {
    1: "Monday",
    2: "Tuesday",
    3: "Wednesday",
    4: "Thursday",
    5: "Friday",
    6: "Saturday",
    7: "Sunday",
}
LOOK_AHEAD_DAYS = 15  # every safe day comes twice, should the night of the clock change swallow its hours once


@dataclass(frozen=True, slots=True)
class VisitRule:
    """Days (ISO, Monday is 1) and hours `[from_at, until_at)` in which a visit is safe; 00:00 at the end is midnight.

    `telephone`: whether those who do the work may ring her in these hours; None is not known, and so no.
    """

    days: frozenset[int]
    from_at: time
    until_at: time
    telephone: bool | None = None

    def __post_init__(self) -> None:
        """Raises ValueError: no day, a day that is none, or hours that end before they begin."""
        if not self.days or not self.days <= set(WEEKDAYS):
            raise ValueError("a visit needs at least one safe day of the week")
        if self.until_at <= self.from_at and self.until_at != time.min:
            raise ValueError("the safe hours must end after they begin")

    def hours_on(self, day: date) -> tuple[datetime, datetime] | None:
        """The safe hours of a day as moments, or None where no visit is safe on it."""
        if day.isoweekday() not in self.days:
            return None
        last = day + ONE_DAY if self.until_at == time.min else day
        begins, ends = london_moment(day, self.from_at), london_moment(last, self.until_at)
        return (begins, ends) if utc(begins) < utc(ends) else None

    @property
    def words(self) -> str:
        """ "Monday, Tuesday and Friday, 9:30am to 2:30pm"."""
        return f"{self.days_said}, {self.hours_said}"

    @property
    def days_said(self) -> str:
        """The days in words, "every day" where all of them are safe."""
        if len(self.days) == len(WEEKDAYS):
            return "Every day"
        *rest, last = (WEEKDAYS[day] for day in sorted(self.days))
        return f"{', '.join(rest)} and {last}" if rest else last

    @property
    def hours_said(self) -> str:
        """The hours in words, "at any time" where all of them are safe."""
        if self.from_at == self.until_at == time.min:
            return "at any time"
        return f"{clock_said(self.from_at)} to {clock_said(self.until_at)}"


def clock_said(at: time) -> str:
    """A time of day as people write it: 9:30am, 2pm, midday, midnight."""
    if at == time.min:
        return "midnight"
    if at == time(12):
        return "midday"
    hour = at.hour % 12 or 12
    minutes = f":{at:%M}" if at.minute else ""
    return f"{hour}{minutes}{'am' if at.hour < 12 else 'pm'}"


def why_not_visit(rule: VisitRule, begins: datetime, ends: datetime, *, now: datetime) -> str | None:
    """Why a visit may not be arranged for `[begins, ends)`: a sentence, or None where it may."""
    if utc(ends) <= utc(begins):
        return "The visit must end after it begins"
    if utc(begins) <= utc(now):
        return "The visit must be in the future"
    hours = rule.hours_on(london_date(begins))
    if hours is None:
        return f"A visit on a {WEEKDAYS[london_date(begins).isoweekday()]} is not safe. Safe days: {rule.days_said}"
    opens, closes = hours
    if utc(begins) < utc(opens) or utc(ends) > utc(closes):
        return f"A visit at that time is not safe. Safe hours: {rule.hours_said}"
    return None


def why_not_telephone(rule: VisitRule | None, *, now: datetime) -> str | None:
    """Why those who do the work may not ring her at this moment: a sentence, or None where they may."""
    if rule is None:
        return "Nobody has recorded yet how it is safe to reach her. Ask the council"
    if rule.telephone is None:
        return "Nobody has asked her yet whether you may telephone. Do not: ask the council"
    if not rule.telephone:
        return "Do not telephone. The council arranges the visit with her"
    hours = rule.hours_on(london_date(now))
    if hours is None or not utc(hours[0]) <= utc(now) < utc(hours[1]):
        return f"Do not telephone now. It is safe on: {rule.words}"
    return None


def next_safe(rule: VisitRule, after: datetime) -> tuple[datetime, datetime]:
    """The first safe hours that have not ended by then, from that moment on where they are running."""
    today = london_date(after)
    coming = (rule.hours_on(today + timedelta(days=ahead)) for ahead in range(LOOK_AHEAD_DAYS))
    begins, ends = next(hours for hours in coming if hours is not None and utc(hours[1]) > utc(after))
    return max(begins, after.astimezone(LONDON), key=utc), ends
