"""A restricted case and a provider: only staff named for the case see its referral, so somebody has to name them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from housing import audit, outbox
from housing.access import Actor, Role, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.models import CasePerson
from housing.people.models import Account, ConflictOfInterest, Membership
from housing.people.queries import in_force
from housing.placements.offers import opening
from housing.refusals import Refused


def name_at_provider(*, offer_id: UUID, account_id: UUID, by: Actor, now: datetime) -> None:
    """Name one of the provider's staff for a restricted case, so that they can answer its referral.

    Raises:
        NotFound: the household is not within the actor's reach.
        Refused: the case is not restricted, or the account is not one that can be named.
    """
    insist(by, "offer.make")
    with transaction() as session:
        offer = opening.for_council(session, by, offer_id, "offer.make")
        if not offer.household.restricted:
            raise Refused("The case is not restricted: the provider's staff see the referral already.")
        able = nameable(session, offer.unit.property.organisation_id, offer.household_id, today=day_of(now))
        if account_id not in able:
            raise Refused("Select somebody from the list.", field="account")
        session.merge(CasePerson(household_id=offer.household_id, account_id=account_id, named_at=now))
        words = f"Somebody at the provider of {offer.unit.code} was named for the restricted case."
        timeline.tell(session, offer.household_id, "safety", words, by=by, now=now)
        outbox.put(
            session, account_id=account_id, wording="referral_waits", facts={"reference": offer.reference}, now=now
        )
        audit.record(session, by, "offer.provider_named", offer, now=now, facts={"account": account_id})


def nameable(session: Session, organisation_id: UUID, household_id: UUID, *, today: date) -> dict[UUID, str]:
    """The provider's refuge managers who have no conflict of interest with the household, as {account: name}."""
    barred = exists().where(
        ConflictOfInterest.account_id == Account.id, ConflictOfInterest.household_id == household_id
    )
    query = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id == organisation_id, Membership.role == Role.REFUGE, in_force(today))
        .where(Account.closed_at.is_(None), ~barred)
        .distinct()
        .order_by(Account.name)
    )
    return dict(session.execute(query).all())
