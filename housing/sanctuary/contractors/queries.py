"""A contractor's own jobs, and what it needs to know of each: where, what, when, how to come safely. Nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing import audit
from housing.access import Actor, NotFound
from housing.db import transaction
from housing.households.models import Household
from housing.refusals import Refused
from housing.sanctuary import life
from housing.sanctuary.models import SanctuaryJob, SanctuaryOrder
from housing.sanctuary.revealing import log_works
from housing.sanctuary.works.reach import for_contractor, is_accepted, own
from housing.sanctuary.works.safety import usable, why_unusable
from housing.sanctuary.works.standing import Visit, Works, all_works
from housing.web.filters import said_deadline
from pathway.sanctuary import SanctuaryState
from pathway.sanctuary_appointments import VisitState
from pathway.sanctuary_lines import LineState
from pathway.sanctuary_moves import Stage
from pathway.sanctuary_visits import why_not_telephone


@dataclass(frozen=True, slots=True)
class OwnJob:
    """One of a contractor's jobs, without a word of the case."""

    job: SanctuaryJob
    works: Works
    latest: bool
    state: SanctuaryState

    @property
    def reference(self) -> str:
        """What the job is called."""
        return self.job.reference

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back while a visit stood: nobody may go."""
        return self.works.order.ended_at is not None

    @property
    def accepted(self) -> bool:
        """Whether this contractor has accepted the order."""
        return is_accepted(self.job, self.works.order)

    @property
    def under_way(self) -> bool:
        """Whether work is still to be done or put right."""
        return self.latest and not self.withdrawn and self.state.stage in (Stage.ORDERED, Stage.BOOKED)

    @property
    def may_report(self) -> bool:
        """Whether a visit took place, so that it can be said what was done."""
        visited = any(visit.state is VisitState.ATTENDED for visit in self.works.visits)
        return self.under_way and visited and self.state.stage is Stage.BOOKED

    @property
    def over(self) -> bool:
        """Whether the works are signed off, or another order has followed: only the money is left."""
        return not self.withdrawn and (not self.latest or self.state.stage not in _WHILE)

    @property
    def sent_back(self) -> bool:
        """Whether something has to be put right."""
        return self.under_way and LineState.SENT_BACK in self.works.states

    @property
    def unusable(self) -> str | None:
        """Why nobody may go or ring now by what is recorded; None where they may."""
        return why_unusable(self.works.instruction, self.job.household.safe_contact)

    @property
    def next_visit(self) -> Visit | None:
        """The visit that stands."""
        return None if self.withdrawn else self.works.open_visit

    @property
    def due_at(self) -> datetime:
        """By when the home is to be safe."""
        return self.job.due_at

    @property
    def due(self) -> str:
        """The same in words."""
        return said_deadline(self.job.due_at)

    def not_telephoning(self, now: datetime) -> str | None:
        """Why they may not ring at this moment; None where they may."""
        rule = self.works.instruction.rule if self.works.instruction else None
        return self.unusable or why_not_telephone(rule, now=now)

    def visit_has_begun(self, now: datetime) -> bool:
        """Whether the visit that she agreed to has begun, so that it can be said what happened."""
        visit = self.next_visit
        return visit is not None and visit.state is VisitState.CONFIRMED and visit.row.begins <= now


_WHILE = frozenset({Stage.ORDERED, Stage.BOOKED, Stage.DONE})


def own_jobs(session: Session, actor: Actor, now: datetime) -> list[OwnJob]:
    """A contractor's jobs, those due first on top; as many queries for many as for one."""
    orders = session.scalars(_orders(actor, now).order_by(SanctuaryOrder.placed_at.desc(), SanctuaryOrder.id)).all()
    newest: dict[UUID, SanctuaryOrder] = {}
    for order in orders:
        newest.setdefault(order.job_id, order)
    found = _jobs(session, list(newest))
    works = all_works(session, list(newest.values()))
    listed = [_own(found[each.order.job_id], each) for each in works]
    return sorted(listed, key=lambda each: (each.due_at, each.reference))


