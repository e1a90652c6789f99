"""How the council takes an offer back. How its time comes to be over: offers.lapsing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from housing.access import Actor, insist
from housing.db import transaction
from housing.placements.models import Offer
from housing.placements.offers import life, opening, reasons
from housing.placements.offers.telling import tell_provider, tell_story
from pathway.offers import Event


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
