"""When a job is due: pure, so that a clock change can be tested. Moments are UTC, days are London's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from housing.clock import day_of
from pathway.calendar import london_moment


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at a London time."""

    at: time

    def last_due(self, now: datetime) -> datetime:
        """The latest moment not after `now` at which it was due."""
        today = day_of(now)
        due = london_moment(today, self.at)
        return due if due <= now else london_moment(today - timedelta(days=1), self.at)

    def __str__(self) -> str:
        return f"every day at {self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class EveryMinutes:
    """At every so many minutes past the hour."""

    minutes: int

    def last_due(self, now: datetime) -> datetime:
        """The latest moment not after `now` at which it was due."""
        whole = now.astimezone(UTC).replace(second=0, microsecond=0)
        return whole - timedelta(minutes=whole.minute % self.minutes)

    def __str__(self) -> str:
        return "every minute" if self.minutes == 1 else f"every {self.minutes} minutes"


Schedule = Daily | EveryMinutes
