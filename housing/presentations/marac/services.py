"""Recording what the MARAC heard."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.presentations import opening
from housing.presentations.marac.lapsing import restart_repeat
from housing.presentations.marac.models import MaracHearing
from housing.presentations.marac.owing import settle_referral
from housing.refusals import Refused


def record_hearing(
    *, presentation_id: UUID, heard_on: date, meeting: str | None, actions: str | None, by: Actor, now: datetime
) -> MaracHearing:
    """Store that the MARAC heard her case, and close the task of referring it. The same again is stored once.

    Raises:
        NotFound: the presentation is not there, or not for this person.
        Refused: it has ended, or the day is to come.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id)
        if heard_on > day_of(now):
            raise Refused("The day of the MARAC must be today or in the past.", field="heard_on")
        that_day = select(MaracHearing).where(
            MaracHearing.household_id == presentation.household_id, MaracHearing.heard_on == heard_on
        )
        for each in session.scalars(that_day):
            if (each.meeting, each.actions) == (meeting, actions):
                return each
        made = MaracHearing(
            household_id=presentation.household_id, presentation_id=presentation.id, heard_on=heard_on,
            meeting=meeting, actions=actions, recorded_at=now, recorded_by=by.account_id, recorded_by_name=by.name,
        )  # fmt: skip
        session.add(made)
        session.flush()
        settle_referral(session, presentation, by=by, now=now)
        restart_repeat(session, presentation.household_id, by=by, now=now)
        timeline.tell(session, presentation.household_id, "risk", "The MARAC heard the case.", by=by, now=now)
        audit.record(session, by, "marac.heard", made, now=now, facts={"household": presentation.household_id})
    return made
