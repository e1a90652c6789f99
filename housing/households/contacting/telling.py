"""Who else may be told something, until when; taken back at any moment. Nobody else is told anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.adding import made_before
from housing.households.contacting.models import MayBeTold
from housing.refusals import Refused


@dataclass(frozen=True, slots=True)
class MayKnow:
    """Somebody who may be told, as entered."""

    name: str
    what: Sequence[str]
    who: str | None = None
    reached: str | None = None
    until_on: date | None = None


def allow_telling(*, household_id: UUID, may_know: MayKnow, key: UUID, by: Actor, now: datetime) -> None:
    """Record that she agrees that somebody is told something; with the same key it is recorded once.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: what they may be told is not of the list, or the day has passed.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        if made_before(session, MayBeTold, key, household.id) is not None:
            return
        if not may_know.what or not set(may_know.what) <= set(codes.choices(session, "told_about")):
            raise Refused("Select an answer from the list.", field="what")
        if may_know.until_on is not None and may_know.until_on < day_of(now):
            raise Refused("The last day must be today or in the future.", field="until_on")
        session.add(
            MayBeTold(
                id=key, household_id=household.id, name=may_know.name, who=may_know.who, reached=may_know.reached,
                what=list(may_know.what), until_on=may_know.until_on, at=now, by=by.account_id, by_name=by.name,
            )
        )  # fmt: skip
        words = "She agreed that somebody else may be told something."
        timeline.tell(session, household.id, "contact", words, by=by, now=now)
        audit.record(session, by, "contact.telling_allowed", household, now=now, facts={"row": key})


def stop_telling(*, household_id: UUID, row_id: UUID, by: Actor, now: datetime) -> None:
    """Take it back: they are told nothing more. Taking it back twice is once.

    Raises:
        NotFound: the household or the row is not there, or not for this person.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        row = session.get(MayBeTold, row_id)
        if row is None or row.household_id != household.id:
            raise NotFound("person who may be told")
        if row.ended_at is not None:
            return
        row.ended_at, row.ended_by, row.ended_by_name = now, by.account_id, by.name
        words = "Somebody may not be told anything any more."
        timeline.tell(session, household.id, "contact", words, by=by, now=now)
        audit.record(session, by, "contact.telling_stopped", household, now=now, facts={"row": row.id})


def may_be_told(session: Session, household_id: UUID, today: date) -> list[MayBeTold]:
    """Those who may be told something today; who may know of the case is the caller's to have asked."""
    query = select(MayBeTold).where(
        MayBeTold.household_id == household_id,
        MayBeTold.ended_at.is_(None),
        or_(MayBeTold.until_on.is_(None), MayBeTold.until_on >= today),
    )
    return list(session.scalars(query.order_by(MayBeTold.at, MayBeTold.id)))
