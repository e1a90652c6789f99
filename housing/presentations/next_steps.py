"""What to do next on each of some cases: the facts for pathway.next_steps, for one case or a list in two queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app, url_for
from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.models import Household, SafeContact
from housing.households.queries import visible
from housing.places.lapsing import in_force
from housing.places.models import UnitPeriod
from housing.presentations.handover.models import Handover
from housing.presentations.index.queries import band_now, stage_now
from housing.presentations.models import Presentation, RiskEntry
from housing.presentations.panels import Panel, Part
from housing.presentations.tasks.sections import standings
from housing.presentations.worker.queries import nobody
from housing.promises.models import RunningClock
from housing.promises.running import standing as clock_standing
from housing.tasks.models import Task
from housing.web.navigation import NextStep
from pathway.next_steps import Clock, Due, Standing, Step, Where, next_step
from pathway.stages import Stage

MOST_ON_HOME = 5
PAGES = {
    Where.WORKER: "households.worker",
    Where.CONTACT: "households.contact.edit",
    Where.SITUATION: "presentations.situation",
    Where.RISK: "presentations.risk",
    Where.OPTIONS: "matching.options",
    Where.HOMES: "households.page",
    Where.HANDOVER: "households.hand_over",
    Where.CLOCKS: "presentations.duties",
    Where.QUESTIONS: "households.tasks",
    Where.STAGE: "presentations.stage",
}
TASKS = "work.index"


@dataclass(frozen=True, slots=True)
class Shown:
    """A step with the address where it is done; "" where this installation or this page has none."""

    step: Step
    href: str


def steps(
    session: Session, ids: Iterable[UUID], now: datetime, *, missing: Mapping[UUID, tuple[str, ...]] | None = None
) -> dict[UUID, Shown]:
    """The next step of each open presentation, by its id. Whether they may be seen was the caller's to check.

    `missing` are titles of questions that block something, where the caller has them.
    """
    wanted = list(ids)
    if not wanted:
        return {}
    rows: dict[UUID, list[Row[Any]]] = {}
    for row in session.execute(_cases(wanted, now)):
        rows.setdefault(row.id, []).append(row)
    clocks = _clocks(session, [found[0].household_id for found in rows.values()], now)
    shown = {}
    for identity, found in rows.items():
        asked = (missing or {}).get(identity, ())
        step = next_step(_standing(found, clocks.get(found[0].household_id, ()), asked, now))
        if step is not None:
            shown[identity] = Shown(step, _href(step, found[0].household_id))
    return shown


def next_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """The household's page says first what to do next: two queries."""
    if presentation.ended_at is not None:
        return None
    blocking = tuple(each.section.title for each in standings(presentation) if each.blocks)
    found = steps(session, [presentation.id], now, missing={presentation.id: blocking})
    facts = {"shown": found.get(presentation.id)}
    return Panel("presentations/next/panel.html", facts, heading="What to do next", part=Part.NOW, order=5)


def on_home(session: Session, actor: Actor, now: datetime) -> list[NextStep]:
    """The next steps on this person's own cases, the most urgent bands first: three queries, none without cases."""
    query = (
        select(Presentation.id, Presentation.household_id, Household.reference)
        .join(Household, Household.id == Presentation.household_id)
        .where(Presentation.officer_id == actor.account_id, Presentation.ended_at.is_(None), visible(actor))
        .order_by(band_now, Presentation.presented_at, Presentation.id)
        .limit(MOST_ON_HOME)
    )
    mine = session.execute(query).all()
    found = steps(session, [identity for identity, _, _ in mine], now)
    return [
        NextStep(
            reference, found[identity].step.sentence, found[identity].step.because,
            url_for("households.page", household_id=household_id),
        )
        for identity, household_id, reference in mine
        if identity in found
    ]  # fmt: skip


def _cases(ids: Sequence[UUID], now: datetime) -> Any:
    """One row for each open task that the council owes, one for a case without any."""
    ours = or_(Task.organisation_id.is_(None), Task.escalated_to.is_not(None))
    offered = exists().where(
        Handover.presentation_id == Presentation.id, Handover.closed_at.is_(None), Handover.lapses_at > now
    )
    return (
        select(
            Presentation.id, Presentation.household_id, Presentation.situation, stage_now.label("stage"),
            nobody(now).label("nobody"), offered.label("offered"), SafeContact.methods,
            exists().where(RiskEntry.presentation_id == Presentation.id).label("risk"),
            _held(now).label("held"),
            Task.title, Task.due_at, Task.urgent,
        )
        .join(Household, Household.id == Presentation.household_id)
        .outerjoin(SafeContact, SafeContact.household_id == Household.id)
        .outerjoin(Task, and_(Task.household_id == Household.id, Task.closed_at.is_(None), ours))
        .where(Presentation.id.in_(ids), Presentation.ended_at.is_(None))
    )  # fmt: skip


def _held(now: datetime) -> Any:
    return exists().where(UnitPeriod.household_id == Household.id, UnitPeriod.kind == "hold", in_force(now))


def _clocks(session: Session, households: Sequence[UUID], now: datetime) -> dict[UUID, list[Clock]]:
    today = day_of(now)
    query = select(RunningClock).where(RunningClock.household_id.in_(households), RunningClock.stopped_at.is_(None))
    found: dict[UUID, list[Clock]] = {}
    for entry in session.scalars(query):
        running = clock_standing(entry, today)
        if running is not None and running.last_on is not None:
            found.setdefault(entry.household_id, []).append(Clock(running.clock.title, running.last_on))
    return found


def _standing(rows: Sequence[Row[Any]], clocks: Iterable[Clock], missing: tuple[str, ...], now: datetime) -> Standing:
    first = rows[0]
    return Standing(
        stage=Stage(first.stage or Stage.FIRST_CONTACT),
        today=day_of(now),
        now=now,
        worker=not first.nobody,
        contact_agreed=bool(first.methods),
        nowhere_safe=first.situation.get("nowhere_safe_tonight"),
        place_held=first.held,
        risk_entered=first.risk,
        handover_waits=first.offered,
        tasks=tuple(Due(row.title, row.due_at, row.urgent) for row in rows if row.title is not None),
        clocks=tuple(clocks),
        missing=missing,
    )


def _href(step: Step, household_id: UUID) -> str:
    if step.where is Where.TASKS:
        return url_for(TASKS) if TASKS in current_app.view_functions else ""
    endpoint = PAGES[step.where]
    if endpoint not in current_app.view_functions:
        return ""
    part = Part.HOMES.value if step.where is Where.HOMES else None
    return url_for(endpoint, household_id=household_id, _anchor=part)
