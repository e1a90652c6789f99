"""The pathway guide at work since last week, a case that is offered to a colleague, and what she has agreed to."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from housing import audit
from housing.access import system
from housing.clock import day_of
from housing.codes import Setting
from housing.db import reading, transaction
from housing.households.consents.services import Agreed, record_consent
from housing.presentations.guide.owing import BEGINS
from housing.presentations.handover.services import Asked, offer_handover
from housing.presentations.models import Presentation
from seed.cast import Cast

AT_WORK = timedelta(days=5)


def begin(cast: Cast, *, since: datetime, now: datetime) -> None:
    """The council began with the guide a few days ago: what came before is history, and nothing is owed for it."""
    with transaction() as session:
        row = Setting(
            key=BEGINS, authority_code=cast.authority, from_on=day_of(since), value=day_of(now - AT_WORK).isoformat(),
            source="Made-up data", verified=False, recorded_at=since,
        )  # fmt: skip
        session.add(row)
        audit.record(session, system("Made-up data"), "guide.begins", row, now=since)


def hand_over(cast: Cast, *, now: datetime) -> None:
    """Of the officer's two newest cases one is offered to the colleague; of the other something may be told."""
    officer, colleague = cast.actors["officer"], cast.actors["officer2"]
    at = now - timedelta(minutes=20)
    with reading() as session:
        query = select(Presentation).where(
            Presentation.officer_id == officer.account_id, Presentation.ended_at.is_(None),
            Presentation.presented_at < at,
        )  # fmt: skip
        newest = session.scalars(query.order_by(Presentation.presented_at.desc()).limit(2)).all()
    for presentation in newest[:1]:
        asked = Asked("Made up: on leave from next week, and she would like somebody with her", colleague.account_id)
        offer_handover(presentation_id=presentation.id, asked=asked, by=officer, now=at)
    for presentation in newest[1:]:
        agreed = Agreed("referral", "spoken", day_of(at), agency="Made-up counselling service")
        record_consent(household_id=presentation.household_id, agreed=agreed, by=officer, now=at)
