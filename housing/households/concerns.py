"""People of concern: who the household must be kept from. Shown to nobody outside the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.forms.contact import read_phone
from housing.households import allegations, editing, timeline
from housing.households.birthdays import columns
from housing.households.contacting.marking import put_mark
from housing.households.models import Household, PersonOfConcern
from housing.households.naming import index_of
from housing.refusals import Refused
from pathway.births import Birth, on_day
from pathway.safe_contact import Reached

THEIR_NUMBER = "The number of a person of concern."


@dataclass(frozen=True, slots=True)
class Concern:
    """A person of concern as entered. None is not known.

    `birth` is a date of birth as far as it is known, instead of `born`, the day; `phone` a number of theirs.
    """

    name: str | None = None
    born: date | None = None
    relationship: str | None = None
    birth: Birth | None = None
    phone: str | None = None

    @property
    def known_birth(self) -> Birth | None:
        """What is known of the date of birth."""
        return on_day(self.born) if self.birth is None and self.born is not None else self.birth


def add_person_of_concern(
    *, household_id: UUID, concern: Concern, by: Actor, now: datetime, version: int | None = None
) -> PersonOfConcern:
    """Record somebody whom the household must be kept from; their places come next.

    Raises:
        NotFound: the household is not there, or not for this actor.
        Refused: an answer cannot be.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns", "contact", version=version)
        return put_concern(session, household, concern, by=by, now=now)


def put_concern(
    session: Session, household: Household, concern: Concern, *, by: Actor, now: datetime
) -> PersonOfConcern:
    """As add_person_of_concern, inside the caller's transaction; concerns and safe contact are loaded."""
    _check(session, household, concern, day_of(now))
    person = PersonOfConcern(
        id=uuid4(), household_id=household.id, position=editing.next_position(household.concerns), places=[]
    )
    _fill(person, concern)
    household.concerns.append(person)
    _never_there(session, household, person, by=by, now=now)
    household.concerns_asked = True
    timeline.tell(session, household.id, "safety", "A person of concern was recorded.", by=by, now=now)
    audit.record(session, by, "household.concern_added", household, now=now, facts={"concern": person.id})
    allegations.check_concern(session, household, person.name_index, by=by, now=now)
    return person


def change_person_of_concern(
    *, household_id: UUID, concern_id: UUID, concern: Concern, by: Actor, now: datetime, version: int | None = None
) -> PersonOfConcern:
    """Change what is recorded of a person of concern.

    Raises:
        NotFound: the household or the person is not there, or not for this actor.
        Refused: an answer cannot be.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns", "contact", version=version)
        person = concern_of(household, concern_id)
        _check(session, household, concern, day_of(now))
        changed = _fill(person, concern)
        if "phone" in changed:
            _never_there(session, household, person, by=by, now=now)
        audit.record(
            session, by, "household.concern_changed", household, now=now,
            facts={"concern": concern_id, "fields": changed},
        )  # fmt: skip
        if "name" in changed:
            allegations.check_concern(session, household, person.name_index, by=by, now=now)
    return person


def remove_person_of_concern(
    *, household_id: UUID, concern_id: UUID, by: Actor, now: datetime, version: int | None = None
) -> Household:
    """Take a person of concern off the case, with their places. Whether there is anybody has to be asked again
    where nobody is left.

    Raises:
        NotFound: the household or the person is not there, or not for this actor.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns", version=version)
        person = concern_of(household, concern_id)
        for place in person.places:
            session.delete(place)
        session.flush()
        session.delete(person)
        household.concerns_asked = len(household.concerns) > 1
        timeline.tell(session, household.id, "safety", "A person of concern was taken off the record.", by=by, now=now)
        audit.record(session, by, "household.concern_removed", household, now=now, facts={"concern": concern_id})
    return household


def nobody_of_concern(*, household_id: UUID, by: Actor, now: datetime, version: int | None = None) -> Household:
    """Record that she was asked and there is nobody to be kept from.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: somebody is recorded.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns", version=version)
        put_nobody(session, household, by=by, now=now)
    return household


def put_nobody(session: Session, household: Household, *, by: Actor, now: datetime) -> None:
    """As nobody_of_concern, inside the caller's transaction; the household's concerns are loaded."""
    if household.concerns:
        raise Refused("Remove the people of concern first.")
    household.concerns_asked = True
    timeline.tell(session, household.id, "safety", "Asked: there is no person of concern.", by=by, now=now)
    audit.record(session, by, "household.no_concern", household, now=now)


def concern_of(household: Household, concern_id: UUID) -> PersonOfConcern:
    """One person of concern of a household.

    Raises:
        NotFound: not of this household.
    """
    found = next((person for person in household.concerns if person.id == concern_id), None)
    if found is None:
        raise NotFound("person of concern")
    return found


def _check(session: Session, household: Household, concern: Concern, today: date) -> None:
    related = codes.choices(session, "concern_relationship", household.authority_code)
    if concern.relationship is not None and concern.relationship not in related:
        raise Refused("Select an answer from the list.", field="relationship")
    known = concern.known_birth
    if known is not None and known.first > today:
        raise Refused("Date of birth must be today or in the past.", field="born")
    if concern.phone is not None and read_phone(concern.phone) is None:
        raise Refused("Enter a telephone number, like 01632 960 001 or 07700 900 982", field="phone")


def _fill(person: PersonOfConcern, concern: Concern) -> list[str]:
    changed = editing.put(
        person,
        name=concern.name,
        name_index=index_of(concern.name),
        **columns(concern.known_birth),
        phone=read_phone(concern.phone) if concern.phone else None,
        relationship_to_her=concern.relationship,
    )
    return [name for name in changed if name != "name_index"]


def _never_there(session: Session, household: Household, person: PersonOfConcern, *, by: Actor, now: datetime) -> None:
    """A number of theirs is marked unsafe for her from now on, as if somebody had marked it."""
    if person.phone is not None:
        put_mark(session, household, Reached.PHONE, person.phone, THEIR_NUMBER, by=by, now=now)
