"""When things happen at a council: by day, in London's time, whenever Haven is first started."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from housing.clock import day_of
from pathway.calendar import london_moment

OPENS, CLOSES, RUN = time(9), time(17), time(7, 30)


def opening(day: date) -> datetime:
    """Nine in the morning of a day."""
    return london_moment(day, OPENS)


def run_of(day: date) -> datetime:
    """When the daily run of a day is made."""
    return london_moment(day, RUN)


def lately(now: datetime, hours: float) -> datetime:
    """So many hours ago (fewer than eight); where the council was closed then, as long before it last closed."""
    moment, day = now - timedelta(hours=hours), day_of(now)
    if moment >= london_moment(day, OPENS):
        return min(moment, london_moment(day, CLOSES) - timedelta(hours=hours))
    return london_moment(day - timedelta(days=1), CLOSES) - timedelta(hours=hours)