def own_job(session: Session, actor: Actor, job_id: UUID, now: datetime) -> OwnJob:
    """One of a contractor's jobs.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = _orders(actor, now).where(SanctuaryJob.id == job_id).order_by(SanctuaryOrder.placed_at.desc())
    order = session.scalars(query).first()
    if order is None:
        raise NotFound("sanctuary job")
    return _own(_jobs(session, [job_id])[job_id], all_works(session, [order])[0])


def to_answer(session: Session, actor: Actor, now: datetime) -> int:
    """How many of a contractor's orders nobody has answered."""
    return sum(each.under_way and not each.accepted for each in own_jobs(session, actor, now))


def to_put_right(session: Session, actor: Actor, now: datetime) -> int:
    """How many of a contractor's jobs were sent back."""
    return sum(each.sent_back for each in own_jobs(session, actor, now))


def not_to_attend(session: Session, actor: Actor, now: datetime) -> int:
    """How many visits still to come were withdrawn."""
    query = (
        select(func.count(SanctuaryOrder.id))
        .join(SanctuaryJob, SanctuaryJob.id == SanctuaryOrder.job_id)
        .where(own(actor, now), SanctuaryOrder.ended_at.is_not(None))
    )
    return session.scalar(query) or 0


def show_address(*, job_id: UUID, by: Actor, now: datetime) -> str:
    """Where the home is, for the one page that shows it; it is written down who looked.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: the order is not accepted, the works are over, or no address is recorded.
    """
    with transaction() as session:
        found = for_contractor(session, by, job_id)
        if not found.accepted:
            raise Refused("Accept the order first. Then you can see where the home is")
        if found.state.stage not in _WHILE:
            raise Refused("The works are over. The address is not shown any more")
        if not found.job.address:
            raise Refused("The address is not recorded. Ask the council")
        log_works(session, found.job, "home_address", by=by, now=now)
        audit.record(session, by, "sanctuary.address_shown", found.job, now=now, facts={"order": found.order.id})
        return ", ".join(filter(None, (found.job.address, found.job.postcode)))


def show_number(*, job_id: UUID, by: Actor, now: datetime) -> str:
    """The number to ring, only while ringing is safe; it is written down who looked.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: it is not safe at this moment, or no number is recorded.
    """
    with transaction() as session:
        found = for_contractor(session, by, job_id)
        instruction = usable(session, found.job)
        sentence = why_not_telephone(instruction.rule, now=now)
        if sentence or not found.accepted or not instruction.number:
            raise Refused(sentence or "No number is recorded. Ask the council")
        log_works(session, found.job, "contact", by=by, now=now)
        audit.record(session, by, "sanctuary.number_shown", found.job, now=now, facts={"order": found.order.id})
        return instruction.number


def order_ids(session: Session, actor: Actor, job_id: UUID, now: datetime) -> list[UUID]:
    """The orders of a job that are the contractor's."""
    return [order.id for order in session.scalars(_orders(actor, now).where(SanctuaryJob.id == job_id))]


def _orders(actor: Actor, now: datetime) -> Select[SanctuaryOrder]:
    return (
        select(SanctuaryOrder)
        .join(SanctuaryJob, SanctuaryJob.id == SanctuaryOrder.job_id)
        .where(own(actor, now))
        .options(joinedload(SanctuaryOrder.organisation))
    )


def _jobs(session: Session, ids: list[UUID]) -> dict[UUID, SanctuaryJob]:
    query = (
        select(SanctuaryJob)
        .where(SanctuaryJob.id.in_(ids))
        .options(
            selectinload(SanctuaryJob.events),
            selectinload(SanctuaryJob.orders),
            joinedload(SanctuaryJob.household).selectinload(Household.safe_contact),
        )
    )
    return {job.id: job for job in session.scalars(query)}


def _own(job: SanctuaryJob, works: Works) -> OwnJob:
    return OwnJob(job, works, job.orders[-1].id == works.order.id, life.state(job))
