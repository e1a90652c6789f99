"""How the council takes an offer back. How its time comes to be over: offers.lapsing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from housing.access import Actor, insist
from housing.db import transaction
from housing.placements.models import Offer
from housing.placements.offers import cascade, life, opening, reasons
from housing.placements.offers.telling import tell_provider, tell_story
from housing.placements.offers.waking import wake
from pathway.offers import Event


def withdraw_offer(
    *, offer_id: UUID, reason: str, words: str | None, by: Actor, now: datetime, seen: str | None = None
) -> Offer:
    """Take an offer back, with a reason of the list; the unit is free again at once.

    `seen` is the key of what the person was shown that it does (`cascade.key`); None where nobody was shown anything.
    After both had accepted, whoever is next for the place is woken.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: no reason, or the offer has ended.
        CascadeChanged: it would do something else than was shown.
    """
    insist(by, "offer.make")
    with transaction() as session:
        offer = opening.for_council(session, by, offer_id, "offer.make")
        reasons.check(session, "withdrawal_reason", reason, words, offer.authority_code)
        late = life.state(offer).accepted
        if seen is not None and life.state(offer).open:
            found = cascade.effects(session, by, offer, now=now)
            if cascade.key(found) != seen:
                raise cascade.CascadeChanged(found)
        life.happen(session, offer, Event.WITHDRAWN, by=by, now=now, reason=reason, words=words)
        if late:
            wake(session, offer, by=by, now=now)
        tell_story(session, offer, f"The offer of {offer.unit.code} was withdrawn.", by=by, now=now)
        tell_provider(session, offer, "offer_ended", now=now)
        life.noted(session, offer, by=by, now=now)
    return offer
