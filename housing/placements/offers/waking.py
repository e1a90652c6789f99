"""A place comes free late, after both had accepted: whoever it would have been for next is woken, and nobody else.

Who is next stands in the newest run: those who lost this unit, or had it as their next best, the most urgent first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import setting
from housing.households.models import Household
from housing.placements.models import MatchRun, Offer, OfferEvent, Proposal
from housing.placements.reasons.models import Parking
from housing.placements.reasons.queries import parked
from housing.presentations.models import Presentation
from housing.tasks.raising import raise_task
from housing.web.filters import said_date
from pathway.calendar import add_hours
from pathway.offers import Event

KEY = "offer.late_decline_hours"
SAID_NO = (Event.SHE_DECLINED, Event.PROVIDER_DECLINED)


@dataclass(frozen=True, slots=True)
class NextUp:
    """Whose next choice a unit is, and the team that works with them."""

    household_id: UUID
    organisation_id: UUID


def next_up(session: Session, offer: Offer, *, now: datetime) -> NextUp | None:
    """The first household that the newest run would have given this unit to, and that still waits for a place."""
    query = select(MatchRun).where(MatchRun.authority_code == offer.authority_code).order_by(MatchRun.number.desc())
    run = session.scalar(query.limit(1))
    if run is None:
        return None
    wanted = _who_wanted(json.loads(run.result), str(offer.unit_id)) - {str(offer.household_id)}
    other = aliased(Offer)
    said_no = (
        exists()
        .where(other.household_id == Household.id, other.unit_id == offer.unit_id, OfferEvent.offer_id == other.id)
        .where(OfferEvent.event.in_(SAID_NO), OfferEvent.taken_back_at.is_(None))
    )
    promised = exists().where(Offer.household_id == Household.id, Offer.ended_at.is_(None))
    waits = parked(offer.authority_code, day_of(now)).with_only_columns(Parking.household_id)
    found = session.execute(
        select(Household.id, Household.organisation_id)
        .join(Proposal, Proposal.household_id == Household.id)
        .join(Presentation, Presentation.id == Proposal.presentation_id)
        .where(Proposal.run_id == run.id, Household.id.in_(sorted(UUID(each) for each in wanted)))
        .where(Presentation.ended_at.is_(None), ~said_no, ~promised, Household.id.not_in(waits))
        .order_by(Proposal.position)
        .limit(1)
    ).one_or_none()
    return NextUp(*found) if found is not None else None


def wake(session: Session, offer: Offer, *, by: Actor, now: datetime) -> NextUp | None:
    """Tell whoever is next for the offer's unit, which has come free late; with nobody next, who makes the runs."""
    found = next_up(session, offer, now=now)
    hours = float(setting(session, KEY, authority=offer.authority_code, on=day_of(now)))
    due_at, day = add_hours(now, hours), said_date(day_of(now))
    if found is None:
        raise_task(
            session, kind="run-again", authority=offer.authority_code, role=Role.HOMELESSNESS,
            title="A place came free late: run the matching again",
            why=f"It had been accepted, and the household does not come. At the last run before {day} it was nobody’s "
            "next choice, so a new run finds whom it would suit.",
            due_at=due_at, by=by, now=now, unit_id=offer.unit_id, once=f"late:{offer.unit_id}",
        )  # fmt: skip
        return None
    raise_task(
        session, kind="place-free-late", authority=offer.authority_code, role=Role.OFFICER,
        organisation_id=found.organisation_id, title="A place that would suit has come free: look at it now",
        why="It had been accepted by another household, which does not come. At the last run it was this household’s "
        "next choice. Look at what is open to them now, before somebody else does.",
        due_at=due_at, by=by, now=now, urgent=True, household_id=found.household_id, unit_id=offer.unit_id,
        once=f"late:{offer.unit_id}:{found.household_id}",
    )  # fmt: skip
    return found


def _who_wanted(result: Mapping[str, Any], unit: str) -> set[str]:
    """The households of a run's answer that lost this unit to somebody, or had it as their next best."""
    lost = {
        each["household"] for each in result["unplaced"] if any(one["unit"] == unit for one in each.get("lost_to", ()))
    }
    next_best = {
        each["household"]
        for each in result["proposals"]
        if any(one["unit"] == unit for one in each.get("next_best", ()))
    }
    return lost | next_best
