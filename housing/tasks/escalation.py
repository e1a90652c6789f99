"""Which ladder a task gets: the council's for its kind, else its usual or its urgent one; frozen when it is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing.access import Role
from housing.clock import day_of
from housing.codes import Setting
from pathway.ladders import LadderFault, Rung, frozen, next_climb, read_ladder

LADDER = "task.ladder."
USUAL, URGENT = "usual", "urgent"
KEPT = "task.ladders"  # in a session's info, with council and day: its ladders, read once
# A provider hears of its own tasks alone, so nothing of the council's goes up to a provider's role.
HEARING = (Role.OFFICER, Role.HOMELESSNESS, Role.SANCTUARY)
ROLES = frozenset(role.value for role in HEARING)


def ladders(session: Session, authority: str, now: datetime) -> Mapping[str, tuple[Rung, ...]]:
    """The ladders of a council on a day by kind of task, read once a session; one that cannot be read has no steps."""
    today = day_of(now)
    kept: Mapping[str, tuple[Rung, ...]] | None = session.info.get((KEPT, authority, today))
    if kept is None:
        query = (
            select(Setting.key, Setting.value)
            .ext(distinct_on(Setting.key))
            .where(Setting.key.startswith(LADDER, autoescape=True), Setting.from_on <= today)
            .where(or_(Setting.authority_code.is_(None), Setting.authority_code == authority))
            .order_by(
                Setting.key,
                Setting.authority_code.is_(None),
                Setting.from_on.desc(),
                Setting.recorded_at.desc().nulls_last(),
            )
        )
        kept = {key.removeprefix(LADDER): _read(value) for key, value in session.execute(query)}
        session.info[(KEPT, authority, today)] = kept
    return kept


def ladder_of(found: Mapping[str, tuple[Rung, ...]], kind: str, *, urgent: bool) -> tuple[Rung, ...]:
    """The ladder of a kind of task; without one of its own the urgent or the usual one."""
    return found.get(kind, found.get(URGENT if urgent else USUAL, ()))


def columns(rungs: tuple[Rung, ...], due_at: datetime) -> dict[str, Any]:
    """What a task carries of its ladder from the day it is made."""
    stored = frozen(rungs, due_at)
    return {"ladder": stored, "climbed": 0, "escalates_at": next_climb(stored, 0)}


def _read(value: Any) -> tuple[Rung, ...]:
    try:
        return read_ladder(value, ROLES)
    except LadderFault:
        return ()
