"""Making an offer inside the caller's transaction: live facts, every hard rule, the hold, the record."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.codes import settings
from housing.households import references
from housing.placements.matching.rechecking import recheck
from housing.placements.models import Offer
from housing.placements.offers import life, opening
from housing.placements.offers.fresh.confirming import Confirming, keep_confirmed
from housing.placements.offers.lapsing import lapse_first
from housing.placements.offers.telling import tell_provider, tell_story
from housing.places import diary
from housing.places.models import Unit
from housing.places.services import lock_unit
from housing.places.state import UnitState
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.web.filters import said_date, said_moment
from pathway.calendar import add_hours, add_working_hours
from pathway.offers import Event

URGENT_BAND = 1


def make(
    session: Session,
    *,
    presentation: Presentation,
    unit_id: UUID,
    band: int,
    run_id: UUID | None,
    why_differs: str | None,
    by: Actor,
    now: datetime,
    confirming: Confirming | None = None,
) -> Offer:
    """Hold a unit for a household and refer the household to its provider.

    The unit is locked first; whoever comes second reads who was first. `band` decides how soon the provider answers;
    `why_differs` is the officer's reason where this is not what a run proposed; `confirming` is needed where nobody
    has confirmed the unit lately.

    Raises:
        NotFound: there is no such unit.
        Refused: the presentation has ended.
        diary.PlaceTaken: the unit or the household is spoken for; says by whom.
        RuleBroken: the live facts break a hard rule, or leave one unanswered; carries the verdicts.
        NotConfirmed: nobody has confirmed the unit lately, and `confirming` does not say how that is known.
    """
    lapse_first(session, unit_id=unit_id, household_id=presentation.household_id, now=now)
    unit = lock_unit(session, unit_id)
    if not opening.keep_case(session, presentation.household_id, presentation.id):
        raise Refused("This presentation has ended. Start a new one before making an offer.")
    free_from = _free_from(session, unit, now)
    verdicts = recheck(session, household_id=presentation.household_id, unit_id=unit_id, now=now)
    offer = _row(session, presentation, unit, band=band, verdicts=verdicts, by=by, now=now)
    offer.run_id, offer.why_differs = run_id, why_differs
    offer.hold = diary.hold(
        session, unit, household_id=offer.household_id, from_on=free_from, lapses_at=offer.lapses_at, by=by, now=now
    )
    session.add(offer)
    _made(session, offer, confirming, by=by, now=now)
    return offer


def _made(session: Session, offer: Offer, confirming: Confirming | None, *, by: Actor, now: datetime) -> None:
    """What goes with an offer: its first event, how a stale unit was confirmed, and who hears of it."""
    life.happen(session, offer, Event.MADE, by=by, now=now)
    session.flush()
    keep_confirmed(session, offer, confirming, by=by, now=now)
    tell_story(session, offer, f"Offered {offer.unit.code} ({offer.reference}).", by=by, now=now)
    tell_provider(session, offer, "referral_waits", now=now)
    life.noted(session, offer, by=by, now=now)


def open_offer_on(session: Session, unit_id: UUID) -> Offer | None:
    """The offer that a unit is being held for, if there is one."""
    return session.scalar(select(Offer).where(Offer.unit_id == unit_id, Offer.ended_at.is_(None)))


def _row(
    session: Session,
    presentation: Presentation,
    unit: Unit,
    *,
    band: int,
    verdicts: dict[str, Any],
    by: Actor,
    now: datetime,
) -> Offer:
    """The offer's row, not stored yet, with its two deadlines."""
    key = "referral.answer_working_hours_band_1" if band == URGENT_BAND else "referral.answer_working_hours"
    keys = ("offer.lapse_hours", key, "council.opens", "council.closes")
    local = settings(session, keys, authority=unit.authority_code, on=day_of(now))
    opens, closes = time.fromisoformat(local["council.opens"]), time.fromisoformat(local["council.closes"])
    return Offer(
        reference=references.fresh(session, Offer.reference, "F"),
        authority_code=presentation.authority_code,
        household_id=presentation.household_id,
        presentation_id=presentation.id,
        unit=unit,
        made_at=now,
        made_by=by.account_id,
        made_by_name=by.name,
        answer_due_at=add_working_hours(now, float(local[key]), opens, closes),
        lapses_at=add_hours(now, float(local["offer.lapse_hours"])),
        verdicts=verdicts,
        events=[],
    )


def _free_from(session: Session, unit: Unit, now: datetime) -> date:
    standing = diary.standing(session, unit, now=now)
    if standing.available_from is not None:
        return standing.available_from
    other = open_offer_on(session, unit.id)
    if other is not None:
        raise diary.PlaceTaken(
            f"{unit.code} is already held: {other.made_by_name} offered it to another household at "
            f"{said_moment(other.made_at)}. Choose another unit.",
            taken=standing.line,
        )
    raise diary.PlaceTaken(f"{unit.code} is {_doing(standing)}. Choose another unit.", taken=standing.line)


def _doing(standing: UnitState) -> str:
    """What a unit is doing that nobody can be offered with no end in sight."""
    if standing.kind == "closed":
        return "closed"
    if standing.kind == "free_until":
        return f"free only until {said_date(standing.until_on)}"
    return diary.KINDS.get(standing.line.kind, "taken") if standing.line else "booked"
