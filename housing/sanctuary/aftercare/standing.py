"""What is owed after the works and what was done of it, worked out from a job's events and its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing.clock import day_of
from housing.codes import settings
from housing.sanctuary.aftercare.models import FlagLine, Loan
from housing.sanctuary.models import SanctuaryEvent, SanctuaryJob
from pathway.sanctuary_aftercare import Due, FlagEvent, FlagState, flag_state, owed
from pathway.sanctuary_moves import Event

SIGNED = (Event.SIGNED_OFF, Event.NOTHING_MORE)
REVIEWS = (Event.REVIEWED_AT_3, Event.REVIEWED_AT_6)
OUTCOMES = (Event.OUTCOME_AT_6, Event.OUTCOME_AT_12)
SERVICES = {"fire": "Fire service", "police": "Police"}
KEYS = {
    "reviews": "sanctuary.review_months",
    "outcomes": "sanctuary.outcome_months",
    "ahead": "sanctuary.review_ahead_days",
    "flags": "sanctuary.flag_review_months",
}


@dataclass(frozen=True, slots=True)
class Local:
    """The council's own numbers: months after sign-off, and how many days before its day each is opened."""

    reviews: tuple[int, ...]
    outcomes: tuple[int, ...]
    ahead: int
    flags: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag at one service, and what happened to it, oldest first."""

    service: str
    lines: tuple[FlagLine, ...]
    state: FlagState

    @property
    def label(self) -> str:
        """The service in words."""
        return SERVICES[self.service]

    @property
    def review_on(self) -> date | None:
        """When the service is to look at it again, while it stands."""
        return self.lines[-1].review_on if self.state is FlagState.STANDING else None


@dataclass(frozen=True, slots=True)
class After:
    """One job after its works: when they were signed off last, what is owed since, flags, and what is lent."""

    signed_off_on: date | None
    reviews: tuple[Due, ...]
    outcomes: tuple[Due, ...]
    flags: tuple[Flag, ...]
    loans: tuple[Loan, ...]

    @property
    def lent(self) -> tuple[Loan, ...]:
        """What has not come back."""
        return tuple(loan for loan in self.loans if loan.returned is None)

    def flag(self, service: str) -> Flag:
        """The flag at one service."""
        return next(flag for flag in self.flags if flag.service == service)


def local(session: Session, authority: str, on: date) -> Local:
    """The settings in force on a day, in one query."""
    found = settings(session, tuple(KEYS.values()), authority=authority, on=on)
    return Local(
        reviews=tuple(int(each) for each in found[KEYS["reviews"]]),
        outcomes=tuple(int(each) for each in found[KEYS["outcomes"]]),
        ahead=int(found[KEYS["ahead"]]),
        flags=int(found[KEYS["flags"]]),
    )


def after_of(session: Session, job: SanctuaryJob, numbers: Local) -> After:
    """What is owed and was done after one job's works; its events must be loaded."""
    return all_after(session, [job], {job.authority_code: numbers})[job.id]


def all_after(session: Session, jobs: Iterable[SanctuaryJob], numbers: Mapping[str, Local]) -> dict[UUID, After]:
    """The same of several jobs, in as many queries for many as for one; `numbers` by council."""
    found = list(jobs)
    ids = [job.id for job in found]
    lines: dict[UUID, list[FlagLine]] = defaultdict(list)
    for line in session.scalars(select(FlagLine).where(FlagLine.job_id.in_(ids)).order_by(FlagLine.position)):
        lines[line.job_id].append(line)
    loans: dict[UUID, list[Loan]] = defaultdict(list)
    query = select(Loan).where(Loan.job_id.in_(ids)).options(selectinload(Loan.returned))
    for loan in session.scalars(query.order_by(Loan.lent_on, Loan.at, Loan.id)):
        loans[loan.job_id].append(loan)
    return {job.id: _after(job, numbers[job.authority_code], lines[job.id], loans[job.id]) for job in found}


def signed_off_on(events: Iterable[SanctuaryEvent]) -> date | None:
    """The day of the last sign-off: what is owed is counted from it."""
    signed = [row for row in events if row.event in SIGNED]
    return (signed[-1].happened_on or day_of(signed[-1].at)) if signed else None


def done_since(job: SanctuaryJob, events: tuple[Event, ...], months: tuple[int, ...]) -> set[int]:
    """The months of those of `events` that were recorded since the last sign-off."""
    last = max((row.position for row in job.events if row.event in SIGNED), default=-1)
    told = {row.event for row in job.events if row.position > last}
    return {number for event, number in zip(events, months, strict=False) if event in told}


def owed_by_events(
    job: SanctuaryJob, events: tuple[Event, ...], months: tuple[int, ...], ahead: int
) -> tuple[Due, ...]:
    """What is owed since a job's last sign-off, one for each of `events`; nothing before there was one."""
    signed = signed_off_on(job.events)
    if signed is None:
        return ()
    wanted = months[: len(events)]
    return owed(signed, wanted, ahead_days=ahead, done=done_since(job, events, wanted))


def _after(job: SanctuaryJob, numbers: Local, lines: list[FlagLine], loans: list[Loan]) -> After:
    return After(
        signed_off_on(job.events),
        owed_by_events(job, REVIEWS, numbers.reviews, numbers.ahead),
        owed_by_events(job, OUTCOMES, numbers.outcomes, numbers.ahead),
        tuple(_flag(service, lines) for service in SERVICES),
        tuple(loans),
    )


def _flag(service: str, lines: list[FlagLine]) -> Flag:
    own = tuple(line for line in lines if line.service == service)
    return Flag(service, own, flag_state([FlagEvent(line.event) for line in own]))
