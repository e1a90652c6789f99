"""She was expected and has not come: the place stays hers until somebody knows how she is.

Not coming is a sign of danger before it is anything else. The provider says it; her officer makes welfare checks; the
council alone gives the place back, by withdrawing the offer.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from housing.access import Actor, Role, insist
from housing.clock import day_of
from housing.codes import setting
from housing.db import transaction
from housing.placements.models import Offer
from housing.placements.offers import life, opening
from housing.placements.offers.telling import tell_council, tell_story
from housing.places.state import first_day
from housing.refusals import Refused
from housing.tasks.raising import raise_task
from housing.web.filters import said_date, said_moment
from pathway.calendar import add_hours
from pathway.offers import Event

WHY = (
    "The provider expected them and they have not come. Make welfare checks first, through people and places that are "
    "safe for her. Never ask the person of concern, or anybody who might tell them. The place is kept until you say."
)


def record_not_come(*, offer_id: UUID, by: Actor, now: datetime) -> Offer:
    """Record that a household that both sides expected has not come; its officer owes a welfare check at once.

    Raises:
        NotFound: the unit is not the provider's.
        Refused: not accepted by both sides, the place is not ready yet, or somebody said so today already.
    """
    insist(by, "stay.record")
    with transaction() as session:
        offer = opening.for_provider(session, by, offer_id, "stay.record")
        if first_day(offer.hold) > day_of(now):
            raise Refused(f"They are not expected before {said_date(first_day(offer.hold))}.")
        _refuse_twice(offer, now)
        life.happen(session, offer, Event.NOT_COME, by=by, now=now)
        tell_story(session, offer, f"Expected at {offer.unit.code}, and has not come.", by=by, now=now)
        hours = setting(session, "offer.late_decline_hours", authority=offer.authority_code, on=day_of(now))
        raise_task(
            session, kind="welfare-check", authority=offer.authority_code, role=Role.OFFICER,
            organisation_id=offer.household.organisation_id, title="Expected, and has not come: welfare check",
            why=WHY, due_at=add_hours(now, float(hours)), by=by, now=now, urgent=True,
            household_id=offer.household_id, unit_id=offer.unit_id, once=cause(offer.id),
        )  # fmt: skip
        tell_council(session, offer, "not_come", now=now)
        life.noted(session, offer, by=by, now=now)
    return offer


def cause(offer_id: UUID) -> str:
    """The task's cause; it is settled when she arrives."""
    return f"not-come:{offer_id}"


def _refuse_twice(offer: Offer, now: datetime) -> None:
    last = offer.events[-1]
    if last.event == Event.NOT_COME and day_of(last.at) == day_of(now):
        raise Refused(f"{last.by_name} said so already, {said_moment(last.at)}. The council has been told.")
