"""Births that are expected, or that she was asked and there are none."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import asked, editing
from housing.households.models import ExpectedBirth, Household
from housing.refusals import Refused

MOST_BABIES = 6
OVERDUE_DAYS, AHEAD_DAYS = 60, 300


def add_birth(
    *, household_id: UUID, due_on: date, by: Actor, now: datetime, babies: int = 1, version: int | None = None
) -> Household:
    """Record that a birth is expected; twins are two babies.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: the day or the number cannot be.
    """
    _check(due_on, babies, day_of(now))
    with transaction() as session:
        household = editing.opened(session, by, household_id, "births", version=version)
        put_birth(session, household, due_on, babies=babies, by=by, now=now)
    return household


def put_birth(
    session: Session, household: Household, due_on: date, *, babies: int = 1, by: Actor, now: datetime
) -> None:
    """As add_birth, inside the caller's transaction; the household's births are loaded."""
    _check(due_on, babies, day_of(now))
    household.births.extend(ExpectedBirth(household_id=household.id, due_on=due_on) for _ in range(babies))
    asked.mark(household, "births", answered=True)
    audit.record(session, by, "household.birth_expected", household, now=now, facts={"babies": babies})


def remove_birth(
    *, household_id: UUID, birth_id: UUID, by: Actor, now: datetime, version: int | None = None
) -> Household:
    """Take back an expected birth: the baby is born (add the child too), or it was recorded in error.

    Raises:
        NotFound: the household or the birth is not there, or not for this person.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "births", version=version)
        birth = next((one for one in household.births if one.id == birth_id), None)
        if birth is None:
            raise NotFound("birth")
        session.delete(birth)
        audit.record(session, by, "household.birth_removed", household, now=now, facts={"birth": birth_id})
    return household


def nobody_is_pregnant(*, household_id: UUID, by: Actor, now: datetime, version: int | None = None) -> Household:
    """Record that she was asked, and no birth is expected.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: births are recorded.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "births", version=version)
        put_no_births(session, household, by=by, now=now)
    return household


def put_no_births(session: Session, household: Household, *, by: Actor, now: datetime) -> None:
    """As nobody_is_pregnant, inside the caller's transaction; the household's births are loaded."""
    if household.births:
        raise Refused("Remove the expected births first.")
    asked.mark(household, "births", answered=True)
    audit.record(session, by, "household.births_asked", household, now=now)


def _check(due_on: date, babies: int, today: date) -> None:
    if not 1 <= babies <= MOST_BABIES:
        raise Refused(f"The number of babies must be from 1 to {MOST_BABIES}.", field="babies")
    if not -OVERDUE_DAYS <= (due_on - today).days <= AHEAD_DAYS:
        raise Refused("The expected date must be within the next 10 months.", field="due_on")
