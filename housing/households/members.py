"""Who is in the household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import allegations, editing, timeline
from housing.households.birthdays import columns
from housing.households.models import Household, Person
from housing.households.naming import index_of
from housing.households.words import ROLES, SEXES
from housing.refusals import Refused
from pathway.births import Birth, ages_on, on_day
from pathway.calendar import age_on

ADULT_AT, OLDEST = 18, 120


@dataclass(frozen=True, slots=True)
class Member:
    """A person as they are entered. None is not known; `partner_id` is another adult of the household.

    `birth` is a date of birth as far as it is known, instead of `born`, the day.
    """

    name: str | None = None
    born: date | None = None
    sex: str | None = None
    role: str = "adult"
    relationship: str | None = None
    partner_id: UUID | None = None
    birth: Birth | None = None

    @property
    def known_birth(self) -> Birth | None:
        """What is known of the date of birth."""
        return on_day(self.born) if self.birth is None and self.born is not None else self.birth


def add_person(*, household_id: UUID, member: Member, by: Actor, now: datetime, version: int | None = None) -> Person:
    """Add somebody to the household; the lead came with the presentation.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: an answer cannot be.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "people", version=version)
        return put_person(session, household, member, by=by, now=now)


def put_person(session: Session, household: Household, member: Member, *, by: Actor, now: datetime) -> Person:
    """As add_person, inside the caller's transaction; the household's people are loaded."""
    _check(session, household, member, day_of(now))
    person = Person(
        id=uuid4(), household_id=household.id, position=editing.next_position(household.people), role=member.role
    )
    household.people.append(person)
    if member.partner_id is not None:
        session.flush()  # two new rows that point at one another: first both, then who is whose partner
    _fill(household, person, member)
    timeline.tell(session, household.id, "people", f"A {_noun(member)} was added.", by=by, now=now)
    audit.record(session, by, "household.person_added", household, now=now, facts={"person": person.id})
    if member.role == "adult":
        allegations.check_person(session, household, person.name_index, by=by, now=now)
    return person


def change_person(
    *, household_id: UUID, person_id: UUID, member: Member, by: Actor, now: datetime, version: int | None = None
) -> Person:
    """Change what is recorded of somebody.

    Raises:
        NotFound: the household or the person is not there, or not for this actor.
        Refused: an answer cannot be.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "people", version=version)
        person = _person(household, person_id)
        put_changes(session, household, person, member, by=by, now=now)
    return person


def put_changes(
    session: Session, household: Household, person: Person, member: Member, *, by: Actor, now: datetime
) -> None:
    """As change_person, inside the caller's transaction; the household's people are loaded."""
    if person.position == 0 and member.role != "adult":
        raise Refused("The person who asks for help is recorded as an adult.", field="role")
    _check(session, household, member, day_of(now))
    changed = _fill(household, person, member)
    audit.record(
        session, by, "household.person_changed", household, now=now, facts={"person": person.id, "fields": changed}
    )
    if "name" in changed and member.role == "adult":
        allegations.check_person(session, household, person.name_index, by=by, now=now)


def remove_person(
    *, household_id: UUID, person_id: UUID, by: Actor, now: datetime, version: int | None = None
) -> Household:
    """Take somebody out of the household.

    Raises:
        NotFound: the household or the person is not there, or not for this actor.
        Refused: the person is the one who asks for help.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "people", version=version)
        person = _person(household, person_id)
        if person.position == 0:
            raise Refused("The person who asks for help cannot be removed. End the presentation instead.")
        _part(household, person)
        session.flush()
        session.delete(person)
        timeline.tell(session, household.id, "people", "Somebody was removed from the household.", by=by, now=now)
        audit.record(session, by, "household.person_removed", household, now=now, facts={"person": person_id})
    return household


def _check(session: Session, household: Household, member: Member, today: date) -> None:
    if member.role not in ROLES:
        raise Refused("Select adult or child.", field="role")
    if member.sex is not None and member.sex not in SEXES:
        raise Refused("Select an answer from the list.", field="sex")
    related = codes.choices(session, "relationship", household.authority_code)
    if member.relationship is not None and member.relationship not in related:
        raise Refused("Select an answer from the list.", field="relationship")
    _check_age(member, today)


def check_born(born: date | None, today: date) -> None:
    """Refuse a date of birth that cannot be."""
    if born is None:
        return
    if born > today:
        raise Refused("Date of birth must be today or in the past.", field="born")
    if age_on(born, today) >= OLDEST:
        raise Refused(f"Date of birth must be within the last {OLDEST} years.", field="born")


def _check_age(member: Member, today: date) -> None:
    known = member.known_birth
    if known is None:
        return
    check_born(known.first if known.exact else min(known.first, today), today)
    age, _ = ages_on(known, today)
    if member.role == "child" and age >= ADULT_AT:
        raise Refused(f"With that date of birth they are {age}. Select adult, or correct the date.", field="role")


def _fill(household: Household, person: Person, member: Member) -> list[str]:
    partner = _person(household, member.partner_id) if member.partner_id else None
    if partner is not None and (partner is person or {partner.role, member.role} != {"adult"}):
        raise Refused("Select another adult of the household.", field="partner_id")
    changed = editing.put(
        person,
        name=member.name,
        name_index=index_of(member.name),
        **columns(member.known_birth),
        sex=member.sex,
        role=member.role,
        relationship_to_lead=member.relationship if person.position else None,
    )
    before = person.partner_id
    if before != (partner.id if partner else None):
        _part(household, person)
        if partner is not None:
            _part(household, partner)
            person.partner_id, partner.partner_id = partner.id, person.id
        changed.append("partner_id")
    return sorted({"born" if name.startswith("born") else name for name in changed} - {"name_index"})


def _part(household: Household, person: Person) -> None:
    """Nobody is recorded as this person's partner any more, nor this person as anybody's."""
    person.partner_id = None
    for other in household.people:
        if other.partner_id == person.id:
            other.partner_id = None


def _person(household: Household, person_id: UUID) -> Person:
    found = next((person for person in household.people if person.id == person_id), None)
    if found is None:
        raise NotFound("person")
    return found


def _noun(member: Member) -> str:
    return "child" if member.role == "child" else "person"
