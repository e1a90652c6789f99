"""Writing down what happened to a handover, and the task that asks for the answer; inside the caller's transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.clock import day_of
from housing.households.models import Household
from housing.presentations.marac.owing import whose
from housing.presentations.models import Presentation
from housing.presentations.outside import queries
from housing.presentations.outside.models import OutsideHandover, OutsideHandoverEvent
from housing.tasks.raising import raise_task, settle_tasks
from pathway.calendar import add_working_days, london_day
from pathway.outside import ENDS, Step

KIND, REFUSED_KIND = "outside-handover", "outside-refused"
DAYS = "outside.answer_working_days"
TITLE = "Ask the agency whether it takes the case"
WHY = "The case was offered to an agency outside Haven. It stays ours until they say yes."
REFUSED_TITLE = "Say to her that the agency has refused, and what comes next"
REFUSED_WHY = "An agency outside Haven has refused the case. It is ours as before."


@dataclass(frozen=True, slots=True)
class Happened:
    """What was recorded of a step; see OutsideHandoverEvent."""

    happened_on: date
    how: str | None = None
    words: str | None = None
    who: str | None = None
    reach: str | None = None


def put(
    session: Session,
    handover: OutsideHandover,
    step: Step,
    happened: Happened,
    *,
    key: UUID,
    by: Actor,
    now: datetime,
) -> OutsideHandoverEvent:
    """Add the event; one that ends it settles the asking. The handover is locked, with its events."""
    row = OutsideHandoverEvent(
        id=key, handover_id=handover.id, position=len(handover.events), event=step.value, at=now, by=by.account_id,
        by_name=by.name, **asdict(happened),
    )  # fmt: skip
    session.add(row)
    if step in ENDS:
        handover.closed_at = now
        settle_tasks(session, once=once(handover.id), by=by, now=now)
    audit.record(session, by, f"outside_handover.{step.value}", handover, now=now, facts={"how": happened.how})
    return row


def owe_asking(session: Session, household: Household, handover_id: UUID, *, by: Actor, now: datetime) -> date:
    """Raise the task that asks for the answer, in so many working days from today; the day."""
    today = day_of(now)
    days = int(codes.setting(session, DAYS, authority=household.authority_code, on=today))
    answer_by = add_working_days(today, days)
    role, organisation_id = whose(session, household, today)
    raise_task(
        session, kind=KIND, authority=household.authority_code, role=role, organisation_id=organisation_id,
        title=TITLE, why=WHY, due_at=london_day(answer_by)[1], household_id=household.id, once=once(handover_id),
        about=("outside_handover", household.id), by=by, now=now,
    )  # fmt: skip
    return answer_by


def ask_again(session: Session, household: Household, handover: OutsideHandover, *, by: Actor, now: datetime) -> date:
    """It was asked again: the task is settled, and raised for the next time; the day."""
    settle_tasks(session, once=once(handover.id), by=by, now=now)
    session.flush()
    return owe_asking(session, household, handover.id, by=by, now=now)


def owe_what_next(session: Session, household: Household, handover_id: UUID, *, by: Actor, now: datetime) -> None:
    """Raise the task of a refusal: she hears it from us, the next working day at the latest."""
    role, organisation_id = whose(session, household, day_of(now))
    raise_task(
        session, kind=REFUSED_KIND, authority=household.authority_code, role=role, organisation_id=organisation_id,
        title=REFUSED_TITLE, why=REFUSED_WHY, due_at=london_day(add_working_days(day_of(now), 1))[1],
        household_id=household.id, once=f"{REFUSED_KIND}:{handover_id}",
        about=("outside_handover", household.id), by=by, now=now,
    )  # fmt: skip


def end_with_case(session: Session, presentation: Presentation, *, by: Actor, now: datetime) -> None:
    """The case ends in another way: what an agency has not answered is taken back."""
    handover = queries.open_of(session, presentation.id)
    if handover is not None:
        happened = Happened(day_of(now), words="The case has ended.")
        put(session, handover, Step.REVOKED, happened, key=uuid4(), by=by, now=now)


def once(handover_id: UUID) -> str:
    """The cause of the task that asks: one is open at a time."""
    return f"{KIND}:{handover_id}"
