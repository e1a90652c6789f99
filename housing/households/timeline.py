"""The household's story, one line for each thing that moved it; works inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.households.models import Household, HouseholdEvent
from housing.households.queries import visible

SAME_MOMENT = timedelta(milliseconds=1)
TOLD = "timeline"  # in a session's info: when each household's last line was told
KINDS = {
    "presentation": "Presentation",
    "stage": "Stage",
    "band": "Priority band",
    "risk": "Risk",
    "people": "People",
    "contact": "Safe contact",
    "safety": "Safety",
    "match": "Matching",
    "offer": "Offers",
    "stay": "Stays",
    "sanctuary": "Making her home safe",
    "assessment": "Assessments",
    "duty": "Duties and decisions",
    "letter": "Letters",
    "plan": "Her plan",
    "document": "Documents",
    "copy": "Her own copy",
    "note": "Notes",
}


def tell(session: Session, household_id: UUID, kind: str, words: str, *, by: Actor, now: datetime) -> HouseholdEvent:
    """Add a line. `kind` is one of KINDS; `words` carry no address and no third person's name.

    Raises:
        KeyError: the kind is not one of KINDS.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    at = _after_others(session, household_id, now)
    line = HouseholdEvent(household_id=household_id, at=at, kind=kind, words=words, by_name=by.name, by=by.account_id)
    session.add(line)
    return line


def lines(
    session: Session, actor: Actor, household_id: UUID, *, kind: str | None = None, limit: int = 200
) -> list[HouseholdEvent]:
    """A visible household's lines, newest first, of one kind or of all; nothing where it is not visible."""
    query = (
        select(HouseholdEvent)
        .join(Household, Household.id == HouseholdEvent.household_id)
        .where(HouseholdEvent.household_id == household_id, visible(actor))
        .order_by(HouseholdEvent.at.desc(), HouseholdEvent.id)
        .limit(limit)
    )
    if kind:
        query = query.where(HouseholdEvent.kind == kind)
    return list(session.scalars(query))


def _after_others(session: Session, household_id: UUID, now: datetime) -> datetime:
    """Just after the lines of the same moment, so that one use case's lines keep their order.

    A line that this session told at that moment is the last there is; only without one is the database asked.
    """
    told: dict[UUID, datetime] = session.info.setdefault(TOLD, {})
    last = told.get(household_id)
    if last is None or not now <= last < now + SAME_MOMENT:
        last = _stored(session, household_id, now)
    told[household_id] = now if last is None else last + timedelta(microseconds=1)
    return told[household_id]


def _stored(session: Session, household_id: UUID, now: datetime) -> datetime | None:
    same = select(func.max(HouseholdEvent.at)).where(
        HouseholdEvent.household_id == household_id, HouseholdEvent.at >= now, HouseholdEvent.at < now + SAME_MOMENT
    )
    return session.scalar(same)
