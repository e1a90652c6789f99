"""A stage is entered: what it owes becomes tasks, and what the stage before owed and does not carry over is settled.

Inside the transaction of the move, so that there is no moment at which she stands at a stage and nobody owes what it
promises. Why so: docs/adr/0072.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.presentations.guide import owing
from housing.presentations.guide.facts import Case, cases
from housing.presentations.guide.models import GuideRow
from housing.presentations.models import Presentation
from housing.tasks.models import Task
from housing.tasks.raising import settle_each
from pathway.guide import first_due, time_to_raise
from pathway.stages import MOVES, Stage

SAID_BY_THE_GUIDE = "nowhere_safe"  # what this move asks for is a line of the stage that it leads to


def moved(
    session: Session,
    presentation: Presentation,
    to: Stage,
    *,
    move: str,
    begins_on: date | None,
    by: Actor,
    now: datetime,
) -> None:
    """Raise what the move asks for and what the stage owes. `begins_on` None, or after today: the council's guide is
    not at work yet, and nothing is owed by it. A move that stays at its stage owes only what it asks for.

    The entry of the stage has been added to the session.
    """
    if begins_on is None or begins_on > day_of(now):
        return
    enters = not any(way.slug == move and way.to is None for way in MOVES)
    if enters:
        settle_each(session, session.scalars(_left(presentation, to)).all(), by=by, now=now)
    asks = () if move == SAID_BY_THE_GUIDE else next((way.asks for way in MOVES if way.slug == move), ())
    if not asks and (not enters or to is Stage.CLOSED):
        return
    council = owing.council(session, presentation.authority_code, now)
    rows = [owing.asked(council, presentation, ask, number, move, now) for number, ask in enumerate(asks)]
    if enters and to is not Stage.CLOSED:
        rows += _owed(council, cases(session, now, of=[presentation.id]), now)
    owing.put(session, rows, by=by, now=now, about=presentation)


def _owed(council: owing.Council, found: list[Case], now: datetime) -> list[owing.Row]:
    rows = []
    for case in found:
        for line in council.owed(case):
            due_at = first_due(line.support, now, council.looking)
            if due_at is not None and time_to_raise(due_at, now, council.looking):
                rows.append(owing.row(council, case, line, due_at, now))
    return rows


def _left(presentation: Presentation, to: Stage) -> Select[Task]:
    """Open tasks of the guide that end with the stage; at the end of the pathway every one."""
    query = (
        select(Task)
        .join(GuideRow, GuideRow.id == Task.subject_id)
        .where(Task.household_id == presentation.household_id, Task.subject == owing.SUBJECT, Task.closed_at.is_(None))
        .where(Task.once.startswith(owing.cause(presentation.id, ""), autoescape=True))
    )
    if to is not Stage.CLOSED:
        query = query.where(GuideRow.carries.is_(False))
    return query.order_by(Task.id).with_for_update(of=Task)
