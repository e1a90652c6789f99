"""An offer's events as rows, and its state worked out from them. Works inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.placements.models import Offer, OfferEvent
from housing.places import diary
from housing.rechecks import look_again
from housing.refusals import Refused
from housing.sanctuary.ending import release
from housing.web.filters import said_moment
from pathway.offers import Event, EventRefused, OfferState, state_of


def state(offer: Offer) -> OfferState:
    """Where an offer stands; its events must be loaded."""
    return state_of(Event(event.event) for event in offer.events)


def happen(
    session: Session,
    offer: Offer,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    reason: str | None = None,
    words: str | None = None,
) -> OfferState:
    """Append an event to an offer; one that ends it without an arrival gives the unit back at once.

    Once both have accepted, and at the latest when she arrives, the works on her home are stopped (docs/adr/0060).

    The line of the audit trail is the caller's to write, last of all (`noted`): it keeps every other writer waiting.

    Raises:
        Refused: the event cannot happen now; the sentence says what can, and who was there before.
    """
    try:
        after = state_of([*(Event(row.event) for row in offer.events), event])
    except EventRefused as error:
        last = offer.events[-1]
        raise Refused(f"{error} The last to change it was {last.by_name}, {said_moment(last.at)}.") from error
    offer.events.append(
        OfferEvent(
            position=len(offer.events),
            event=event,
            reason=reason,
            words=words,
            at=now,
            by=by.account_id,
            by_name=by.name,
        )
    )
    _follow(session, offer, event, after, by=by, now=now)
    return after


def _follow(session: Session, offer: Offer, event: Event, after: OfferState, *, by: Actor, now: datetime) -> None:
    """What an event means for the unit that is held, for those who live there, and for the works on her home."""
    if event is Event.STEPPED_BACK:
        look_again(session, offer.household_id)
    if event is not Event.MADE and not after.open:
        offer.ended_at = now
        look_again(session, offer.household_id)
        if event is not Event.ARRIVED:
            diary.replace(session, offer.hold, now=now)
    if after.accepted or event is Event.ARRIVED:
        why = "arrived" if event is Event.ARRIVED else "offer_accepted"
        release(session, offer.household_id, why=why, by=by, now=now)


def noted(session: Session, offer: Offer, *, by: Actor, now: datetime) -> None:
    """Write the last event into the audit trail."""
    last = offer.events[-1]
    facts = {"reason": last.reason} if last.reason else None
    audit.record(session, by, f"offer.{last.event}", offer, now=now, facts=facts)
