"""Decisions of one presentation in a strict order, even those made at one moment."""

from __future__ import annotations

from datetime import datetime, timedelta

LEAST = timedelta(microseconds=1)


def following(now: datetime, last: datetime | None) -> datetime:
    """The moment to store for a new row: now, or just after the row before, whichever is later."""
    return now if last is None or now > last else last + LEAST
