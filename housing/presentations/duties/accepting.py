"""A duty begins, and ends: each with a person, a reason, a decision to be told of in writing, and its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.editing import EDIT
from housing.presentations import opening
from housing.presentations.duties.deciding import put_decision
from housing.presentations.duties.models import HousingDuty, HousingDutyEnd
from housing.presentations.models import Presentation
from housing.promises.law import law_of
from housing.promises.models import RunningClock
from housing.promises.running import clock_of, start_clock, stop_clock
from housing.refusals import Refused
from housing.web.filters import said_date, said_moment
from pathway.calendar import ONE_DAY
from pathway.clocks import running
from pathway.decisions import DecisionKind, kind
from pathway.duties import Clock
from pathway.duty_endings import DUTIES, Duty, by_itself, ending_of, why_not

TABLE = "housing_duty"
REVIEWED = "main-duty-review"
BEFORE = {Duty.RELIEF: Duty.PREVENTION, Duty.MAIN: Duty.RELIEF}  # what has to have ended before


@dataclass(frozen=True, slots=True)
class Ended:
    """How a duty ends, as it is entered. None is not known; they matter where the 56 days have passed."""

    ended_on: date
    circumstance: str
    why: str | None = None
    intentional: bool | None = None
    notice_running: bool | None = None


def accept_duty(
    *,
    presentation_id: UUID,
    duty: Duty,
    started_on: date,
    why: str | None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> HousingDuty:
    """Record that a duty is owed from a day on. Its clock starts, and but for s188 there is a decision to tell her of.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it is owed already (says who recorded it), another has to end first, or the day cannot be.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        if not day_of(presentation.presented_at) <= started_on <= day_of(now):
            raise Refused("The day must be between the day she asked for help and today.", field="started_on")
        return put_duty(session, presentation, duty, started_on, why=why, by=by, now=now)


def put_duty(
    session: Session,
    presentation: Presentation,
    duty: Duty,
    started_on: date,
    *,
    why: str | None,
    by: Actor,
    now: datetime,
) -> HousingDuty:
    """As accept_duty, inside the caller's transaction; the presentation is locked, and the day was the caller's."""
    _may_begin(owed(session, presentation.id), duty)
    title, key, _ = DUTIES[duty]
    row = HousingDuty(
        id=uuid4(), presentation_id=presentation.id, kind=duty.value, started_on=started_on,
        why=(why or "").strip() or None, at=now, by=by.account_id, by_name=by.name,
    )  # fmt: skip
    session.add(row)
    session.flush()
    for each in (key, REVIEWED) if duty is Duty.MAIN else (key,):
        start_clock(
            session, key=each, household_id=presentation.household_id, presentation_id=presentation.id,
            about=(TABLE, row.id), started_on=started_on, authority=presentation.authority_code, by=by, now=now,
        )  # fmt: skip
    timeline.tell(session, presentation.household_id, "duty", f"{title}: owed from now on.", by=by, now=now)
    audit.record(session, by, "duty.accepted", row, now=now, facts={"kind": duty.value})
    if duty is not Duty.INTERIM:
        put_decision(
            session, presentation, _decision(f"{duty}_owed"), started_on, reasons=why, by=by, now=now, duty=row
        )
    return row


def end_duty(*, duty_id: UUID, ended: Ended, by: Actor, now: datetime) -> HousingDuty:
    """End a duty in a circumstance of its list. Relief that ends by itself is followed by the main duty the next day.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it has ended (says who ended it), the law does not let it end like this on that day, or no reasons.
    """
    insist(by, EDIT)
    with transaction() as session:
        row, presentation = opened_duty(session, by, duty_id)
        if row.end is not None:
            raise Refused(f"{row.end.by_name} ended this duty at {said_moment(row.end.at)}.")
        put_end(session, presentation, row, ended, by=by, now=now)
    return row


