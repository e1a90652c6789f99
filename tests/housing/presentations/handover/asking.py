"""Offering a case for the tests, and what came of it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor
from housing.clock import day_of
from housing.households.consents import services as consents
from housing.households.consents.services import Agreed
from housing.outbox import OutboxMessage
from housing.presentations.handover import services
from housing.presentations.handover.models import Handover
from housing.presentations.handover.services import Asked
from housing.presentations.models import Presentation
from tests.housing.households.factories import NOW, Town


def offer(people: Town, presentation: Presentation, *, to: Actor, team: bool = False, why: str = "") -> Handover:
    grant = next(iter(to.grants))
    asked = Asked(
        "Made up: she moves away",
        account=None if team else to.account_id,
        organisation=grant.organisation_id if team else None,
        without_consent=why or None,
    )
    return services.offer_handover(presentation_id=presentation.id, asked=asked, by=people.officer, now=NOW)


def agree(people: Town, presentation: Presentation) -> UUID:
    team = next(iter(people.other_team.grants)).organisation_id
    return consents.record_consent(
        household_id=presentation.household_id,
        agreed=Agreed("handover", "spoken", day_of(NOW), organisation=team),
        by=people.officer,
        now=NOW,
    ).id


def worker(presentation: Presentation) -> UUID | None:
    with Session(db.engine()) as session:
        return session.get_one(Presentation, presentation.id).officer_id


def told(wording: str) -> set[UUID]:
    with Session(db.engine()) as session:
        return set(session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.wording == wording)))
