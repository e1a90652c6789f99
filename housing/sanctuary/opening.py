"""A sanctuary job about to be changed: within the actor's reach, locked after its household (docs/adr/0060)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing.access import Actor, NotFound, insist
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.sanctuary.models import STAY, SanctuaryJob


def opened(session: Session, by: Actor, job_id: UUID, permission: str) -> SanctuaryJob:
    """The job with its events and checks, locked until the transaction ends, as it is once others have finished.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        NotFound: it is not there, or its household is not for this person.
    """
    insist(by, permission)
    query = (
        select(SanctuaryJob.household_id)
        .join(Household, Household.id == SanctuaryJob.household_id)
        .where(SanctuaryJob.id == job_id, visible(by, permission))
    )
    household_id = session.scalar(query)
    if household_id is None:
        raise NotFound("sanctuary job")
    keep_household(session, household_id)
    return locked(session, job_id)


def keep_household(session: Session, household_id: UUID) -> None:
    """Keep a household from being changed until the transaction ends; always before one of its jobs is locked."""
    query = select(Household.id).where(Household.id == household_id)
    session.execute(query.with_for_update(read=True, key_share=True))


def locked(session: Session, job_id: UUID) -> SanctuaryJob:
    """A job that is there, locked, with what its services need; its household is kept already."""
    return session.scalars(
        select(SanctuaryJob)
        .where(SanctuaryJob.id == job_id)
        .options(
            selectinload(SanctuaryJob.events),
            selectinload(SanctuaryJob.checks),
            selectinload(SanctuaryJob.orders),
            joinedload(SanctuaryJob.presentation),
            joinedload(SanctuaryJob.household).selectinload(Household.safe_contact),
        )
        .with_for_update(of=SanctuaryJob)
        .execution_options(populate_existing=True)
    ).one()


def open_job_of(session: Session, household_id: UUID, purpose: str = STAY) -> UUID | None:
    """The open job of a household for that purpose, whoever may see it: for use cases that end it, not for pages."""
    query = select(SanctuaryJob.id).where(SanctuaryJob.household_id == household_id, SanctuaryJob.ended_at.is_(None))
    return session.scalar(query.where(SanctuaryJob.purpose == purpose))


def presentation_of(session: Session, by: Actor, household_id: UUID, permission: str) -> Presentation:
    """The household's open presentation, which a referral belongs to; the household is kept.

    Raises:
        Forbidden: the person's roles do not carry the permission.
        NotFound: the household is not for this person.
        Refused: its presentation has ended.
    """
    insist(by, permission)
    query = (
        select(Presentation)
        .join(Household, Household.id == Presentation.household_id)
        .where(Household.id == household_id, visible(by, permission))
        .order_by(Presentation.ended_at.is_not(None), Presentation.presented_at.desc())
        .limit(1)
        .options(joinedload(Presentation.household).selectinload(Household.safe_contact))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("presentation")
    if found.ended_at is not None:
        raise Refused("This presentation has ended. Start a new one before you refer her.")
    keep_household(session, household_id)
    return found
