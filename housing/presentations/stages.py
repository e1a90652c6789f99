"""Moving a household to a stage of the pathway, inside somebody else's transaction; pathway.stages says what may be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.households import timeline
from housing.presentations.models import Presentation, StageEntry
from housing.presentations.moments import following
from housing.refusals import Refused
from pathway.stages import Move, MoveRefused, Stage, moves_from, next_stage


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
    last = session.scalar(_latest(presentation))
    now_at = Stage(last.stage) if last else Stage.FIRST_CONTACT
    try:
        to = next_stage(now_at, slug, confirmed)
    except MoveRefused as refused:
        raise Refused(str(refused), field="confirmed" if refused.missing else "move") from refused
    move = next(move for move in moves_from(now_at) if move.slug == slug)
    words = f"{move.title}. {_sentence(reason or move.reason)}"
    at = following(now, last.at if last else None)
    return _write(session, presentation, to, at=at, words=words, by=by, now=now, move=slug)


def write(
    session: Session, presentation: Presentation, stage: Stage, *, words: str, by: Actor, now: datetime, move: str
) -> StageEntry:
    """Write the row, the timeline's line and the audit line; whether the move is allowed was the caller's to check."""
    at = following(now, session.scalar(_latest(presentation).with_only_columns(StageEntry.at)))
    return _write(session, presentation, stage, at=at, words=words, by=by, now=now, move=move)


def _write(
    session: Session,
    presentation: Presentation,
    stage: Stage,
    *,
    at: datetime,
    words: str,
    by: Actor,
    now: datetime,
    move: str,
) -> StageEntry:
    entry = StageEntry(presentation_id=presentation.id, at=at, by=by.account_id, stage=stage.value, reason=move)
    session.add(entry)
    timeline.tell(session, presentation.household_id, "stage", words, by=by, now=now)
    audit.record(session, by, "presentation.stage", presentation, now=now, facts={"stage": stage.value, "move": move})
    return entry


def standing(session: Session, presentation: Presentation) -> Stage:
    """The stage the household is at, read afresh."""
    found = session.scalar(_latest(presentation).with_only_columns(StageEntry.stage))
    return Stage(found) if found else Stage.FIRST_CONTACT


def _latest(presentation: Presentation) -> Select[StageEntry]:
    of_this = select(StageEntry).where(StageEntry.presentation_id == presentation.id)
    return of_this.order_by(StageEntry.at.desc()).limit(1)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _slugs(move: Move) -> list[str]:
    return [need.slug for need in move.needs]
