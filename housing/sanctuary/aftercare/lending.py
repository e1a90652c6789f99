"""What is lent to her and comes back: alarms, cameras."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from housing import audit
from housing.access import Actor, NotFound
from housing.codes import choices
from housing.db import transaction
from housing.refusals import Refused
from housing.sanctuary.aftercare.models import Loan, LoanReturn
from housing.sanctuary.days import happened
from housing.sanctuary.life import happen, state
from housing.sanctuary.opening import opened
from housing.sanctuary.works.reach import COORDINATE
from pathway.sanctuary_moves import Event


def lend(*, job_id: UUID, item: str, mark: str | None, lent_on: date, by: Actor, now: datetime) -> Loan:
    """Record that something was lent; `mark` is its own number.

    Raises:
        NotFound: the job is not within the actor's reach.
        Refused: it is not of the list, the day cannot be, or the job has ended.
    """
    with transaction() as session:
        job = opened(session, by, job_id, COORDINATE)
        if item not in choices(session, "sanctuary_loan_item", job.authority_code):
            raise Refused("Select what is lent", field="item")
        happened(job, lent_on, now, "lent_on")
        if job.ended_at is not None:
            raise Refused(f"Nothing can be lent now: {state(job).stage.words}")
        row = Loan(job_id=job.id, item=item, mark=mark, lent_on=lent_on, at=now, by=by.account_id, by_name=by.name)
        session.add(row)
        session.flush()
        audit.record(session, by, "sanctuary.lent", job, now=now, facts={"loan": row.id, "item": item})
    return row


def take_back(*, job_id: UUID, loan_id: UUID, returned_on: date, condition: str, by: Actor, now: datetime) -> None:
    """Record that something came back, or that it never will, and in what condition.

    Raises:
        NotFound: the job or the loan is not within the actor's reach.
        Refused: it came back before, the day cannot be, or the condition is not of the list.
    """
    with transaction() as session:
        job = opened(session, by, job_id, COORDINATE)
        loan = session.scalar(select(Loan).where(Loan.id == loan_id, Loan.job_id == job_id))
        if loan is None:
            raise NotFound("loan")
        before = session.get(LoanReturn, loan_id)
        if before is not None:
            raise Refused(f"{before.by_name} has recorded already that it came back")
        if condition not in choices(session, "sanctuary_loan_condition", job.authority_code):
            raise Refused("Select in what condition it is", field="condition")
        happened(job, returned_on, now, "returned_on")
        if returned_on < loan.lent_on:
            raise Refused("The day must not be before it was lent", field="returned_on")
        session.add(
            LoanReturn(
                loan_id=loan_id, returned_on=returned_on, condition=condition, at=now, by=by.account_id, by_name=by.name
            )
        )
        session.flush()
        facts = {"loan": str(loan_id), "item": loan.item, "condition": condition}
        if state(job).may(Event.EQUIPMENT_RETURNED):
            happen(session, job, Event.EQUIPMENT_RETURNED, happened_on=returned_on, facts=facts, by=by, now=now)
        else:
            audit.record(session, by, "sanctuary.taken_back", job, now=now, facts=facts)
