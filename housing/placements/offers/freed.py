"""What a lapse, a refusal or a withdrawal leaves: a place that is free again, and a household that waits again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, defer

from housing.access import Actor
from housing.clock import day_of
from housing.households import queries as households
from housing.placements.models import MatchRun, Offer, OfferEvent
from housing.places import lapsing
from housing.places.models import Property, Unit, UnitPeriod
from pathway.offers import Event

GIVEN_BACK = (Event.LAPSED, Event.WITHDRAWN, Event.PROVIDER_DECLINED, Event.SHE_DECLINED)
LATELY = timedelta(days=1)


def codes(session: Session, actor: Actor, now: datetime) -> list[str]:
    """The units given back since the council's newest run, with nobody there or expected today, by code.

    A run made now would propose them to whoever is next.
    """
    return list(session.scalars(_freed(actor, now).order_by(Unit.code)))


def count(session: Session, actor: Actor, now: datetime) -> int:
    """How many units that is."""
    return len(codes(session, actor, now))


def lapsed_lately(session: Session, actor: Actor, now: datetime) -> list[Offer]:
    """Offers to households within the actor's reach that lapsed within a day, newest first, with unit and household."""
    query = (
        select(Offer)
        .join(Offer.household)
        .join(Offer.unit)
        .join(Unit.property)
        .where(households.visible(actor, "offer.make"), Offer.ended_at > now - LATELY, _ended_by((Event.LAPSED,)))
        .options(
            contains_eager(Offer.household),
            contains_eager(Offer.unit)
            .contains_eager(Unit.property)
            .options(defer(Property.address, raiseload=True), defer(Property.postcode, raiseload=True)),
        )
        .order_by(Offer.ended_at.desc(), Offer.id)
    )
    return list(session.scalars(query))


def _freed(actor: Actor, now: datetime) -> Select[str]:
    authorities = sorted(actor.extent("run.read").authorities)
    newest = select(func.max(MatchRun.made_at)).where(MatchRun.authority_code == Offer.authority_code).scalar_subquery()
    over = and_(Offer.ended_at.is_(None), Offer.hold_id.in_(lapsing.over(now).scalar_subquery()))
    busy = exists().where(
        UnitPeriod.unit_id == Unit.id,
        lapsing.in_force(now),
        or_(UnitPeriod.during.contains(day_of(now)), func.lower(UnitPeriod.during) > day_of(now)),
    )
    return (
        select(Unit.code)
        .join(Offer, Offer.unit_id == Unit.id)
        .where(Offer.authority_code.in_(authorities), ~busy)
        .where(or_(and_(Offer.ended_at > newest, _ended_by(GIVEN_BACK)), over))
        .distinct()
    )


def _ended_by(events: tuple[Event, ...]) -> ColumnElement[bool]:
    return exists().where(
        OfferEvent.offer_id == Offer.id, OfferEvent.event.in_(events), OfferEvent.taken_back_at.is_(None)
    )
