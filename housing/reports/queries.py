"""The rows behind the placements report: sums by period and kind, never a person. Each is one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.placements.models import Departure, Stay
from housing.presentations.models import Presentation
from pathway.calendar import london_day


@dataclass(frozen=True, slots=True)
class StayRow:
    """One stay as the report counts it; `left_on` None while it lasts."""

    kind: str
    arrived_on: date
    left_on: date | None
    adults: int
    children: int
    presented_on: date


def stays_between(session: Session, actor: Actor, from_on: date, until_on: date) -> list[StayRow]:
    """Stays with at least one night in `[from_on, until_on)`, in the councils whose figures the actor may see."""
    query = (
        select(
            Stay.kind, Stay.arrived_on, Departure.left_on, Stay.adults, Stay.children, Presentation.presented_at
        )
        .join(Presentation, Presentation.id == Stay.presentation_id)
        .outerjoin(Departure, Departure.stay_id == Stay.id)
        .where(Stay.authority_code.in_(sorted(actor.extent("report.read").authorities)))
        .where(Stay.arrived_on < until_on, func.coalesce(Departure.left_on, until_on) >= from_on)
        .order_by(Stay.arrived_on, Stay.id)
    )  # fmt: skip
    return [
        StayRow(kind, arrived_on, left_on, adults, children, day_of(presented_at))
        for kind, arrived_on, left_on, adults, children, presented_at in session.execute(query)
    ]


def not_supported_between(session: Session, actor: Actor, from_on: date, until_on: date) -> dict[str, int]:
    """Presentations that ended without a place in `[from_on, until_on)`, by the return's reason."""
    begins, ends = _moments(from_on, until_on)
    query = (
        select(Presentation.not_supported_reason, func.count())
        .where(Presentation.authority_code.in_(sorted(actor.extent("report.read").authorities)))
        .where(Presentation.outcome == "not_supported", Presentation.ended_at >= begins, Presentation.ended_at < ends)
        .group_by(Presentation.not_supported_reason)
    )
    return {reason: count for reason, count in session.execute(query) if reason is not None}


def first_day_known(session: Session, actor: Actor) -> date | None:
    """The day of the first stay on record."""
    authorities: Sequence[str] = sorted(actor.extent("report.read").authorities)
    return session.scalar(select(func.min(Stay.arrived_on)).where(Stay.authority_code.in_(authorities)))


def _moments(from_on: date, until_on: date) -> tuple[datetime, datetime]:
    return london_day(from_on)[0], london_day(until_on)[0]
