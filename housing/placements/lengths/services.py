"""Saying that a household may stay past the limit: until when, and why. Nobody has to leave because nobody said so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from housing import audit
from housing.access import Actor, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.placements.lengths import queries
from housing.placements.lengths.models import StayExtension
from housing.placements.models import Stay
from housing.refusals import Refused
from housing.web.filters import said_date

AUTHORISE = "stay.authorise"
LONGEST, FARTHEST = 2000, timedelta(days=366)


def authorise_longer(*, stay_id: UUID, until_on: date, reason: str, by: Actor, now: datetime) -> StayExtension:
    """Let a household stay to the end of `until_on`, past the limit.

    Raises:
        NotFound: the stay is over, not there, or not for this person.
        Refused: no reason, the day is not after today and the last authorised one, or too far away.
    """
    insist(by, AUTHORISE)
    why, today = reason.strip(), day_of(now)
    if not why or len(why) > LONGEST:
        raise Refused(f"Enter why they stay longer, in {LONGEST:,} characters or fewer.", field="reason")
    if not today < until_on <= today + FARTHEST:
        raise Refused("The last day must be after today, and within a year.", field="until_on")
    with transaction() as session:
        session.execute(select(Stay.id).where(Stay.id == stay_id).with_for_update())
        found = queries.one(session, by, stay_id, today=today)
        if until_on <= found.limit.last_on:
            raise Refused(f"They may stay until {said_date(found.limit.last_on)} already.", field="until_on")
        last = session.scalar(select(func.max(StayExtension.position)).where(StayExtension.stay_id == stay_id))
        row = StayExtension(
            stay_id=stay_id, position=0 if last is None else last + 1, until_on=until_on, reason=why, at=now,
            by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        words = f"May stay at {found.unit} until {said_date(until_on)}."
        timeline.tell(session, found.household_id, "stay", words, by=by, now=now)
        session.flush()
        facts = {"household": found.household_id, "until": until_on}
        audit.record(session, by, "stay.lengthened", row, now=now, facts=facts)
    return row
