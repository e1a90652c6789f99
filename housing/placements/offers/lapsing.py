"""Offers whose time is over: ended whole, each with its unit given back, both sides told, and a line in her story.

The moment is the one that was promised when the offer was made (`Offer.lapses_at`): a setting changed since neither
shortens nor lengthens it. A job ends such offers each minute; a booking that one stands in the way of ends it first,
in the same transaction, so that nobody waits for the job.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from housing.access import Actor, system
from housing.db import transaction
from housing.households.models import SafeContact
from housing.placements.models import Offer
from housing.placements.offers import life, opening
from housing.placements.offers.telling import tell_council, tell_provider, tell_story
from housing.places.services import lock_unit
from housing.refusals import Refused
from housing.web.filters import said_moment
from pathway.offers import Event, lapses

BY = "Offers that lapse"


def lapse_offers(*, now: datetime) -> int:
    """End every offer whose time is over, unless both sides have accepted or she could not safely be reached."""
    with transaction() as session:
        return _lapse(session, _due(now), now=now)


def lapse_first(session: Session, *, unit_id: UUID, household_id: UUID, now: datetime) -> int:
    """Before a unit is taken for a household: end what is over of the unit's other offer and of the household's own.

    Works inside the caller's transaction, before it locks anything: the units are locked here, by id (docs/adr/0034),
    the one that is to be taken among them.
    """
    query = _due(now).where(or_(Offer.unit_id == unit_id, Offer.household_id == household_id))
    elsewhere = session.scalars(query.with_only_columns(Offer.unit_id)).all()
    for each in sorted({unit_id, *elsewhere}):
        lock_unit(session, each)
    return _lapse(session, query, now=now) if elsewhere else 0


def refuse_when_over(session: Session, offer: Offer, *, now: datetime) -> None:
    """Nobody accepts an offer whose time is over: from that moment on the unit may be somebody else's.

    Raises:
        Refused: its time is over.
    """
    if is_over(session, offer, now=now):
        raise Refused(
            f"This offer has ended: its time was over at {said_moment(offer.lapses_at)}. If {offer.unit.code} is "
            "still free, the council can offer it again."
        )


def is_over(session: Session, offer: Offer, *, now: datetime) -> bool:
    """Whether an offer lapses now; its events must be loaded."""
    reach = can_reach_her(session, offer.household_id)
    return offer.ended_at is None and lapses(life.state(offer), at=offer.lapses_at, now=now, can_reach_her=reach)


def can_reach_her(session: Session, household_id: UUID) -> bool | None:
    """Whether a safe way of reaching her is recorded; None where nobody has asked."""
    contact = session.get(SafeContact, household_id)
    return None if contact is None else bool(contact.methods)


def _due(now: datetime) -> Select[UUID]:
    return select(Offer.id).where(Offer.ended_at.is_(None), Offer.lapses_at <= now).order_by(Offer.unit_id)


def _lapse(session: Session, due: Select[UUID], *, now: datetime) -> int:
    """All are locked, in the order of their units, before the first line is written."""
    by = system(BY)
    locked = [opening.locked(session, offer_id) for offer_id in session.scalars(due).all()]
    over = [offer for offer in locked if is_over(session, offer, now=now)]
    for offer in over:
        _end(session, offer, by=by, now=now)
    _note(session, over, by=by, now=now)
    return len(over)


def _end(session: Session, offer: Offer, *, by: Actor, now: datetime) -> None:
    life.happen(session, offer, Event.LAPSED, by=by, now=now)
    tell_story(session, offer, f"The offer of {offer.unit.code} lapsed. Her priority is unchanged.", by=by, now=now)
    tell_council(session, offer, "offer_ended", now=now)
    tell_provider(session, offer, "offer_ended", now=now)


def _note(session: Session, over: Sequence[Offer], *, by: Actor, now: datetime) -> None:
    for offer in over:
        life.noted(session, offer, by=by, now=now)
