"""Who hears of an offer: messages to accounts, inside the transaction, saying only that something waits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from housing import outbox
from housing.access import Role
from housing.clock import day_of
from housing.people.models import Account, Membership
from housing.placements.models import Offer


def tell_provider(session: Session, offer: Offer, organisation_id: UUID, wording: str, *, now: datetime) -> None:
    """Tell the provider's refuge managers."""
    today = day_of(now)
    accounts = session.scalars(
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.organisation_id == organisation_id, Membership.role == Role.REFUGE)
        .where(Membership.from_on <= today, or_(Membership.until_on.is_(None), Membership.until_on > today))
        .where(Account.closed_at.is_(None))
        .distinct()
    )
    for account_id in accounts:
        outbox.put(session, account_id=account_id, wording=wording, facts={"reference": offer.reference}, now=now)


def tell_council(session: Session, offer: Offer, wording: str, *, now: datetime) -> None:
    """Tell whoever made the offer, and the household's officer where that is somebody else."""
    for account_id in {offer.made_by, offer.presentation.officer_id} - {None}:
        if account_id is not None:
            outbox.put(session, account_id=account_id, wording=wording, facts={"reference": offer.reference}, now=now)
