"""Taking the last answer back, until the next step is taken. Both the answer and its being taken back stay readable."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from housing.access import Actor, insist
from housing.clock import day_of
from housing.db import transaction
from housing.placements.matching.rechecking import RuleBroken, recheck
from housing.placements.models import Offer
from housing.placements.offers import life, opening
from housing.placements.offers.telling import tell_council, tell_provider, tell_story
from housing.placements.reasons import following
from housing.places import diary
from housing.refusals import Refused
from housing.web.filters import said_moment
from pathway.offers import Event

OF_PROVIDER = frozenset({Event.PROVIDER_ACCEPTED, Event.PROVIDER_DECLINED})
NOES = frozenset({Event.PROVIDER_DECLINED, Event.SHE_DECLINED})
FOLLOWED = "The next step has been taken since, so this answer stands."


def step_back_for_provider(*, offer_id: UUID, by: Actor, now: datetime) -> Offer:
    """Take the provider's own last answer back.

    Raises:
        NotFound: the unit is not the provider's.
        Refused: the next step has been taken, the last answer is not theirs, or the place is not free any more.
    """
    insist(by, "referral.answer")
    with transaction() as session:
        offer = opening.for_provider(session, by, offer_id, "referral.answer")
        try:
            _step_back(session, offer, providers=True, by=by, now=now)
        except RuleBroken as broken:
            raise Refused(
                f"Something has changed since. Telephone {offer.made_by_name} at the council about offer "
                f"{offer.reference}."
            ) from broken
        tell_council(session, offer, "answer_taken_back", now=now)
        life.noted(session, offer, by=by, now=now)
    return offer


def step_back_for_council(*, offer_id: UUID, by: Actor, now: datetime) -> Offer:
    """Take back what she said, or that the offer was withdrawn.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: the next step has been taken, the last answer is the provider's, or the place is not free any more.
        RuleBroken: as the facts are now the place is not safe any more.
    """
    insist(by, "offer.answer_for_her")
    with transaction() as session:
        offer = opening.for_council(session, by, offer_id, "offer.answer_for_her")
        _step_back(session, offer, providers=False, by=by, now=now)
        tell_provider(session, offer, "answer_taken_back", now=now)
        life.noted(session, offer, by=by, now=now)
    return offer


def _step_back(session: Session, offer: Offer, *, providers: bool, by: Actor, now: datetime) -> None:
    state, said = life.state(offer), offer.events[-1]
    if state.last is None:
        raise Refused(f"{FOLLOWED} The last to change the offer was {said.by_name}, {said_moment(said.at)}.")
    if (state.last in OF_PROVIDER) is not providers:
        raise Refused("The last answer is the other side’s: only they can take it back.")
    said.taken_back_at = now
    if not state.open:
        _hold_again(session, offer, by=by, now=now)
    if state.last in NOES:
        following.undo(session, offer, said, by=by, now=now)
    life.happen(session, offer, Event.STEPPED_BACK, by=by, now=now)
    words = f"The last answer to the offer of {offer.unit.code} was taken back."
    tell_story(session, offer, words, by=by, now=now)


def _hold_again(session: Session, offer: Offer, *, by: Actor, now: datetime) -> None:
    """The offer is open again, with the time that it was promised; the unit must be free and every rule still hold."""
    offer.ended_at = None
    with session.no_autoflush:
        _refuse_when_over(offer, now)
        _refuse_another(session, offer)
    if not opening.keep_case(session, offer.household_id, offer.presentation_id):
        raise Refused("This presentation has ended: nothing can be offered on it.")
    recheck(session, household_id=offer.household_id, unit_id=offer.unit_id, now=now)
    from_on = diary.standing(session, offer.unit, now=now).available_from
    if from_on is None:
        raise Refused(f"{offer.unit.code} is not free any more.", field="unit")
    offer.hold = diary.hold(
        session, offer.unit, household_id=offer.household_id, from_on=max(from_on, day_of(now)),
        lapses_at=offer.lapses_at, by=by, now=now,
    )  # fmt: skip


def _refuse_when_over(offer: Offer, now: datetime) -> None:
    if offer.lapses_at <= now:
        raise Refused(
            f"The time of this offer was over at {said_moment(offer.lapses_at)}. If {offer.unit.code} is still free, "
            "the council can offer it again."
        )


def _refuse_another(session: Session, offer: Offer) -> None:
    query = select(Offer).where(
        Offer.id != offer.id, Offer.ended_at.is_(None),
        or_(Offer.household_id == offer.household_id, Offer.unit_id == offer.unit_id),
    )  # fmt: skip
    other = session.scalar(query)
    if other is None:
        return
    what = "Another place is held for her" if other.household_id == offer.household_id else "The unit is held again"
    raise Refused(f"{FOLLOWED} {what}: {other.made_by_name} offered it at {said_moment(other.made_at)}.")
