"""The promise that her home is made safe by a moment: how near it is, broken, or kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.codes import setting
from housing.sanctuary.known import Numbers, numbers
from housing.sanctuary.queries import Standing
from housing.web.filters import said_deadline, said_moment
from pathway.calendar import london_day, utc
from pathway.moving_on import shares_of
from pathway.sanctuary_aftercare import Pressure, pressure, warned_at
from pathway.sanctuary_moves import Event

WARN = "sanctuary.warn_shares"
TAGS = {
    Pressure.RUNNING: ("On time", "green"),
    Pressure.HALF: ("Half gone", "yellow"),
    Pressure.NINE_TENTHS: ("Due soon", "orange"),
    Pressure.LATE: ("Late", "red"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A job's clock: how near its moment is; `stopped_at` where the home was made safe, or the job ended."""

    due_at: datetime
    pressure: Pressure
    stopped_at: datetime | None
    kept: bool

    @property
    def tag(self) -> tuple[str, str]:
        """The two words of its tag, and the tag's colour."""
        if self.stopped_at is None:
            return TAGS[self.pressure]
        return ("Made safe", "green") if self.kept else ("Made safe late", "orange")

    @property
    def due(self) -> str:
        """Its moment in words."""
        return said_deadline(self.due_at)

    @property
    def words(self) -> str:
        """The sentence about it."""
        due = said_deadline(self.due_at)
        if self.stopped_at is not None:
            return f"Made safe at {said_moment(self.stopped_at)}; promised by {due}"
        return f"Should have been made safe by {due}" if self.pressure is Pressure.LATE else f"To be made safe by {due}"


@dataclass(frozen=True, slots=True)
class Promises:
    """What a council promises and when it warns, read once for a page."""

    local: Numbers
    shares: tuple[float, ...]

    def clock(self, standing: Standing, now: datetime) -> Clock | None:
        """The clock of a job whose events are loaded; None where it ended before its home was made safe."""
        job = standing.job
        made_safe = _made_safe_at(standing)
        if made_safe is None and not standing.state.open:
            return None
        since = _since(standing)
        wanted = job.wanted_on is not None and utc(job.due_at) == utc(london_day(job.wanted_on)[0])
        promise = self.local.promise(job.priority)
        warnings = shares_of(since, job.due_at, self.shares) if wanted else warned_at(promise, since, self.shares)
        at = made_safe or now
        kept = utc(at) < utc(job.due_at)
        return Clock(job.due_at, pressure(at, warnings=warnings, due_at=job.due_at), made_safe, kept)


def promises(session: Session, authority: str, now: datetime) -> Promises:
    """A council's promises today, in two queries."""
    on = day_of(now)
    return Promises(numbers(session, authority, on), tuple(setting(session, WARN, authority=authority, on=on)))


def _since(standing: Standing) -> datetime:
    """From when the promise counts: the referral, or the moment at which it was made urgent."""
    urgent = [row.at for row in standing.job.events if row.event == Event.MADE_URGENT]
    return urgent[-1] if urgent else standing.job.referred_at


def _made_safe_at(standing: Standing) -> datetime | None:
    if not standing.state.made_safe:
        return None
    return next((row.at for row in standing.job.events if row.event == Event.WORK_DONE), None)
