"""What the end of a presentation means for its duties and clocks: nothing owed is dropped in silence."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.presentations.duties.accepting import Ended, close_duty, owed
from housing.presentations.models import Presentation
from housing.promises.models import RunningClock
from housing.promises.running import RUNS, stop_clock
from housing.refusals import Refused
from pathway.duty_endings import DUTIES, Duty


def leave_nothing_owed(session: Session, presentation: Presentation, *, died: bool, by: Actor, now: datetime) -> None:
    """Called before a presentation ends, inside its transaction: what runs stops with it.

    Somewhere to stay meanwhile ends with the presentation; any other duty only by its own end, of which she is told.

    Raises:
        Refused: a duty is still owed, and she has not died.
    """
    standing = owed(session, presentation.id)
    lasting = [duty for duty in standing if duty is not Duty.INTERIM]
    if lasting and not died:
        raise Refused(
            f"The {DUTIES[lasting[0]][0].lower()} is still owed. End it first, so that she is told in writing."
        )
    for row in standing.values():
        ended = Ended(max(day_of(now), row.started_on), "withdrew" if died else "not_needed")
        close_duty(session, row, ended, itself=False, by=by, now=now)
    running = select(RunningClock).where(RunningClock.presentation_id == presentation.id, RUNS)
    for each in session.scalars(running.order_by(RunningClock.id)).all():
        about = (each.subject, each.subject_id)
        stop_clock(session, key=each.key, about=about, because="presentation_ended", by=by, now=now)
