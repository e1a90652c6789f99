"""Offering a unit from a household's options: as the run's proposal, instead of it, or where no run made one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from housing.access import Actor
from housing.placements.matching.decisions.services import decide_accept, decide_another
from housing.placements.offers.fresh.confirming import Confirming
from housing.placements.offers.services import make_offer


def offer_unit(
    *,
    presentation_id: UUID,
    unit_id: UUID,
    proposal_id: UUID | None,
    proposed: UUID | None,
    reason: str | None,
    by: Actor,
    now: datetime,
    confirming: Confirming | None = None,
) -> None:
    """Offer a unit; where the newest run has a proposal for the household, this is the decision on it.

    Raises:
        NotConfirmed: nobody has confirmed the unit lately, and `confirming` does not say how that is known.
        Refused: a decision stands, the unit is taken, a rule is broken, or another unit than the proposed one is
            chosen without a reason.
        NotFound: the household is not within the actor's reach.
    """
    if proposal_id is None:
        make_offer(
            presentation_id=presentation_id, unit_id=unit_id, why_differs=reason, confirming=confirming, by=by, now=now
        )
    elif unit_id == proposed:
        decide_accept(proposal_id=proposal_id, confirming=confirming, by=by, now=now)
    else:
        decide_another(
            proposal_id=proposal_id, unit_id=unit_id, reason=reason or "", confirming=confirming, by=by, now=now
        )
