"""The only place where the time is read. Everything below the edge takes `now` or `today`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date where the council is."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The London date on which a moment falls."""
    return moment.astimezone(LONDON).date()
