"""A contractor's answer to an order: accepted, or returned with a reason; the council may take one back as well."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from housing.access import Actor, Role
from housing.codes import choices
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary.life import happen
from housing.sanctuary.telling import ask, tell_contractor, tell_coordinators
from housing.sanctuary.works.reach import COORDINATE, FIT, for_contractor, site
from housing.sanctuary.works.visiting import end_visit
from pathway.sanctuary_appointments import VisitEvent
from pathway.sanctuary_moves import Event

OTHER = "Say in a few words what the other reason is"
ORDER_AGAIN = "order-returned"


def accept_order(*, job_id: UUID, by: Actor, now: datetime) -> None:
    """The contractor takes the order on; from then on it may see where the home is.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: it was accepted or taken back before.
    """
    with transaction() as session:
        found = for_contractor(session, by, job_id)
        if found.accepted:
            raise Refused("This order has been accepted already")
        happen(session, found.job, Event.ORDER_ACCEPTED, order_id=found.order.id, by=by, now=now)
        tell_coordinators(session, found.job, "sanctuary_moved", now=now)


def return_order(*, job_id: UUID, reason: str, words: str | None, permission: str, by: Actor, now: datetime) -> None:
    """Give an order back with a reason, or take it back from the contractor; a visit that stands is called off.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: the reason is not of the list, or lacks its words; or the work is done already.
    """
    with transaction() as session:
        found = site(session, by, job_id, permission)
        job = found.job
        if reason not in choices(session, "sanctuary_order_return", job.authority_code):
            raise Refused("Select a reason from the list", field="reason")
        if reason == "other" and not words:
            raise Refused(OTHER, field="words")
        visit = found.works.open_visit
        if visit is not None:
            end_visit(session, job, visit, VisitEvent.CALLED_OFF, words=None, by=by, now=now)
        happen(session, job, Event.ORDER_RETURNED, order_id=found.order.id, reason=reason, words=words, by=by, now=now)
        ask(
            session, job, what=ORDER_AGAIN, role=Role.SANCTUARY, title="Order the works of somebody else",
            why="An order for works has been returned. Nobody is making this home safe until another is placed.",
            due_at=job.due_at, by=by, now=now,
        )  # fmt: skip
        if permission == FIT:
            tell_coordinators(session, job, "sanctuary_moved", now=now)
        elif permission == COORDINATE:
            tell_contractor(session, job, found.order.organisation_id, "sanctuary_stopped", now=now)
