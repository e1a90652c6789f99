"""Whose job it is to work at: the coordinator's by the case, a contractor's by the order. Locked while it changes.

A contractor reaches a job only through an order that was placed with it and has not been taken back; whoever is barred
from the case (a conflict of interest) does not reach it at all. What is out of reach is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from housing.access import Actor, NotFound, insist
from housing.people.models import ConflictOfInterest
from housing.refusals import Refused
from housing.sanctuary import life, opening
from housing.sanctuary.models import SanctuaryJob, SanctuaryOrder
from housing.sanctuary.works.models import Appointment
from housing.sanctuary.works.standing import Line, Works, works_of
from pathway.sanctuary import SanctuaryState
from pathway.sanctuary_moves import Event

COORDINATE, FIT = "sanctuary.work", "works.own"
WITHDRAWN = "This job has been withdrawn. Do not attend"
OVERTAKEN = "Another order has followed this one"
NO_ORDER = "Nothing is ordered for this job"


@dataclass(frozen=True, slots=True)
class Site:
    """A locked job, the order that is worked on, and everything about it."""

    job: SanctuaryJob
    works: Works

    @property
    def order(self) -> SanctuaryOrder:
        """The order that is worked on."""
        return self.works.order

    @property
    def state(self) -> SanctuaryState:
        """Where the job stands."""
        return life.state(self.job)

    @property
    def accepted(self) -> bool:
        """Whether the contractor has accepted the order."""
        return is_accepted(self.job, self.order)

    def line(self, line_id: UUID) -> Line:
        """One of the order's measures.

        Raises:
            NotFound: the order has no such measure.
        """
        found = self.works.line(line_id)
        if found is None:
            raise NotFound("measure")
        return found


def is_accepted(job: SanctuaryJob, order: SanctuaryOrder) -> bool:
    """Whether the contractor has accepted an order; the job's events must be loaded."""
    return any(row.event == Event.ORDER_ACCEPTED and row.order_id == order.id for row in job.events)


def own(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """THE filter: what of `SanctuaryOrder` (with its `SanctuaryJob`) a contractor's person may see.

    Orders in force; and, until the visit would have been over, one that was taken back while a visit stood: whoever
    would have gone there is told not to.
    """
    stood = exists().where(
        Appointment.order_id == SanctuaryOrder.id,
        func.upper(Appointment.during) > now,
        or_(Appointment.ended_at.is_(None), Appointment.ended_at >= SanctuaryOrder.ended_at),
    )
    return and_(_placed_with(actor), or_(SanctuaryOrder.ended_at.is_(None), stood))


def for_contractor(session: Session, by: Actor, job_id: UUID, *, late: bool = False) -> Site:
    """The job as a contractor works at it, locked until the transaction ends; `late`: even after another's order.

    Raises:
        Forbidden: no role of this person works for a contractor.
        NotFound: no order of this job was placed with this person's organisation, or the case is closed to them.
        Refused: the order has been taken back, or another has followed it.
    """
    insist(by, FIT)
    query = (
        select(SanctuaryOrder.id, SanctuaryJob.household_id)
        .join(SanctuaryJob, SanctuaryJob.id == SanctuaryOrder.job_id)
        .where(SanctuaryJob.id == job_id, _placed_with(by))
        .order_by(SanctuaryOrder.placed_at.desc())
    )
    found = session.execute(query).first()
    if found is None:
        raise NotFound("sanctuary job")
    opening.keep_household(session, found.household_id)
    job = opening.locked(session, job_id)
    order = next(each for each in job.orders if each.id == found.id)
    if order.ended_at is not None:
        raise Refused(WITHDRAWN)
    if order.id != job.orders[-1].id and not late:
        raise Refused(OVERTAKEN)
    return Site(job, works_of(session, order))


def for_coordinator(session: Session, by: Actor, job_id: UUID) -> Site:
    """The job and its order in force as the coordinator works at it, locked until the transaction ends.

    Raises:
        Forbidden, NotFound: as `opening.opened`.
        Refused: nothing is ordered.
    """
    job = opening.opened(session, by, job_id, COORDINATE)
    order = in_force(job.orders)
    if order is None:
        raise Refused(NO_ORDER)
    return Site(job, works_of(session, order))


def site(session: Session, by: Actor, job_id: UUID, permission: str, *, late: bool = False) -> Site:
    """The job for either of the two, by the permission under which they come; `late` as `for_contractor`."""
    if permission == FIT:
        return for_contractor(session, by, job_id, late=late)
    return for_coordinator(session, by, job_id)


def in_force(orders: Sequence[SanctuaryOrder]) -> SanctuaryOrder | None:
    """The last of a job's orders, unless it was taken back."""
    return orders[-1] if orders and orders[-1].ended_at is None else None


def _placed_with(actor: Actor) -> ColumnElement[bool]:
    barred = exists().where(
        ConflictOfInterest.household_id == SanctuaryJob.household_id,
        ConflictOfInterest.account_id == actor.account_id,
    )
    return and_(SanctuaryOrder.organisation_id.in_(sorted(actor.extent(FIT).organisations)), ~barred)
