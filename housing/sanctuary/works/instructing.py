"""How a contractor may come to her home safely: written by the coordinator from what she said, and only ever that."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary import opening
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.telling import once
from housing.sanctuary.works.models import VisitInstruction
from housing.sanctuary.works.reach import COORDINATE, in_force
from housing.sanctuary.works.safety import mark
from housing.sanctuary.works.standing import newest_instruction, works_of
from housing.sanctuary.works.visiting import end_visit
from housing.tasks.raising import settle_tasks
from pathway.sanctuary_appointments import VisitEvent
from pathway.sanctuary_visits import VisitRule, why_not_visit

NO_LONGER_SAFE = "Not safe at that time any more"
OUT_OF_DATE = (
    "How it is safe to reach her has changed. Do not visit or telephone until the council has looked at it again"
)
MISSING = "How it is safe to come has not been recorded yet"


@dataclass(frozen=True, slots=True)
class Safely:
    """How to come: days (ISO, Monday is 1), hours `[from_at, until_at)`, and what to say and to whom."""

    days: tuple[int, ...]
    from_at: time
    until_at: time
    telephone: bool | None = None
    number: str | None = None
    voicemail: bool | None = None
    code_word: str | None = None
    ask_for: str | None = None
    words: str | None = None


def record_instruction(*, job_id: UUID, safely: Safely, by: Actor, now: datetime) -> VisitInstruction:
    """Store how to come; a visit that it makes unsafe is called off at once, and the contractor told.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: no day, hours backwards, or a number without her word that telephoning is safe.
    """
    with transaction() as session:
        job = opening.opened(session, by, job_id, COORDINATE)
        rule = rule_of(safely)
        row = VisitInstruction(
            job_id=job.id,
            **{**asdict(safely), "days": sorted(rule.days)},
            contact_mark=mark(job.household.safe_contact),
            recorded_at=now,
            recorded_by=by.account_id,
            recorded_by_name=by.name,
        )
        before = newest_instruction(session, job.id)
        session.add(row)
        session.flush()
        settle_tasks(session, once=how_to_come(job, before.id if before else None), by=by, now=now)
        audit.record(session, by, "sanctuary.visit_instruction", job, now=now, facts={"instruction": row.id})
        _call_off_what_is_unsafe(session, job, rule, by=by, now=now)
    return row


def how_to_come(job: SanctuaryJob, instruction: UUID | None) -> str:
    """The cause of the task that asks for an instruction after this one, or for the first."""
    return once(job, f"visit-instruction-{instruction or 'none'}")


def rule_of(safely: Safely) -> VisitRule:
    """The days and hours as the pure rules take them.

    Raises:
        Refused: they are none, on the question that they concern.
    """
    if not safely.days:
        raise Refused("Select at least one day on which it is safe", field="days")
    if safely.number and not safely.telephone:
        raise Refused("Record a number only where she said that they may telephone", field="number")
    try:
        return VisitRule(frozenset(safely.days), safely.from_at, safely.until_at, telephone=safely.telephone)
    except ValueError as error:
        raise Refused("The safe hours must end after they begin", field="until_at") from error


def _call_off_what_is_unsafe(session: Session, job: SanctuaryJob, rule: VisitRule, *, by: Actor, now: datetime) -> None:
    order = in_force(job.orders)
    visit = works_of(session, order).open_visit if order else None
    if visit is None or visit.row.begins <= now:
        return
    if why_not_visit(rule, visit.row.begins, visit.row.ends, now=now):
        end_visit(session, job, visit, VisitEvent.CALLED_OFF, words=NO_LONGER_SAFE, by=by, now=now)
