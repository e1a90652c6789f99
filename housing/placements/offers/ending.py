"""How an offer ends without an arrival and without anybody saying no: withdrawn, or its time is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor, insist, system
from housing.db import transaction
from housing.households.models import SafeContact
from housing.placements.models import Offer
from housing.placements.offers import life, opening, reasons
from housing.placements.offers.telling import tell_council, tell_provider, tell_story
from pathway.offers import Event, lapses


def withdraw_offer(*, offer_id: UUID, reason: str, words: str | None, by: Actor, now: datetime) -> Offer:
    """Take an offer back, with a reason of the list; the unit is free again at once.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: no reason, or the offer has ended.
    """
    insist(by, "offer.make")
    with transaction() as session:
        offer = opening.for_council(session, by, offer_id, "offer.make")
        reasons.check(session, "withdrawal_reason", reason, words, offer.authority_code)
        life.happen(session, offer, Event.WITHDRAWN, by=by, now=now, reason=reason, words=words)
        tell_story(session, offer, f"The offer of {offer.unit.code} was withdrawn.", by=by, now=now)
        tell_provider(session, offer, "offer_ended", now=now)
        life.noted(session, offer, by=by, now=now)
    return offer


def lapse_offers(*, now: datetime) -> int:
    """End every offer whose time is over, unless both sides have accepted or she could not safely be reached."""
    by = system("Offers that lapse")
    with transaction() as session:
        over = list(_over(session, now))
        for offer in over:
            life.happen(session, offer, Event.LAPSED, by=by, now=now)
            words = f"The offer of {offer.unit.code} lapsed. Her priority is unchanged."
            tell_story(session, offer, words, by=by, now=now)
            tell_council(session, offer, "offer_ended", now=now)
            tell_provider(session, offer, "offer_ended", now=now)
        for offer in over:
            life.noted(session, offer, by=by, now=now)
    return len(over)


def can_reach_her(session: Session, household_id: UUID) -> bool | None:
    """Whether a safe way of reaching her is recorded; None where nobody has asked."""
    contact = session.get(SafeContact, household_id)
    return None if contact is None else bool(contact.methods)


def _over(session: Session, now: datetime) -> Iterator[Offer]:
    """The offers that lapse now, all of them locked, in the order of their units."""
    due = select(Offer.id).where(Offer.ended_at.is_(None), Offer.lapses_at <= now).order_by(Offer.unit_id)
    for offer_id in session.scalars(due).all():
        offer = opening.locked(session, offer_id)
        reach = can_reach_her(session, offer.household_id)
        if offer.ended_at is None and lapses(life.state(offer), at=offer.lapses_at, now=now, can_reach_her=reach):
            yield offer
