"""The hour after which what arrives counts from the next working day: a dated setting of each council, else none."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.codes import setting
from pathway.calendar import received_on
from pathway.duties import Counting, clock

CUT_OFF = "working_day.cut_off"


def as_time(said: str) -> time | None:
    """The setting's value ("17:00") as a time; None where it is empty: the whole day is in time."""
    return time.fromisoformat(said) if said else None


def cut_off(session: Session, authority: str, on: date) -> time | None:
    """A council's cut-off on a day."""
    return as_time(str(setting(session, CUT_OFF, authority=authority, on=on)))


def counts_from(session: Session, key: str, arrived_at: datetime, *, authority: str) -> date:
    """The day from which a clock counts what arrived at a moment: a later one only where it counts working days."""
    day = day_of(arrived_at)
    if clock(key, day).counting is not Counting.WORKING_DAYS:
        return day
    return received_on(arrived_at, cut_off(session, authority, day))
