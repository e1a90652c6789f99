"""The review of the risk as a task: 28 days after it was assessed (pathway.duties), and at once after a move or a new
incident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, defer, joinedload

from housing.access import Actor, system
from housing.clock import day_of
from housing.db import reading, transaction
from housing.presentations.guide.owing import cause as guide_cause
from housing.presentations.marac.lapsing import stop_lapsed
from housing.presentations.marac.owing import raise_repeat, whose
from housing.presentations.models import Presentation, RiskEntry, StageEntry
from housing.promises.running import start_clock, stop_clock
from housing.tasks.models import Task
from housing.tasks.raising import raise_task, settle_each
from pathway.calendar import ONE_DAY, london_day
from pathway.clocks import Running, running
from pathway.duties import clock
from pathway.stages import Stage

KIND = "dash-review"
TITLE = "Review the risk: ask the DASH again"
OF_THE_GUIDE = ("risk-review", "risk-on-change", "risk-after-move")  # kept by the same assessment
BY = system("Reviews of the risk")


@dataclass(frozen=True, slots=True)
class Due:
    """One review that is owed: of which presentation, since which assessment or move, why, and until when."""

    presentation_id: UUID
    cause: str
    why: str
    due_at: datetime


def review_clock(assessed_on: date, today: date) -> Running:
    """The clock of the review of a risk that was assessed on a day."""
    return running(clock(KIND, assessed_on), assessed_on, today)


def raise_reviews(*, now: datetime) -> int:
    """Raise every review that is due soon, or that a move asks for; how many. What was raised once is not again."""
    stop_lapsed(by=BY, now=now)
    with reading() as session:
        found = due(session, now)
    for each in found:
        with transaction() as session:
            presentation = session.get_one(
                Presentation, each.presentation_id, options=[joinedload(Presentation.household)]
            )
            _raise(session, presentation, each, by=BY, now=now)
    return len(found)


def after_incident(
    session: Session, presentation: Presentation, happened_on: date, *, incident: UUID, by: Actor, now: datetime
) -> None:
    """What a new incident asks for at once, in the transaction that records it: a review of the risk and, within 12
    months of a MARAC, a repeat. The presentation's household must be loaded."""
    why = "There was a new incident since the risk was last assessed. Ask the DASH again when it is safe to talk."
    found = Due(presentation.id, f"{_prefix(presentation.id)}:incident:{incident}", why, london_day(day_of(now))[1])
    _raise(session, presentation, found, by=by, now=now)
    raise_repeat(session, presentation, happened_on, by=by, now=now)


def restart_review(
    session: Session, presentation: Presentation, assessed_at: datetime, *, by: Actor, now: datetime
) -> None:
    """The risk has been assessed again: what was waiting is settled, and the clock in the register starts anew."""
    settle_review(session, presentation, by=by, now=now)
    about = ("presentation", presentation.id)
    stop_clock(session, key=KIND, about=about, because="assessed", by=by, now=now)
    start_clock(
        session, key=KIND, household_id=presentation.household_id, presentation_id=presentation.id, about=about,
        started_on=day_of(assessed_at), by=by, now=now,
    )  # fmt: skip


def settle_review(session: Session, presentation: Presentation, *, by: Actor, now: datetime) -> int:
    """Close every open review of this presentation, the guide's too: the risk has been assessed again."""
    of_guide = [guide_cause(presentation.id, slug) for slug in OF_THE_GUIDE]
    query = select(Task).where(
        or_(Task.kind == KIND, Task.once.in_(of_guide)), Task.household_id == presentation.household_id,
        Task.closed_at.is_(None),
    )  # fmt: skip
    found = session.scalars(query.order_by(Task.id).with_for_update()).all()
    if found:
        settle_each(session, found, by=by, now=now)
    return len(found)


def due(session: Session, now: datetime) -> list[Due]:
    """Every review to be raised now, in three queries."""
    entries = session.scalars(_latest_risks()).all()
    moves: dict[UUID, datetime] = dict(session.execute(_latest_moves()).all())
    wanted = [each for entry in entries for each in _owed(entry, moves.get(entry.presentation_id), day_of(now))]
    raised = _raised(session, [each.cause for each in wanted])
    return [each for each in wanted if each.cause not in raised]


def _owed(entry: RiskEntry, moved_at: datetime | None, today: date) -> Iterable[Due]:
    found = review_clock(day_of(entry.at), today)
    cause = f"{_prefix(entry.presentation_id)}:{entry.id}"
    if moved_at is not None and moved_at > entry.at:
        why = "She has moved since the risk was last assessed. Ask the DASH again when it is safe to talk."
        yield Due(
            entry.presentation_id, f"{cause}:{moved_at:%Y%m%d%H%M%S}", why, london_day(day_of(moved_at) + ONE_DAY)[1]
        )
    elif found.warned_on is not None and found.last_on is not None:
        yield Due(
            entry.presentation_id, cause, f"The risk is looked at again. {found.how}", london_day(found.last_on)[1]
        )


def _raise(session: Session, presentation: Presentation, found: Due, *, by: Actor, now: datetime) -> Task:
    role, organisation_id = whose(session, presentation.household, day_of(now))
    return raise_task(
        session, kind=KIND, authority=presentation.authority_code, role=role, organisation_id=organisation_id,
        title=TITLE, why=found.why, due_at=found.due_at, household_id=presentation.household_id,
        about=("assessment", presentation.household_id), once=found.cause, by=by, now=now,
    )  # fmt: skip


def _prefix(presentation_id: UUID) -> str:
    return f"{KIND}:{presentation_id}"


def _latest_risks() -> Select[RiskEntry]:
    """Of every open presentation the risk as last entered."""
    return (
        select(RiskEntry)
        .ext(distinct_on(RiskEntry.presentation_id))
        .join(Presentation, Presentation.id == RiskEntry.presentation_id)
        .where(Presentation.ended_at.is_(None))
        .options(defer(RiskEntry.reason, raiseload=True))
        .order_by(RiskEntry.presentation_id, RiskEntry.at.desc())
    )


def _latest_moves() -> Select[UUID, datetime]:
    """When the household of every open presentation last came to a place."""
    return (
        select(StageEntry.presentation_id, func.max(StageEntry.at))
        .join(Presentation, Presentation.id == StageEntry.presentation_id)
        .where(Presentation.ended_at.is_(None), StageEntry.stage == Stage.PLACED.value)
        .group_by(StageEntry.presentation_id)
    )


def _raised(session: Session, causes: list[str]) -> set[str]:
    """Those of the causes that a task was raised for, open or closed."""
    query = select(Task.once).where(Task.kind == KIND, Task.once.in_(causes))
    return {once for once in session.scalars(query) if once is not None}
