"""Jobs as the board and the file show them: grouped by what they wait for, with their age and their clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.sanctuary import queries
from housing.sanctuary.clocks import Clock, Promises, promises
from housing.sanctuary.queries import Standing
from pathway.sanctuary import AFTERCARE, ENDED, MOVE
from pathway.sanctuary_eligibility import Tenure
from pathway.sanctuary_moves import Event, Stage

S = Stage
GROUPS: tuple[tuple[str, frozenset[Stage]], ...] = (
    ("Is it possible?", frozenset({S.REFERRED, S.NOT_ELIGIBLE})),
    ("The owner", frozenset({S.ELIGIBLE, S.CONSENT_ASKED, S.CONSENT_REFUSED})),
    ("Survey and cost", frozenset({S.CONSENTED, S.SURVEYED, S.QUOTED, S.AWAITING_APPROVAL, S.NOT_APPROVED})),
    ("Works", frozenset({S.APPROVED, S.ORDERED, S.BOOKED, S.DONE})),
    ("Afterwards", AFTERCARE),
    ("Ended", ENDED),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A job on the board. `days` since the referral, `days_here` since it last moved."""

    standing: Standing
    clock: Clock | None
    days: int
    days_here: int

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return self.standing.state.stage

    @property
    def tenure(self) -> str:
        """How she holds her home, as it was recorded last."""
        checks = self.standing.job.checks
        slug = checks[-1].tenure if checks else None
        return Tenure(slug).words if slug else "Not recorded"


def rows(session: Session, actor: Actor, *, ended: bool, now: datetime) -> list[Row]:
    """Every open job, or every ended one, within the person's reach: a constant number of queries for each council."""
    found = queries.jobs(session, actor, ended=ended)
    promised: dict[str, Promises] = {}
    for authority in sorted({each.job.authority_code for each in found}):
        promised[authority] = promises(session, authority, now)
    return [_row(each, promised[each.job.authority_code], now) for each in found]


def chosen(found: Iterable[Row], *, stage: str | None, priority: str | None, late: bool, now: datetime) -> list[Row]:
    """The rows that fit a choice, in their order."""
    return [
        row
        for row in found
        if (not stage or row.stage == stage)
        and (not priority or row.standing.job.priority == priority)
        and (not late or row.standing.late(now))
    ]


def grouped(found: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """By what they wait for, in the order of a job's life; groups without a job are left out."""
    groups = ((title, [row for row in found if row.stage in stages]) for title, stages in GROUPS)
    return [(title, members) for title, members in groups if members]


def _row(standing: Standing, promised: Promises, now: datetime) -> Row:
    job = standing.job
    moved = [row.at for row in job.events if MOVE[Event(row.event)].to is not None]
    until = day_of(job.ended_at or now)
    return Row(
        standing,
        promised.clock(standing, now),
        days=(until - day_of(job.referred_at)).days,
        days_here=(day_of(now) - day_of(moved[-1])).days,
    )
