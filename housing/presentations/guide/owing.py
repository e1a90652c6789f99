"""The rows of tasks that the guide makes: whose they are, what they say, when they are due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, Role
from housing.clock import day_of
from housing.presentations.guide.facts import Case
from housing.presentations.guide.queries import Line, in_force
from housing.presentations.models import Presentation
from housing.promises.arriving import CUT_OFF, as_time
from housing.tasks.escalation import columns, ladder_of, ladders
from housing.tasks.models import Task
from housing.tasks.raising import UNLESS_OPEN
from pathway.calendar import london_day
from pathway.conditions import CONDITIONS, holds
from pathway.guide import Looking, applies
from pathway.ladders import Rung
from pathway.promises import Unit

KIND, ASKED, SUBJECT = "guide", "after-move", "guide_row"
MARAC_SLUG = "marac"
BEGINS = "guide.begins_on"
LOOKING = ("guide.at_once_hours", "guide.soon_working_days", "guide.before_move_days", "guide.ahead_days")
NOT_SURE = "Nobody has recorded yet whether this is owed here ({words}): find out."

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Council:
    """What a council's guide says today, read once for any number of cases."""

    lines: Sequence[Line]
    looking: Looking
    ladders: Mapping[str, tuple[Rung, ...]]

    def owed(self, case: Case) -> list[Line]:
        """What the stage of a case owes to it, in the order of the guide, without what its own task owes already."""
        of_stage = (line for line in self.lines if line.support.stage is case.stage)
        return [line for line in of_stage if applies(line.support, case.facts) and not has_own_task(line, case)]


def council(session: Session, authority: str, now: datetime) -> Council:
    """The guide in force, when it is looked at, and the ladders: three queries."""
    today = day_of(now)
    said = codes.settings(session, (*LOOKING, CUT_OFF), authority=authority, on=today)
    at_once, soon, before_move, ahead = (int(said[key]) for key in LOOKING)
    return Council(
        in_force(session, authority, today),
        Looking(at_once, soon, before_move, ahead, as_time(said[CUT_OFF])),
        ladders(session, authority, now),
    )


def has_own_task(line: Line, case: Case) -> bool:
    """Whether a recorded fact has raised the same obligation as a task of its own, with its own day: one is enough."""
    return line.support.slug == MARAC_SLUG and case.marac_raised


def cause(presentation_id: UUID, slug: str) -> str:
    """What makes a line's task one while it is open: the presentation and the line."""
    return f"{KIND}:{presentation_id}:{slug}"


def row(council: Council, case: Case, line: Line, due_at: datetime, now: datetime) -> Row:
    """A line's task for a case."""
    role, organisation = _whose(line, case)
    return {
        **_blank(case.authority, role, due_at, now),
        "organisation_id": organisation,
        "kind": KIND,
        "title": line.support.owed,
        "why": _why(line, case),
        "household_id": case.household_id,
        "subject": SUBJECT,
        "subject_id": line.id,
        "once": cause(case.presentation_id, line.support.slug),
        **columns(ladder_of(council.ladders, KIND, urgent=False), due_at),
    }


def asked(council: Council, presentation: Presentation, ask: str, number: int, move: str, now: datetime) -> Row:
    """The task of something that a move asks for, today."""
    due_at = london_day(day_of(now))[1]
    return {
        **_blank(presentation.authority_code, Role.OFFICER.value, due_at, now),
        "organisation_id": None,
        "kind": ASKED,
        "title": ask.rstrip("."),
        "why": "What has been recorded asks for it.",
        "household_id": presentation.household_id,
        "subject": None,
        "subject_id": None,
        "once": f"{ASKED}:{presentation.id}:{move}:{number}",
        **columns(ladder_of(council.ladders, ASKED, urgent=False), due_at),
    }


def put(session: Session, rows: Sequence[Row], *, by: Actor, now: datetime, about: object) -> int:
    """Store the tasks but for those whose cause is open already, in one statement; how many are new."""
    if not rows:
        return 0
    whole = [{**each, "raised_by": by.account_id, "raised_by_name": by.name} for each in rows]
    made = session.scalars(UNLESS_OPEN.returning(Task.id), whole).all()
    if made:
        audit.record(session, by, "task.owed", about, now=now, facts={"tasks": sorted(map(str, made))})
    return len(made)


def _whose(line: Line, case: Case) -> tuple[str, UUID | None]:
    """The role that owes it and, for a provider's, the organisation where she lives.

    What a provider owes falls to the officer where no provider of Haven houses her, and what an officer owes to the
    homelessness team where the team whose case it is has no officer.
    """
    role = line.support.by
    if role == Role.REFUGE.value:
        if case.provider is not None:
            return role, case.provider
        role = Role.OFFICER.value
    if role == Role.OFFICER.value and not case.officers:
        role = Role.HOMELESSNESS.value
    return role, None


def _why(line: Line, case: Case) -> str:
    support = line.support
    words = support.within.words
    said = f"Owed at the stage “{support.stage.label}”, {words}."
    if support.within.unit in (Unit.SOON, Unit.BEFORE_MOVE):
        said = f"{said} It is looked at by this day."
    if holds(support.only, case.facts) is None:
        said = f"{said} {NOT_SURE.format(words=CONDITIONS[support.only].words)}"
    return f"{said} Source: {support.source}."


def _blank(authority: str, role: str, due_at: datetime, now: datetime) -> Row:
    return {
        "id": uuid4(),
        "authority_code": authority,
        "role": role,
        "urgent": False,
        "due_at": due_at,
        "raised_at": now,
        "unit_id": None,
        "called": None,
    }
