"""Asking a provider's people, once a day, to look at the units that nobody has looked at lately."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit, outbox
from housing.access import Actor, Role
from housing.clock import day_of
from housing.db import transaction
from housing.people.models import Account, Membership
from housing.people.queries import in_force
from housing.places.freshness.looking import stale_after
from housing.places.freshness.models import VacancyNudge
from housing.places.models import Property, Unit, VacancyCheck

WORDING = "units_stale"


def nudge(*, authority: str, by: Actor, now: datetime) -> int:
    """Send each manager of a provider with stale units one message; how many were sent.

    Whoever has had one on this London day gets no second, however often this runs.
    """
    with transaction() as session:
        stale = _stale(session, authority, now)
        sent = [
            account_id
            for organisation_id, account_id in _managers(session, stale, now)
            if _noted(session, account_id, organisation_id, stale[organisation_id], now)
        ]
        for account_id in sent:
            outbox.put(session, account_id=account_id, wording=WORDING, facts={}, now=now)
        if sent:
            facts = {"people": len(sent), "organisations": len(stale)}
            audit.record(session, by, "vacancy.nudged", ("authority", authority), now=now, facts=facts)
    return len(sent)


def _stale(session: Session, authority: str, now: datetime) -> dict[UUID, int]:
    """How many stale units each provider has, without those that have none."""
    since = now - stale_after(session, authority, now)
    looked_at = exists().where(VacancyCheck.unit_id == Unit.id, VacancyCheck.at >= since)
    query = (
        select(Property.organisation_id, func.count(Unit.id))
        .join(Unit, Unit.property_id == Property.id)
        .where(Property.authority_code == authority, ~looked_at)
        .group_by(Property.organisation_id)
    )
    return dict(session.execute(query).all())


def _managers(session: Session, organisations: dict[UUID, int], now: datetime) -> list[tuple[UUID, UUID]]:
    """(organisation, account) of everybody who keeps these providers' units, in a fixed order."""
    query = (
        select(Membership.organisation_id, Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.organisation_id.in_(list(organisations)), Membership.role == Role.REFUGE)
        .where(in_force(day_of(now)), Account.closed_at.is_(None))
        .distinct()
        .order_by(Membership.organisation_id, Membership.account_id)
    )
    return [(organisation_id, account_id) for organisation_id, account_id in session.execute(query)]


def _noted(session: Session, account_id: UUID, organisation_id: UUID, units: int, now: datetime) -> bool:
    """Note the message; False where this person has had one today."""
    row = {
        "id": uuid4(), "account_id": account_id, "organisation_id": organisation_id, "on_day": day_of(now),
        "units": units, "sent_at": now,
    }  # fmt: skip
    statement = insert(VacancyNudge).values(row).on_conflict_do_nothing().returning(VacancyNudge.id)
    return session.scalar(statement) is not None
