"""Where each child goes to school, and whether the school was told under Operation Encompass.

A school finds a child as an address does, and the other parent may ask it: whether a person of concern knows it is
asked each time.

Source: Operation Encompass, by which the police tell a child's school of an incident.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from housing import audit, disclosures
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.disclosures import Told
from housing.households import editing, timeline
from housing.households.adding import later_than
from housing.households.models import Household, Person
from housing.presentations.support.models import ChildSchool
from housing.refusals import Refused


@dataclass(frozen=True, slots=True)
class Schooling:
    """A child's school as entered; None is not known, or not asked."""

    school: str | None = None
    known: bool | None = None
    encompass_on: date | None = None
    encompass_by: str | None = None
    support: str | None = None


def save_schooling(
    *, household_id: UUID, person_id: UUID, schooling: Schooling, by: Actor, now: datetime, version: int | None = None
) -> None:
    """Record where a child goes to school now; the rows before stay. The same again is recorded once.

    Raises:
        NotFound: the household or the child is not there, or not for this person.
        Refused: a day cannot be.
        Outdated: somebody saved the household since the page was opened.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "people", version=version)
        child = child_of(household, person_id)
        if schooling.encompass_on is not None and schooling.encompass_on > day_of(now):
            raise Refused("The day on which the school was told must be today or in the past.", field="encompass_on")
        before = schools_of(session, household.id).get(child.id)
        told_before = before.encompass_on if before else None
        if before is not None and all(getattr(before, name) == value for name, value in asdict(schooling).items()):
            return
        session.add(
            ChildSchool(
                id=uuid4(), household_id=household.id, person_id=child.id,
                at=later_than(before.at if before else None, now), by=by.account_id, by_name=by.name,
                **asdict(schooling),
            )
        )  # fmt: skip
        if schooling.encompass_on is not None and schooling.encompass_on != told_before:
            _log(session, household, schooling, by=by, now=now)
        timeline.tell(session, household.id, "people", "A child’s school was recorded.", by=by, now=now)
        audit.record(session, by, "school.recorded", household, now=now, facts={"person": child.id})


def schools_of(session: Session, household_id: UUID) -> dict[UUID, ChildSchool]:
    """What counts now, by the child's id; who may know of the case is the caller's to have asked."""
    newest = (
        select(ChildSchool)
        .ext(distinct_on(ChildSchool.person_id))
        .where(ChildSchool.household_id == household_id, ChildSchool.person_id.is_not(None))
        .order_by(ChildSchool.person_id, ChildSchool.at.desc(), ChildSchool.id)
    )
    return {each.person_id: each for each in session.scalars(newest) if each.person_id is not None}


def children(household: Household) -> list[Person]:
    """The children of a household whose people are loaded."""
    return [person for person in household.people if person.role == "child"]


def child_of(household: Household, person_id: UUID) -> Person:
    """One child of a household.

    Raises:
        NotFound: not a child of this household.
    """
    found = next((person for person in children(household) if person.id == person_id), None)
    if found is None:
        raise NotFound("child")
    return found


def _log(session: Session, household: Household, schooling: Schooling, *, by: Actor, now: datetime) -> None:
    """That a school was told is a disclosure: it can lead back to where the child lives."""
    told = Told("other", "safeguarding", means="call", why="Operation Encompass: the school was told of an incident")
    disclosures.tell(
        session, told, key=uuid4(), authority=household.authority_code, household_id=household.id,
        whom=schooling.school or "A child’s school", told_at=now, by=by, now=now,
    )  # fmt: skip
