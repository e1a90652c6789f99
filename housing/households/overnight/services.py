"""Recording children who stay some nights. A change ends one row and begins another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.db import transaction
from housing.households import asked, editing, timeline
from housing.households.models import Household
from housing.households.overnight.models import OvernightChild
from housing.households.overnight.queries import EVERY
from housing.households.words import SEXES
from housing.refusals import Refused
from pathway.births import Birth

MOST_NIGHTS = 366
ASKED = "overnight"


@dataclass(frozen=True, slots=True)
class Overnight:
    """A child as entered; None is not known. `space_wanted`: whether she wants room for the child to sleep."""

    name: str | None = None
    birth: Birth | None = None
    sex: str | None = None
    nights: int | None = None
    every: str | None = None
    space_wanted: bool | None = None
    note: str | None = None


def save_child(
    *, household_id: UUID, child: Overnight, by: Actor, now: datetime, instead: UUID | None = None,
    version: int | None = None,
) -> OvernightChild:  # fmt: skip
    """Record a child who stays some nights, or what is known now of one recorded before (`instead`).

    Raises:
        NotFound: the household or the child is not there, or not for this person.
        Refused: an answer cannot be.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, version=version)
        _check(session, household, child)
        if instead is not None:
            _standing(session, household_id, instead).ended_at = now
        born = child.birth
        row = OvernightChild(
            id=uuid4(), household_id=household_id, name=child.name, born_from=born.first if born else None,
            born_until=born.last if born else None, born_how=born.how.value if born else None, sex=child.sex,
            nights=child.nights, every=child.every, space_wanted=child.space_wanted, note=child.note, made_at=now,
            made_by=by.account_id, made_by_name=by.name,
        )  # fmt: skip
        session.add(row)
        asked.mark(household, ASKED, answered=True)
        words = "A child who stays some nights was recorded." if instead is None else "A child’s nights were changed."
        timeline.tell(session, household_id, "people", words, by=by, now=now)
        audit.record(session, by, "household.overnight_saved", household, now=now, facts={"child": row.id})
    return row


def end_child(*, household_id: UUID, child_id: UUID, by: Actor, now: datetime) -> Household:
    """The child does not stay any more, or was recorded by mistake; the row stays.

    Raises:
        NotFound: the household or the child is not there, or not for this person.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        _standing(session, household_id, child_id).ended_at = now
        timeline.tell(session, household_id, "people", "A child does not stay overnight any more.", by=by, now=now)
        audit.record(session, by, "household.overnight_ended", household, now=now, facts={"child": child_id})
    return household


def no_child(*, household_id: UUID, by: Actor, now: datetime) -> Household:
    """Asked: no child stays some nights.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: a child is recorded.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        open_ones = OvernightChild.household_id == household_id, OvernightChild.ended_at.is_(None)
        if session.scalar(select(OvernightChild.id).where(*open_ones).limit(1)) is not None:
            raise Refused("Remove the children who stay some nights first.")
        asked.mark(household, ASKED, answered=True)
        audit.record(session, by, "household.overnight_asked", household, now=now)
    return household


def _check(session: Session, household: Household, child: Overnight) -> None:
    if child.sex is not None and child.sex not in SEXES:
        raise Refused("Select an answer from the list.", field="sex")
    if child.nights is not None and not 1 <= child.nights <= MOST_NIGHTS:
        raise Refused(f"Nights must be from 1 to {MOST_NIGHTS}.", field="nights")
    if child.every is not None and child.every not in codes.choices(session, EVERY, household.authority_code):
        raise Refused("Select an answer from the list.", field="every")


def _standing(session: Session, household_id: UUID, child_id: UUID) -> OvernightChild:
    found = session.scalar(
        select(OvernightChild).where(
            OvernightChild.id == child_id,
            OvernightChild.household_id == household_id,
            OvernightChild.ended_at.is_(None),
        )
    )
    if found is None:
        raise NotFound("child")
    return found
