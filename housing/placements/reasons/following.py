"""What follows from a no, inside the caller's transaction: as the council's table says, less where she is in danger.

Nothing here touches her band or the day since which she waits.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import setting
from housing.households import timeline
from housing.placements.models import Offer, OfferEvent
from housing.placements.reasons import parking, queries
from housing.placements.reasons.models import NoOutcome
from housing.presentations.models import BandDecision
from housing.tasks.raising import raise_task, settle_tasks
from housing.web.filters import said_date
from pathway.bands import LEAST_URGENT
from pathway.calendar import add_hours
from pathway.consequences import Consequence, Outcome, Side, follow

SIDES = {Side.HERS: "hers", Side.PROVIDER: "providers"}
WHY = {
    Side.HERS: "She said no to an offer. What she said suggests that something of what is recorded has changed, or was "
    "not asked: ask her, so that the next place is right.",
    Side.PROVIDER: "A provider said no, for a reason that may matter for every place: find out whether anything that "
    "is recorded has changed.",
}


def outcome_of(session: Session, offer: Offer, side: Side, reason: str | None, *, now: datetime) -> Outcome:
    """What would follow from a no of that side for that reason, as things are now; nothing is stored."""
    today = day_of(now)
    row = queries.table(session, side, offer.authority_code, today).get(reason or "")
    query = select(BandDecision.band).where(BandDecision.presentation_id == offer.presentation_id)
    band = session.scalar(query.order_by(BandDecision.at.desc()).limit(1)) or LEAST_URGENT
    consequence = Consequence(row.consequence) if row else None
    return follow(consequence, row.days if row else None, side=side, band=band, today=today)


def keep_outcome(session: Session, offer: Offer, side: Side, *, by: Actor, now: datetime) -> NoOutcome:
    """Write down and carry out what follows from the offer's last event, which is a no of that side.

    The offer's household must be loaded, and the case locked.
    """
    event = offer.events[-1]
    session.flush()
    found = outcome_of(session, offer, side, event.reason, now=now)
    row = NoOutcome(
        event_id=event.id, offer_id=offer.id, side=SIDES[side], reason=event.reason,
        consequence=found.consequence.value, until_on=found.until_on, softened=bool(found.because), at=now,
    )  # fmt: skip
    session.add(row)
    if found.consequence is Consequence.REASSESS:
        _ask(session, offer, side, by=by, now=now)
    if found.until_on is not None:
        parking.park(session, offer, event, found.until_on, by=by, now=now)
        words = f"No place is looked for before {said_date(found.until_on)}. Her priority and days waited stay."
        timeline.tell(session, offer.household_id, "match", words, by=by, now=now)
    return row


def undo(session: Session, offer: Offer, event: OfferEvent, *, by: Actor, now: datetime) -> None:
    """A no has been taken back: nobody has to find anything out because of it, and places are looked for."""
    settle_tasks(session, once=_cause(offer.id), authority=offer.authority_code, by=by, now=now)
    parking.end_of_event(session, event.id, by=by, now=now)


def _ask(session: Session, offer: Offer, side: Side, *, by: Actor, now: datetime) -> None:
    hours = setting(session, "suitability.within_hours", authority=offer.authority_code, on=day_of(now))
    raise_task(
        session, kind="reassess-after-no", authority=offer.authority_code, role=Role.OFFICER,
        organisation_id=offer.household.organisation_id, title="Ask again what would be right for her", why=WHY[side],
        due_at=add_hours(now, float(hours)), by=by, now=now, household_id=offer.household_id,
        once=_cause(offer.id),
    )  # fmt: skip


def _cause(offer_id: UUID) -> str:
    return f"after-no:{offer_id}"
