"""Who hears of an offer: messages to accounts, inside the transaction, saying only that something waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import outbox
from housing.access import Actor, Role
from housing.clock import day_of
from housing.households import timeline
from housing.households.models import Household
from housing.people.models import Account, Membership
from housing.people.queries import in_force
from housing.placements.models import Offer
from housing.placements.reach import open_to


def provider_staff(session: Session, offer: Offer, *, now: datetime) -> Sequence[UUID]:
    """The provider's refuge managers to whom the case is not closed: those who can answer the referral."""
    return staff_of(session, offer.unit.property.organisation_id, offer.household_id, now=now)


def staff_of(session: Session, organisation_id: UUID, household_id: UUID, *, now: datetime) -> Sequence[UUID]:
    """A provider's refuge managers to whom a household's case is not closed."""
    query = (
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .join(Household, Household.id == household_id)
        .where(Membership.organisation_id == organisation_id, Membership.role == Role.REFUGE)
        .where(in_force(day_of(now)), Account.closed_at.is_(None), open_to(Membership.account_id))
        .distinct()
        .order_by(Membership.account_id)
    )
    return session.scalars(query).all()


def tell_provider(session: Session, offer: Offer, wording: str, *, now: datetime) -> None:
    """Tell the provider's staff who may know of it; the offer's unit and property must be loaded."""
    for account_id in provider_staff(session, offer, now=now):
        outbox.put(session, account_id=account_id, wording=wording, facts={"reference": offer.reference}, now=now)


def tell_council(session: Session, offer: Offer, wording: str, *, now: datetime) -> None:
    """Tell whoever made the offer, and the household's officer where that is somebody else."""
    for account_id in sorted({each for each in (offer.made_by, offer.presentation.officer_id) if each is not None}):
        outbox.put(session, account_id=account_id, wording=wording, facts={"reference": offer.reference}, now=now)


def tell_story(session: Session, offer: Offer, words: str, *, by: Actor, now: datetime) -> None:
    """Add a line to the household's story."""
    timeline.tell(session, offer.household_id, "offer", words, by=by, now=now)
