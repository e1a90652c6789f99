"""Reading sanctuary jobs: one whole, and a council's with where each stands; only of households within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from housing.access import Actor, NotFound
from housing.households.models import Household
from housing.households.queries import visible
from housing.presentations.models import Presentation
from housing.sanctuary import life
from housing.sanctuary.models import SanctuaryJob, SanctuaryOrder
from pathway.sanctuary import SanctuaryState

READ = "sanctuary.read"


@dataclass(frozen=True, slots=True)
class Standing:
    """A job and where it stands; its events are loaded."""

    job: SanctuaryJob
    state: SanctuaryState

    def late(self, now: datetime) -> bool:
        """Whether its home should have been made safe by now and has not been."""
        return self.state.open and not self.state.made_safe and self.job.due_at <= now


def one(session: Session, actor: Actor, job_id: UUID, permission: str = READ) -> Standing:
    """A job with everything that its page shows, in a constant number of queries.

    Raises:
        NotFound: it is not there, or its household is not for this person.
    """
    query = (
        _jobs(actor, permission)
        .where(SanctuaryJob.id == job_id)
        .options(
            contains_eager(SanctuaryJob.household).selectinload(Household.safe_contact),
            joinedload(SanctuaryJob.presentation),
            selectinload(SanctuaryJob.checks),
            selectinload(SanctuaryJob.orders).options(
                joinedload(SanctuaryOrder.organisation), selectinload(SanctuaryOrder.lines)
            ),
        )
    )
    job = session.scalar(query)
    if job is None:
        raise NotFound("sanctuary job")
    return Standing(job, life.state(job))


def jobs(session: Session, actor: Actor, *, ended: bool, permission: str = READ) -> list[Standing]:
    """Open jobs, the one due first at the top; or ended ones, the last ended first. Three queries for any number."""
    query = _jobs(actor, permission).options(
        contains_eager(SanctuaryJob.household).load_only(Household.reference, Household.restricted),
        joinedload(SanctuaryJob.presentation).load_only(Presentation.ended_at),
        selectinload(SanctuaryJob.checks),
    )
    if ended:
        query = query.where(SanctuaryJob.ended_at.is_not(None)).order_by(SanctuaryJob.ended_at.desc(), SanctuaryJob.id)
    else:
        query = query.where(SanctuaryJob.ended_at.is_(None)).order_by(SanctuaryJob.due_at, SanctuaryJob.id)
    return [Standing(job, life.state(job)) for job in session.scalars(query)]


def of_household(session: Session, actor: Actor, household_id: UUID, permission: str = READ) -> Sequence[Standing]:
    """Every job of a household, the newest first; nothing where it is not within reach."""
    query = (
        _jobs(actor, permission)
        .where(SanctuaryJob.household_id == household_id)
        .options(
            contains_eager(SanctuaryJob.household).selectinload(Household.safe_contact),
            selectinload(SanctuaryJob.checks),
        )
        .order_by(SanctuaryJob.referred_at.desc(), SanctuaryJob.id)
    )
    return [Standing(job, life.state(job)) for job in session.scalars(query)]


def _jobs(actor: Actor, permission: str) -> Select[SanctuaryJob]:
    return (
        select(SanctuaryJob)
        .join(Household, Household.id == SanctuaryJob.household_id)
        .where(visible(actor, permission))
        .options(selectinload(SanctuaryJob.events))
    )
