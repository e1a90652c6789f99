"""The panel about money of the household's page (see housing.presentations.panels): what runs out, in two queries."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.immigration.models import ImmigrationStatus
from housing.households.immigration.queries import standing_of
from housing.households.models import Household
from housing.places.lapsing import in_force
from housing.places.models import UnitPeriod
from housing.presentations.funding.nights import Planned, planned_in
from housing.presentations.funding.planning import first_unpaid
from housing.presentations.funding.reading import Line, lines_of
from housing.presentations.models import Presentation
from housing.presentations.panels import Panel, Part
from pathway.funding import Event
from pathway.immigration import Standing


def funding_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """Who pays and until when, how far the leave has run, and the way to the page about money."""
    today, household_id = day_of(now), presentation.household_id
    lines = lines_of(session, [household_id]).get(household_id, [])
    planned, standing = around(session, household_id, now)
    return Panel(
        "presentations/funding/panel.html",
        {
            "confirmed": [line for line in lines if line.state is Event.CONFIRMED],
            "asked": _answer_due(lines),
            "standing": standing,
            "unpaid_on": first_unpaid(lines, planned, standing, today),
            "today": today,
        },
        heading="Who pays for her place",
        part=Part.MONEY,
        order=20,
    )


def around(session: Session, household_id: UUID, now: datetime) -> tuple[Planned | None, Standing | None]:
    """Where a household stays or is to stay, and where she stands, in one query."""
    stays = and_(UnitPeriod.household_id == Household.id, in_force(now))
    query = (
        select(UnitPeriod, ImmigrationStatus)
        .select_from(Household)
        .outerjoin(UnitPeriod, stays)
        .outerjoin(ImmigrationStatus, ImmigrationStatus.household_id == Household.id)
        .where(Household.id == household_id)
        .order_by(ImmigrationStatus.position)
    )
    pairs: list[tuple[UnitPeriod | None, ImmigrationStatus | None]] = [
        (period, status) for period, status in session.execute(query)
    ]
    diary = dict.fromkeys(period for period, _ in pairs if period is not None)
    rows = dict.fromkeys(status for _, status in pairs if status is not None)
    today = day_of(now)
    return planned_in(diary, today), standing_of(list(rows), today)


def _answer_due(lines: list[Line]) -> tuple[int, date | None]:
    """How many wait for an answer, and the first day on which one is due."""
    waiting = [line for line in lines if line.state is Event.ASKED]
    due = [line.last.decision_by for line in waiting if line.last.decision_by is not None]
    return len(waiting), min(due, default=None)
