"""Days that somebody enters: when a thing can have happened."""

from __future__ import annotations

from datetime import date, datetime

from housing.clock import day_of
from housing.refusals import Refused
from housing.sanctuary.models import SanctuaryJob


def happened(job: SanctuaryJob, day: date, now: datetime, field: str) -> None:
    """Refuse a day on which nothing of this job can have happened.

    Raises:
        Refused: in the future, or before she was referred; on the question `field`.
    """
    if day > day_of(now):
        raise Refused("The day must be today or in the past.", field=field)
    if day < day_of(job.referred_at):
        raise Refused("The day must not be before she was referred.", field=field)
