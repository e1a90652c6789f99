"""Who still owes the reasoning of a place that both have accepted: asked by a job, once for each offer."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import setting
from housing.placements.models import Offer, OfferEvent, Stay
from housing.placements.suitability.models import SuitabilityReasoning
from housing.placements.suitability.services import KIND, cause
from housing.presentations.models import Presentation
from housing.tasks.models import Task
from housing.tasks.raising import raise_task
from pathway.calendar import add_hours
from pathway.offers import Event

WITHIN = "suitability.within_hours"
LATELY = timedelta(days=14)  # of places where somebody lives, those of the last fortnight: nobody reasons years later
MOST = 200


def ask_where_missing(session: Session, *, by: Actor, now: datetime) -> int:
    """Raise a task for each accepted offer without its reasoning, inside the caller's transaction; how many."""
    offers = session.scalars(_missing(now)).all()
    for offer in offers:
        hours = setting(session, WITHIN, authority=offer.authority_code, on=day_of(now))
        raise_task(
            session, kind=KIND, authority=offer.authority_code, role=Role.OFFICER,
            organisation_id=offer.household.organisation_id, title="Say why the place is suitable",
            why="Both have accepted. Why the place is suitable for this household is kept with the offer, under the "
            "heads of SI 2012/2601: a review asks for it, and the next worker reads it.",
            due_at=add_hours(now, float(hours)), by=by, now=now, household_id=offer.household_id,
            about=("offer", offer.id), called=offer.reference, once=cause(offer.id),
        )  # fmt: skip
    return len(offers)


def _missing(now: datetime) -> Select[Offer]:
    asked = exists().where(Task.kind == KIND, Task.subject == "offer", Task.subject_id == Offer.id)
    reasoned = exists().where(SuitabilityReasoning.offer_id == Offer.id)
    lives = exists().where(Stay.offer_id == Offer.id, ~Stay.departure.has(), Stay.arrived_on >= day_of(now) - LATELY)
    return (
        select(Offer)
        .join(Presentation, Presentation.id == Offer.presentation_id)
        .where(_said(Event.PROVIDER_ACCEPTED), _said(Event.SHE_ACCEPTED), ~asked, ~reasoned)
        .where(or_(Offer.ended_at.is_(None), lives), Presentation.ended_at.is_(None))
        .options(joinedload(Offer.household))
        .order_by(Offer.made_at)
        .limit(MOST)
    )


def _said(event: Event) -> ColumnElement[bool]:
    return exists().where(
        OfferEvent.offer_id == Offer.id, OfferEvent.event == event, OfferEvent.taken_back_at.is_(None)
    )
