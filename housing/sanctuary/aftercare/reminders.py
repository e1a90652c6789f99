"""What a job owes at a moment, as tasks that could be raised: pure of any writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from housing.access import Role
from housing.clock import day_of
from housing.sanctuary.aftercare.flagging import cause
from housing.sanctuary.aftercare.standing import OUTCOMES, REVIEWS, After
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.telling import once
from housing.sanctuary.works.instructing import how_to_come
from housing.sanctuary.works.measuring import LATE, NEARLY
from pathway.calendar import london_day
from pathway.sanctuary import SanctuaryState
from pathway.sanctuary_aftercare import Due, DueState, Pressure
from pathway.sanctuary_moves import Event, Stage

LENT_BACK = "lent-back"
TO_LEND_BACK = timedelta(days=14)
OWED_WHILE = frozenset({Stage.SIGNED_OFF, Stage.REVIEWED_AT_3, Stage.REVIEWED_AT_6})


@dataclass(frozen=True, slots=True)
class Reminder:
    """A task to be: `cause` says once for what; `title` and `why` name nobody and no place."""

    cause: str
    kind: str
    title: str
    why: str
    due_at: datetime
    urgent: bool = False
    role: Role = Role.SANCTUARY
    organisation_id: UUID | None = None


def owed_task(job: SanctuaryJob, event: Event, signed_off_on: date) -> str:
    """The cause of the task that asks for a review or an outcome: once for each sign-off."""
    return once(job, f"{event.value.replace('_', '-')}-{signed_off_on}")


def reminders(
    job: SanctuaryJob,
    state: SanctuaryState,
    after: After,
    *,
    near: Pressure | None,
    unusable: str | None,
    instruction: UUID | None,
    ahead: timedelta,
    now: datetime,
) -> Iterator[Reminder]:
    """What is owed now.

    Args:
        near: how near the deadline is; None once the home is safe.
        unusable: why nobody may go there by the visit instruction, of a job that is ordered; None where they may.
        instruction: the newest visit instruction, if there is one.
        ahead: how long before its day a flag's review is asked for.
    """
    yield from _clock(job, near)
    if unusable is not None:
        yield Reminder(
            how_to_come(job, instruction), "sanctuary-visit", "Say how a contractor may come safely",
            f"{unusable}. Until then no visit can be made.", max(now, job.due_at), urgent=job.priority == "urgent",
        )  # fmt: skip
    today = day_of(now)
    if state.stage in OWED_WHILE:
        yield from _owed(job, after, REVIEWS, after.reviews, "Review a home that was made safe", today)
    if state.stage in OWED_WHILE or state.ended is Stage.CLOSED:
        yield from _owed(job, after, OUTCOMES, after.outcomes, "Find out how it turned out", today)
    yield from _flags(job, after, ahead, now)
    if job.ended_at is not None and after.lent:
        yield Reminder(
            once(job, LENT_BACK), "sanctuary-equipment", "Ask for what was lent",
            "The job has ended and something that was lent has not come back.", now + TO_LEND_BACK,
        )  # fmt: skip


def _clock(job: SanctuaryJob, near: Pressure | None) -> Iterator[Reminder]:
    if near is Pressure.NINE_TENTHS:
        yield Reminder(
            once(job, NEARLY), "sanctuary-clock", "A home is not safe yet, and nearly late",
            "Nine tenths of the time that was promised have gone.", job.due_at, urgent=True,
        )  # fmt: skip
    if near is Pressure.LATE:
        yield Reminder(
            once(job, LATE), "sanctuary-clock", "A home is not safe yet, and late",
            "It was to be made safe by now. Ask what is in the way, and whether she is safe tonight.",
            job.due_at, urgent=True,
        )  # fmt: skip


def _owed(
    job: SanctuaryJob, after: After, events: tuple[Event, ...], dues: tuple[Due, ...], title: str, today: date
) -> Iterator[Reminder]:
    if after.signed_off_on is None:
        return
    for event, due in zip(events, dues, strict=False):
        if due.state(today) in (DueState.OPEN, DueState.OVERDUE):
            yield Reminder(
                owed_task(job, event, after.signed_off_on), "sanctuary-review", f"{title}: after {due.months} months",
                "Reach her in a safe way, ask, and record what she says on the job.", london_day(due.due_on)[1],
            )  # fmt: skip


def _flags(job: SanctuaryJob, after: After, ahead: timedelta, now: datetime) -> Iterator[Reminder]:
    for flag in after.flags:
        if flag.review_on is None:
            continue
        over = job.ended_at is not None and job.ended_at <= now
        if over or day_of(now + ahead) >= flag.review_on:
            title = f"{flag.label}: {'have the flag removed' if over else 'look at the flag again'}"
            why = "The job has ended." if over else "A flag on an address is looked at again, or it is removed."
            due_at = now + ahead if over else london_day(flag.review_on)[1]
            yield Reminder(cause(job, flag.service, flag.review_on), "sanctuary-flag", title, why, due_at)
