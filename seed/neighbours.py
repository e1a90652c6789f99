"""This morning's new fact: two who live in one refuge turn out to fear the same man. And two families kept apart."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from housing.access import Actor
from housing.clock import day_of
from housing.db import reading
from housing.households.concern_places import places_not_known
from housing.households.concerns import Concern, add_person_of_concern
from housing.households.models import Household
from housing.households.separations.services import Apart, add_separation
from housing.placements.matching.apart import not_over
from housing.placements.neighbours.watching import HAVEN, check
from housing.places.models import Unit, UnitPeriod
from housing.presentations.models import Presentation
from seed.cast import Cast
from seed.hours import lately

MAN = "Magnus Pretend"  # of nobody else: no other case is touched
SAID_DAYS_AGO = 6


def new_fact(cast: Cast, *, now: datetime) -> None:
    """What the team wrote down an hour ago about one of two residents, checked at once; the other said it last week."""
    on, by = day_of(now), cast.actors["homelessness"]
    pair = _under_one_roof(on)
    for household_id, at in zip(pair, (now - timedelta(days=SAID_DAYS_AGO), lately(now, 1)), strict=False):
        _fears(household_id, by, at)
        check(household_id=household_id, by=HAVEN, now=at + timedelta(seconds=40))


def kept_apart(cast: Cast, *, now: datetime) -> None:
    """Two of those who wait, whose families are in conflict: never in one street."""
    with reading() as session:
        waiting = select(Household.id, Household.reference).join(
            Presentation, Presentation.household_id == Household.id
        )
        newest = waiting.where(Presentation.ended_at.is_(None)).order_by(Presentation.presented_at.desc()).limit(2)
        found = session.execute(newest).all()
    if len(found) == 2:
        (one, _), (_, reference) = found
        apart = Apart(
            household_id=one, reference=reference, level="street", reason="families_in_conflict",
            why="Their brothers have threatened each other (made up)",
        )  # fmt: skip
        add_separation(apart=apart, by=cast.actors["homelessness"], now=lately(now, 1))


def _under_one_roof(on: date) -> list[UUID]:
    """Two who live in the same building, the same ones for the same history."""
    with reading() as session:
        lived_in = (
            select(Unit.property_id)
            .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
            .where(UnitPeriod.kind == "stay", not_over(on))
            .group_by(Unit.property_id)
            .having(func.count() > 1)
            .order_by(func.count().desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            select(UnitPeriod.household_id)
            .join(Unit, Unit.id == UnitPeriod.unit_id)
            .where(Unit.property_id == lived_in, UnitPeriod.kind == "stay", not_over(on))
            .order_by(Unit.code)
            .limit(2)
        )
        return [each for each in session.scalars(query) if each is not None]


def _fears(household_id: UUID, by: Actor, at: datetime) -> None:
    concern = add_person_of_concern(
        household_id=household_id, concern=Concern(name=MAN, relationship="ex_partner"), by=by, now=at
    )
    places_not_known(
        household_id=household_id, concern_id=concern.id, why="She does not know where he is (made up)", by=by, now=at
    )
