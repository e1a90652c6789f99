"""Ordering sanctuary works: the one use case in which an offer ends because she stays (docs/adr/0060)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor, NotFound, insist
from housing.db import transaction
from housing.households.models import Household
from housing.households.queries import visible
from housing.placements.models import Offer
from housing.placements.offers import life, opening
from housing.placements.offers.telling import tell_council, tell_provider, tell_story
from housing.places.services import lock_unit
from housing.refusals import Refused
from housing.sanctuary.models import MOVE, STAY, SanctuaryJob, SanctuaryOrder
from housing.sanctuary.opening import keep_household, locked
from housing.sanctuary.ordering import place
from pathway.offers import Event

WORK = "sanctuary.work"
STAYS = "stays_at_home"  # of the code list `withdrawal_reason`


def order_works(*, job_id: UUID, her_choice: bool, by: Actor, now: datetime) -> SanctuaryOrder:
    """Order the approved works as her choice to stay; an open offer of another home is withdrawn with it. Works on the
    home that she moves to touch no offer.

    Whoever accepts that offer at the same moment is either before, and the job is released, or after, and reads that
    the offer was withdrawn: both wait for the unit's row first.

    Raises:
        NotFound: the job is not there, or not for this person.
        Refused: a place is held for her and `her_choice` is not confirmed; what is offered changed meanwhile; or the
            works cannot be ordered (each with its sentence).
    """
    insist(by, WORK)
    with transaction() as session:
        household_id, purpose = _household(session, by, job_id)
        offer = _offer(session, household_id) if purpose == STAY else None
        if purpose == MOVE:
            keep_household(session, household_id)
        job = locked(session, job_id)
        if offer is not None and not her_choice:
            raise Refused("Ask her first: a place is held for her, and it is given back if she stays.",
                          field="her_choice")  # fmt: skip
        order = place(session, job, by=by, now=now)
        if offer is not None:
            _give_back(session, offer, by=by, now=now)
    return order


def has_offer(session: Session, household_id: UUID) -> bool:
    """Whether a place is being held for the household."""
    return _open_offer(session, household_id) is not None


def _offer(session: Session, household_id: UUID) -> Offer | None:
    """The household's open offer, locked in the order of docs/adr/0034; no other can be made until this is over."""
    before = _open_offer(session, household_id)
    if before is not None:
        lock_unit(session, before[1])
    session.execute(select(Household.id).where(Household.id == household_id).with_for_update())
    if _open_offer(session, household_id) != before:
        raise Refused("What is offered to her has changed while you had this page open. Look at the job again.")
    return opening.locked(session, before[0]) if before is not None else None


def _open_offer(session: Session, household_id: UUID) -> tuple[UUID, UUID] | None:
    query = select(Offer.id, Offer.unit_id).where(Offer.household_id == household_id, Offer.ended_at.is_(None))
    found = session.execute(query).one_or_none()
    return (found.id, found.unit_id) if found is not None else None


def _give_back(session: Session, offer: Offer, *, by: Actor, now: datetime) -> None:
    life.happen(session, offer, Event.WITHDRAWN, by=by, now=now, reason=STAYS)
    words = f"The offer of {offer.unit.code} was withdrawn, because she stays at home."
    tell_story(session, offer, words, by=by, now=now)
    tell_provider(session, offer, "offer_ended", now=now)
    tell_council(session, offer, "offer_ended", now=now)
    life.noted(session, offer, by=by, now=now)


def _household(session: Session, by: Actor, job_id: UUID) -> tuple[UUID, str]:
    query = (
        select(SanctuaryJob.household_id, SanctuaryJob.purpose)
        .join(Household, Household.id == SanctuaryJob.household_id)
        .where(SanctuaryJob.id == job_id, visible(by, WORK))
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound("sanctuary job")
    return found.household_id, found.purpose
