"""Moving a household to a stage of the pathway, inside somebody else's transaction; pathway.stages says what may be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ScalarSelect, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.codes import Setting
from housing.households import timeline
from housing.presentations.guide.entering import moved
from housing.presentations.guide.owing import BEGINS
from housing.presentations.models import Presentation, StageEntry
from housing.presentations.moments import following
from housing.refusals import Refused
from pathway.stages import Move, MoveRefused, Stage, moves_from, next_stage

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Last:
    """The entry that stands, None where there is none; and from which day on the council's guide makes tasks."""

    stage: str | None
    at: datetime | None
    guide_begins_on: date | None


def enter(
    session: Session,
    presentation: Presentation,
    stage: Stage,
    *,
    reason: str | None,
    by: Actor,
    now: datetime,
    confirmed: Collection[str] = (),
) -> StageEntry:
    """Write the stage from now on, if pathway.stages has a move there from where the household is.

    `reason` None says what the table says of that move. `confirmed` are slugs of the needs that the move asks for.

    Raises:
        Refused: no move leads there, or something that it needs is not confirmed.
    """
    now_at = standing(session, presentation)
    ways = [move for move in moves_from(now_at) if move.to is stage]
    if not ways:
        titles = "; ".join(move.title for move in moves_from(now_at))
        raise Refused(
            f"A household at “{now_at.label}” cannot go to “{stage.label}”. What can be recorded: {titles}.",
            field="move",
        )
    move = min(ways, key=lambda way: len(set(_slugs(way)) - set(confirmed)))
    return make(session, presentation, move.slug, reason=reason, by=by, now=now, confirmed=confirmed)


def make(
    session: Session,
    presentation: Presentation,
    slug: str,
    *,
    reason: str | None,
    by: Actor,
    now: datetime,
    confirmed: Collection[str] = (),
) -> StageEntry:
    """Make one move of pathway.stages.MOVES. A move that stays at its stage is kept as a line of its own.

    Raises:
        Refused: the move is not allowed here, or something that it needs is not confirmed.
    """
    last = _last(session, presentation, now)
    now_at = Stage(last.stage) if last.stage else Stage.FIRST_CONTACT
    try:
        to = next_stage(now_at, slug, confirmed)
    except MoveRefused as refused:
        raise Refused(str(refused), field="confirmed" if refused.missing else "move") from refused
    move = next(move for move in moves_from(now_at) if move.slug == slug)
    words = f"{move.title}. {_sentence(reason or move.reason)}"
    return _write(session, presentation, to, last=last, words=words, by=by, now=now, move=slug)


def write(
    session: Session, presentation: Presentation, stage: Stage, *, words: str, by: Actor, now: datetime, move: str
) -> StageEntry:
    """Write the row, the timeline's line and the audit line, and raise what the stage owes; whether the move is allowed
    was the caller's to check."""
    last = _last(session, presentation, now)
    return _write(session, presentation, stage, last=last, words=words, by=by, now=now, move=move)


def _write(
    session: Session,
    presentation: Presentation,
    stage: Stage,
    *,
    last: Last,
    words: str,
    by: Actor,
    now: datetime,
    move: str,
) -> StageEntry:
    at = following(now, last.at)
    entry = StageEntry(presentation_id=presentation.id, at=at, by=by.account_id, stage=stage.value, reason=move)
    session.add(entry)
    timeline.tell(session, presentation.household_id, "stage", words, by=by, now=now)
    audit.record(session, by, "presentation.stage", presentation, now=now, facts={"stage": stage.value, "move": move})
    moved(session, presentation, stage, move=move, begins_on=last.guide_begins_on, by=by, now=now)
    return entry


def standing(session: Session, presentation: Presentation) -> Stage:
    """The stage the household is at, read afresh."""
    found = session.scalar(select(_latest(presentation, StageEntry.stage)))
    return Stage(found) if found else Stage.FIRST_CONTACT


def _last(session: Session, presentation: Presentation, now: datetime) -> Last:
    """In one query, since every move asks it."""
    begins = (
        select(Setting.value)
        .where(Setting.key == BEGINS, Setting.from_on <= day_of(now))
        .where(or_(Setting.authority_code.is_(None), Setting.authority_code == presentation.authority_code))
        .order_by(
            Setting.authority_code.is_(None), Setting.from_on.desc(), Setting.recorded_at.desc().nulls_last()
        )
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip
    query = select(_latest(presentation, StageEntry.stage), _latest(presentation, StageEntry.at), begins)
    stage, at, begins_on = session.execute(query).one()
    return Last(stage, at, date.fromisoformat(begins_on) if begins_on else None)


def _latest(presentation: Presentation, column: InstrumentedAttribute[Value]) -> ScalarSelect[Value]:
    of_this = select(column).where(StageEntry.presentation_id == presentation.id)
    return of_this.order_by(StageEntry.at.desc()).limit(1).scalar_subquery()


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _slugs(move: Move) -> list[str]:
    return [need.slug for need in move.needs]