def opened_duty(session: Session, by: Actor, duty_id: UUID) -> tuple[HousingDuty, Presentation]:
    """A duty of a case that the actor may change, with its end; the case is locked.

    Raises:
        NotFound: not there, or not for this person.
        Refused: the presentation has ended.
    """
    of = session.scalar(select(HousingDuty.presentation_id).where(HousingDuty.id == duty_id))
    if of is None:
        raise NotFound("duty")
    presentation = opening.opened(session, by, of)
    query = select(HousingDuty).where(HousingDuty.id == duty_id).options(selectinload(HousingDuty.end))
    return session.scalars(query).one(), presentation


def owed(session: Session, presentation_id: UUID) -> dict[Duty, HousingDuty]:
    """The duties in force."""
    query = select(HousingDuty).where(HousingDuty.presentation_id == presentation_id, HousingDuty.ended_at.is_(None))
    return {Duty(row.kind): row for row in session.scalars(query)}


def close_duty(session: Session, row: HousingDuty, ended: Ended, *, itself: bool, by: Actor, now: datetime) -> None:
    """Write the end and stop the clocks; whether it may end was the caller's to check."""
    row.ended_at = now
    row.end = HousingDutyEnd(
        ended_on=ended.ended_on, circumstance=ended.circumstance, by_itself=itself, intentional=ended.intentional,
        notice_running=ended.notice_running, why=ended.why, at=now, by=by.account_id, by_name=by.name,
    )  # fmt: skip
    session.flush()
    for key in (DUTIES[Duty(row.kind)][1], REVIEWED):
        stop_clock(session, key=key, about=(TABLE, row.id), because="ended", by=by, now=now)
    audit.record(session, by, "duty.ended", row, now=now, facts={"circumstance": ended.circumstance, "itself": itself})


def put_end(
    session: Session, presentation: Presentation, row: HousingDuty, ended: Ended, *, by: Actor, now: datetime
) -> None:
    """As end_duty, inside the caller's transaction, of one that has not ended; the presentation is locked."""
    duty = Duty(row.kind)
    ending = ending_of(duty, ended.circumstance)
    if ending is None:
        raise Refused("Select how it ended.", field="circumstance")
    today, itself = day_of(now), by_itself(ending, intentional=ended.intentional)
    if ended.ended_on > today or (itself and ended.ended_on == today):
        raise Refused("The day must be over." if itself else "The day must not be in the future.", field="ended_on")
    standing = running(clock_for(session, presentation, row), row.started_on, today)
    sentence = why_not(
        ending, standing, ended.ended_on, intentional=ended.intentional, notice_running=ended.notice_running
    )
    if sentence is not None:
        raise Refused(sentence, field="ended_on")
    close_duty(session, row, ended, itself=itself, by=by, now=now)
    title = DUTIES[duty][0]
    timeline.tell(session, presentation.household_id, "duty", f"{title}: ended.", by=by, now=now)
    if itself:
        why = f"Relief ended by itself on {said_date(ended.ended_on)}: priority need, and not homeless intentionally."
        put_duty(session, presentation, Duty.MAIN, ended.ended_on + ONE_DAY, why=why, by=by, now=now)
    elif ending.by_notice:
        put_decision(
            session, presentation, _decision(f"{duty}_ended"), ended.ended_on, reasons=ended.why, by=by, now=now,
            duty=row,
        )  # fmt: skip


def clock_for(session: Session, presentation: Presentation, row: HousingDuty) -> Clock:
    """The clock of a duty as it was begun; that of the law on its first day, where none was entered."""
    key = DUTIES[Duty(row.kind)][1]
    query = select(RunningClock).where(RunningClock.key == key, RunningClock.subject_id == row.id).limit(1)
    entry = session.scalar(query)
    return (
        clock_of(entry)
        if entry is not None
        else law_of(session, presentation.authority_code).clock(key, row.started_on)
    )


def _may_begin(standing: dict[Duty, HousingDuty], duty: Duty) -> None:
    if duty in standing:
        first = standing[duty]
        raise Refused(f"{first.by_name} recorded this duty at {said_moment(first.at)}.", field="duty")
    before = BEFORE.get(duty)
    if before is not None and before in standing:
        raise Refused(f"The {DUTIES[before][0].lower()} is still owed. End it first.", field="duty")


def _decision(slug: str) -> DecisionKind:
    found = kind(slug)
    if found is None:
        raise LookupError(slug)
    return found
