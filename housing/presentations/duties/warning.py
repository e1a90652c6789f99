"""The nightly look at every clock: its warnings as tasks, each once; hotel nights counted, their bands reviewed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from housing.access import Actor, system
from housing.clock import day_of
from housing.db import reading, transaction
from housing.households.models import Household
from housing.households.queries import PARTS
from housing.presentations import bands, opening
from housing.presentations.duties.asking import owed_by
from housing.presentations.models import Presentation
from housing.presentations.nights.counting import NIGHTS, is_family, nights_of
from housing.presentations.nights.models import TemporaryStay
from housing.presentations.queries import decisions
from housing.presentations.recording import put_situation
from housing.promises.models import RunningClock
from housing.promises.running import RUNS, standing
from housing.tasks.models import Task
from housing.tasks.raising import raise_task
from pathway.calendar import london_day
from pathway.clocks import Nights, Running
from pathway.duties import clock

BY = system("Clocks")
SUBJECT, URGENT_DAYS = RunningClock.__tablename__, 7
REMINDED_ELSEWHERE = ("dash-review", "marac-repeat")  # housing.presentations.assessments.reviewing
OWN_TASKS = {"temporary_stay": "s208", "decision_review": "review"}  # the cause of the task raised with such a clock


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder that is owed; `once` is its cause, so that whoever did it is not asked again."""

    entry: RunningClock
    once: str
    title: str
    why: str
    due_on: date
    urgent: bool


def warn(*, now: datetime) -> int:
    """Raise every warning that has come and was never raised; how many. Hotel nights are brought up to date first."""
    today = day_of(now)
    for presentation_id in _in_hotels():
        count_nights(presentation_id, by=BY, now=now)
    with reading() as session:
        entries = session.scalars(_open()).all()
        told, asked = _told(session, [entry.id for entry in entries]), _asked(session, entries)
        due = [warning for entry in entries if entry.id not in asked for warning in _due(session, entry, today)]
        found = [warning for warning in due if warning.once not in told]
    for warning in found:
        _raise(warning, by=BY, now=now)
    return len(found)


def count_nights(presentation_id: UUID, *, by: Actor, now: datetime) -> None:
    """Her nights in hotels by today, into what her band is worked out from; nothing where they are there already."""
    with transaction() as session:
        opening.keep_households(session, [presentation_id])
        presentation = session.scalars(_for_band(presentation_id)).one()
        nights = nights_of(session, presentation, day_of(now)).nights
        if nights <= (presentation.situation.get("nights_in_hotel") or 0):
            return
        put_situation(session, presentation, {**presentation.situation, "nights_in_hotel": nights}, by=by, now=now)
        bands.review(session, presentation, presentation.household, by=by, now=now)


def warnings_of(entry: RunningClock, found: Running) -> list[Reminder]:
    """What a clock of days asks for by today: its latest warning, or that its last day has passed."""
    if found.over:
        said = f"{found.clock.title}: the last day has passed"
        return [_warning(entry, "over", said, found, found.last_on or found.today, urgent=True)]
    if found.warned_on is None:
        return []
    until = found.last_on or found.today
    said = f"{found.clock.title}: day {found.day}" + (f" of {found.of}" if found.of else "")
    urgent = found.left is not None and found.left <= URGENT_DAYS
    return [_warning(entry, found.warned_on.isoformat(), said, found, until, urgent=urgent)]


def warnings_of_nights(entry: RunningClock, nights: Nights, today: date) -> list[Reminder]:
    """What nights in bed and breakfast ask for: the latest of the clock's warnings, or that the limit is broken."""
    row = clock(NIGHTS, entry.started_on)
    reached = [at for at in row.warns if at <= nights.nights]
    if not reached:
        return []
    which, said = str(reached[-1]), f"Nights in bed and breakfast: {nights.nights} of {nights.limit}"
    if nights.unlawful:
        which, said = "over", f"{said}. This is unlawful"
    last = nights.last_lawful_on or today
    why = f"{row.source}. The last lawful night is {last.day} {last:%B %Y}. Find another place before it."
    return [Reminder(entry, f"clock:{entry.id}:{which}", said, why, max(last, today), nights.nights >= row.warns[1])]


def _due(session: Session, entry: RunningClock, today: date) -> list[Reminder]:
    found = standing(entry, today)
    if found is not None:
        return warnings_of(entry, found)
    if entry.key != NIGHTS or entry.presentation_id is None:
        return []
    query = select(Presentation).where(Presentation.id == entry.presentation_id)
    people = joinedload(Presentation.household).options(PARTS["people"], PARTS["births"])
    presentation = session.scalars(query.options(people)).one()
    there = select(TemporaryStay.id).where(TemporaryStay.presentation_id == presentation.id, TemporaryStay.counts)
    if session.scalar(there.where(TemporaryStay.ended_at.is_(None))) is None:
        return []
    if not is_family(presentation.household, today):
        return []
    return warnings_of_nights(entry, nights_of(session, presentation, today), today)


def _warning(entry: RunningClock, which: str, said: str, found: Running, due_on: date, *, urgent: bool) -> Reminder:
    why = f"{found.how} {found.clock.ends} {found.clock.source}."
    return Reminder(entry, f"clock:{entry.id}:{which}", said, why, due_on, urgent)


def _raise(warning: Reminder, *, by: Actor, now: datetime) -> None:
    with transaction() as session:
        household = session.get_one(Household, warning.entry.household_id)
        role, organisation = owed_by(session, household, day_of(now))
        raise_task(
            session, kind="clock", authority=household.authority_code, role=role, organisation_id=organisation,
            title=warning.title, why=warning.why, due_at=london_day(warning.due_on)[1], urgent=warning.urgent,
            household_id=household.id, about=(SUBJECT, warning.entry.id), once=warning.once, by=by, now=now,
        )  # fmt: skip


def _open() -> Select[RunningClock]:
    return (
        select(RunningClock)
        .outerjoin(Presentation, Presentation.id == RunningClock.presentation_id)
        .where(RunningClock.key.not_in(REMINDED_ELSEWHERE))
        .where(RUNS, or_(RunningClock.presentation_id.is_(None), Presentation.ended_at.is_(None)))
        .order_by(RunningClock.started_on, RunningClock.id)
    )


def _told(session: Session, ids: Collection[UUID]) -> set[str]:
    query = select(Task.once).where(Task.subject == SUBJECT, Task.subject_id.in_(ids))
    return {once for once in session.scalars(query) if once is not None}


def _asked(session: Session, entries: Sequence[RunningClock]) -> set[UUID]:
    """The clocks for which a task of its own has been open since they began: nobody is asked twice for one thing."""
    causes = {
        f"{OWN_TASKS[entry.subject]}:{entry.subject_id}": entry.id for entry in entries if entry.subject in OWN_TASKS
    }
    query = select(Task.once).where(Task.once.in_(causes), Task.closed_at.is_(None))
    return {causes[once] for once in session.scalars(query) if once is not None}


def _in_hotels() -> list[UUID]:
    query = (
        select(TemporaryStay.presentation_id)
        .join(Presentation, Presentation.id == TemporaryStay.presentation_id)
        .where(TemporaryStay.counts, TemporaryStay.ended_at.is_(None), Presentation.ended_at.is_(None))
        .order_by(TemporaryStay.presentation_id)
    )
    with reading() as session:
        return list(session.scalars(query))


def _for_band(presentation_id: UUID) -> Select[Presentation]:
    return (
        select(Presentation)
        .where(Presentation.id == presentation_id)
        .options(selectinload(Presentation.household).options(PARTS["births"]), *decisions())
        .with_for_update(of=Presentation)
    )
