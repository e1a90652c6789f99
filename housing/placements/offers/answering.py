"""The two answers that an offer needs: the provider's and hers, in either order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor, insist
from housing.db import transaction
from housing.placements.matching.rechecking import RuleBroken, recheck
from housing.placements.models import Offer
from housing.placements.offers import life, opening, reasons
from housing.placements.offers.lapsing import refuse_when_over
from housing.placements.offers.telling import tell_council, tell_provider, tell_story
from housing.placements.offers.waking import wake
from housing.placements.reasons.following import keep_outcome
from housing.presentations import stages
from housing.refusals import Refused
from pathway.consequences import Side
from pathway.offers import Event

READY = "available"  # the rule that a unit is free in time; once promised, waiting for it is hers to decide


def answer_for_provider(
    *, offer_id: UUID, accept: bool, reason: str | None, words: str | None, by: Actor, now: datetime
) -> Offer:
    """Record the provider's answer to a referral; a decline needs a reason of the list, "other" needs words.

    Raises:
        NotFound: the unit is not the provider's.
        Refused: no reason, it can no longer be answered, or it is no longer safe (the provider is not told why).
    """
    insist(by, "referral.answer")
    with transaction() as session:
        offer = opening.for_provider(session, by, offer_id, "referral.answer")
        if accept:
            refuse_when_over(session, offer, now=now)
            after = life.happen(session, offer, Event.PROVIDER_ACCEPTED, by=by, now=now)
            if breach(session, offer, now=now):
                raise Refused(
                    f"Something has changed since this referral was made. Telephone {offer.made_by_name} at the "
                    f"council about offer {offer.reference} before you accept it."
                )
        else:
            reasons.check(session, "decline_reason", reason, words, offer.authority_code)
            after = life.happen(session, offer, Event.PROVIDER_DECLINED, by=by, now=now, reason=reason, words=words)
            keep_outcome(session, offer, Side.PROVIDER, by=by, now=now)
        said = "accepted the referral" if accept else "declined the referral"
        tell_story(session, offer, f"The provider of {offer.unit.code} {said}.", by=by, now=now)
        tell_council(session, offer, "offer_accepted" if after.accepted else "referral_answered", now=now)
        life.noted(session, offer, by=by, now=now)
    return offer


def answer_for_her(
    *, offer_id: UUID, accept: bool, reason: str | None, words: str | None, by: Actor, now: datetime
) -> Offer:
    """Record what she said. She need give no reason, and saying no never costs her priority or days waited.

    A no after both had accepted wakes whoever is next for the place.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: it can no longer be answered, or the reason is "other" without words.
        RuleBroken: as the facts are now the place is not safe, or something has to be found out first.
    """
    insist(by, "offer.answer_for_her")
    with transaction() as session:
        offer = opening.for_council(session, by, offer_id, "offer.answer_for_her")
        late = life.state(offer).accepted
        if accept:
            refuse_when_over(session, offer, now=now)
            after = life.happen(session, offer, Event.SHE_ACCEPTED, by=by, now=now)
            if broken := breach(session, offer, now=now):
                raise broken
            tell_story(session, offer, f"She accepted {offer.unit.code}.", by=by, now=now)
        else:
            if reason:
                reasons.check(session, "refusal_reason", reason, words, offer.authority_code)
            after = life.happen(session, offer, Event.SHE_DECLINED, by=by, now=now, reason=reason, words=words)
            keep_outcome(session, offer, Side.HERS, by=by, now=now)
            if late:
                wake(session, offer, by=by, now=now)
        wording = "offer_accepted" if after.accepted else "referral_answered" if accept else "offer_ended"
        tell_provider(session, offer, wording, now=now)
        life.noted(session, offer, by=by, now=now)
        if not accept:
            stages.make(session, offer.presentation, "decline_offer", reason=None, by=by, now=now)
    return offer


def breach(session: Session, offer: Offer, *, now: datetime) -> RuleBroken | None:
    """What a hard rule says against the offer as the facts are now; that the unit is not ready yet is no breach."""
    try:
        recheck(session, household_id=offer.household_id, unit_id=offer.unit_id, now=now)
    except RuleBroken as broken:
        found = [verdict for verdict in broken.verdicts if verdict[0] != READY]
        return RuleBroken(found) if found else None
    except Refused:
        return None
    return None
