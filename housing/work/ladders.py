"""Changing a ladder of escalation: from today on, for tasks that are made from now on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, insist
from housing.clock import day_of
from housing.codes import Setting
from housing.db import transaction
from housing.people.models import Authority
from housing.refusals import Refused
from housing.tasks.escalation import LADDER, ROLES, ladders
from housing.tasks.models import Task
from housing.work import kinds
from pathway.ladders import LadderFault, Rung, read_ladder

EDIT = "task.ladders"
SOURCE = "Set by the council in Haven"


@dataclass(frozen=True, slots=True)
class Ladder:
    """A kind of task with the ladder that its tasks get from now on; `own` where the council has one for this kind."""

    kind: str
    said: str
    rungs: tuple[Rung, ...]
    own: bool


def listed(session: Session, authority: str, now: datetime) -> list[Ladder]:
    """Every kind that there is, those for every other task first."""
    found = ladders(session, authority, now)
    seen = session.scalars(select(Task.kind).where(Task.authority_code == authority).distinct())
    known = sorted({*kinds.KINDS, *seen, *found} - set(kinds.USUAL), key=kinds.said)
    usual = [Ladder(kind, said, found.get(kind, ()), kind in found) for kind, said in kinds.USUAL.items()]
    return usual + [Ladder(kind, kinds.said(kind), found.get(kind, ()), kind in found) for kind in known]


def change_ladder(*, kind: str, steps: Sequence[dict[str, Any]], by: Actor, now: datetime) -> None:
    """Set who hears of tasks of a kind, from today on; tasks that are made already keep the ladder that they have.

    Raises:
        Refused: the kind is not known, or it cannot be a ladder.
    """
    insist(by, EDIT)
    authority = by.home(EDIT).authority
    with transaction() as session:
        session.get_one(Authority, authority, with_for_update=True)
        if kind not in {each.kind for each in listed(session, authority, now)}:
            raise Refused("There is no such kind of task.")
        try:
            rungs = read_ladder(list(steps), ROLES)
        except LadderFault as fault:
            raise Refused(str(fault), field="first_hours") from fault
        if ladders(session, authority, now).get(kind) == rungs:
            return
        row = Setting(
            key=f"{LADDER}{kind}", authority_code=authority, from_on=day_of(now), value=list(steps), source=SOURCE,
            verified=True, recorded_at=now, recorded_by=by.account_id,
        )  # fmt: skip
        session.add(row)
        audit.record(session, by, "task.ladder_changed", row, now=now, facts={"kind": kind, "steps": len(rungs)})
