"""This morning's presentations: a date of birth partly known, a child who stays some nights, other names, and a name
that is like that of somebody whom another case fears."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select

from housing.access import Actor
from housing.db import reading
from housing.households.alike.services import add_alias
from housing.households.members import Member, add_person
from housing.households.models import Household, Person, PersonOfConcern
from housing.households.overnight.services import Overnight, save_child
from housing.presentations.models import Presentation
from pathway.births import about, in_year
from seed.cast import Cast

AGO = timedelta(minutes=40)


def who_they_are(cast: Cast, *, now: datetime) -> None:
    """Of one who waits: what is partly known, and who stays some nights. A man whom another case fears is also called
    nearly what she was called: the job that compares names finds it within the minute, for a lead to look at."""
    officer, at = cast.actors["officer"], now - AGO
    with reading() as session:
        household, lead = session.execute(_waiting(officer)).first() or (None, None)
        feared = session.execute(_feared(officer, household)).first() if household else None
    if household is None or lead is None:
        return
    boy = Member(role="child", sex="male", birth=about(7, at.date(), give_or_take=1))
    add_person(household_id=household, member=boy, by=officer, now=at)
    girl = Overnight(birth=in_year(at.year - 10), sex="female", nights=2, every="fortnight", space_wanted=True)
    save_child(household_id=household, child=girl, by=officer, now=at)
    _also(household, lead, "former", "Robin Inventedly", officer, at)
    if feared is not None:
        _also(*feared, "known_as", "Robyn Inventedley", officer, at)


def _also(household: UUID, person: UUID, kind: str, name: str, by: Actor, at: datetime) -> None:
    add_alias(household_id=household, person_id=person, kind=kind, name=name, by=by, now=at)


def _waiting(officer: Actor) -> Select[UUID, UUID]:
    team = officer.home("household.edit").organisation_id
    return (
        select(Household.id, Person.id)
        .join(Person, Person.household_id == Household.id)
        .join(Presentation, Presentation.household_id == Household.id)
        .where(Person.position == 0, Presentation.ended_at.is_(None), ~Household.restricted)
        .where(Household.organisation_id == team)
        .order_by(Presentation.presented_at.desc(), Household.id)
        .limit(1)
    )


def _feared(officer: Actor, besides: UUID) -> Select[UUID, UUID]:
    team = officer.home("household.edit").organisation_id
    return (
        select(PersonOfConcern.household_id, PersonOfConcern.id)
        .join(Household, Household.id == PersonOfConcern.household_id)
        .where(Household.organisation_id == team, Household.id != besides, ~Household.restricted)
        .order_by(PersonOfConcern.id)
        .limit(1)
    )
