"""Reading consents: of one household, and whether one is in force for an agency and a purpose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, selectinload

from housing.access import Actor, NotFound
from housing.households import queries as households
from housing.households.consents.models import Consent, ConsentWithdrawal
from housing.households.editing import EDIT
from housing.households.models import Household

HANDOVER = "handover"


def of_household(session: Session, household_id: UUID) -> Sequence[Consent]:
    """Every consent of a household that the caller has found visible, the newest first."""
    query = select(Consent).where(Consent.household_id == household_id).options(selectinload(Consent.withdrawal))
    return session.scalars(query.order_by(Consent.given_on.desc(), Consent.recorded_at.desc())).all()


def one(session: Session, actor: Actor, household_id: UUID, consent_id: UUID) -> Consent:
    """One consent of a household that this person may change.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = (
        select(Consent)
        .join(Household, Household.id == Consent.household_id)
        .where(Consent.id == consent_id, Consent.household_id == household_id, households.visible(actor, EDIT))
        .options(selectinload(Consent.withdrawal))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("consent")
    return found


def standing(session: Session, household_id: UUID, purpose: str, organisation_id: UUID, on: date) -> Consent | None:
    """Her consent in force on a day that an organisation of Haven is told for this purpose; the newest of several."""
    withdrawn = exists().where(ConsentWithdrawal.consent_id == Consent.id)
    query = (
        select(Consent)
        .where(Consent.household_id == household_id, Consent.purpose == purpose)
        .where(Consent.organisation_id == organisation_id, Consent.given_on <= on, ~withdrawn)
        .where(or_(Consent.expires_on.is_(None), Consent.expires_on > on))
        .order_by(Consent.given_on.desc(), Consent.recorded_at.desc())
        .limit(1)
    )
    return session.scalar(query)


def state(consent: Consent, on: date) -> str:
    """Whether a consent holds on a day, in words; its withdrawal must be loaded."""
    if consent.withdrawal is not None:
        return "Taken back"
    if consent.given_on > on:
        return "Not begun"
    return "Run out" if consent.expires_on is not None and consent.expires_on <= on else "In force"
