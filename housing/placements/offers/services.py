"""What may be done with an offer. One function a use case; the rest of each is in the module named for it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from housing.access import Actor, insist
from housing.db import transaction
from housing.placements.models import Offer
from housing.placements.offers.answering import answer_for_her, answer_for_provider
from housing.placements.offers.arriving import record_arrival
from housing.placements.offers.disclosing import Address, Reached, disclose_address, disclose_contact
from housing.placements.offers.ending import withdraw_offer
from housing.placements.offers.fresh.confirming import Confirming
from housing.placements.offers.lapsing import lapse_offers
from housing.placements.offers.naming import name_at_provider
from housing.placements.offers.offering import make
from housing.presentations import queries as presentations

__all__ = [
    "Address",
    "Reached",
    "answer_for_her",
    "answer_for_provider",
    "disclose_address",
    "disclose_contact",
    "lapse_offers",
    "make_offer",
    "name_at_provider",
    "record_arrival",
    "withdraw_offer",
]


def make_offer(
    *,
    presentation_id: UUID,
    unit_id: UUID,
    why_differs: str | None,
    by: Actor,
    now: datetime,
    confirming: Confirming | None = None,
) -> Offer:
    """Offer a unit that the officer chose on "options now".

    Raises:
        NotFound: the presentation is not within the actor's reach.
        Refused: the presentation has ended.
        PlaceTaken, RuleBroken, NotConfirmed: as `offering.make`.
    """
    insist(by, "offer.make")
    with transaction() as session:
        presentation = presentations.to_decide(session, by, presentation_id, "offer.make")
        band = presentations.current_band(presentation)
        return make(
            session, presentation=presentation, unit_id=unit_id, band=band, run_id=None,
            why_differs=why_differs, confirming=confirming, by=by, now=now,
        )  # fmt: skip
