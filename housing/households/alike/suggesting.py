"""Who of the households that somebody may see could be the person whose name was just typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz import fuzz
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.households.alike.models import Alias, NamePrint
from housing.households.alike.printing import printed
from housing.households.birthdays import birth_of
from housing.households.models import Household, Person
from housing.households.naming import index_of
from housing.households.queries import visible
from pathway.births import Agreement, Birth, agreement
from pathway.names import alike, print_of, words_of

LIKE_ENOUGH = 84  # of 100: measured on seeded slips, tests/housing/households/test_alike.py
MOST = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A household in which somebody may be her, the most likely first; `why` in words without a name."""

    household_id: UUID
    score: float
    why: str


def suggestions(
    session: Session, actor: Actor, name: str, birth: Birth | None = None, *, but: UUID | None = None
) -> list[Suggestion]:
    """Households within reach whose people, by a name of theirs, may be the one asked about: two queries.

    `but` is a household to leave out. Nothing of a household out of reach plays a part.
    """
    if index_of(name) is None:
        return []
    keys = sorted(printed(name).keys)
    near = select(NamePrint.person_id).where(NamePrint.keys.overlap(keys))
    query = (
        select(Person)
        .join(Household, Household.id == Person.household_id)
        .where(visible(actor), or_(Person.id.in_(near), Person.name_index == index_of(name)))
    )
    if but is not None:
        query = query.where(Household.id != but)
    people = list(session.scalars(query))
    called = _called(session, people)
    best: dict[UUID, Suggestion] = {}
    for person in people:
        found = _judge(person, called[person.id], name, birth)
        if found is not None and found.score > best.get(person.household_id, NOBODY).score:
            best[person.household_id] = found
    return sorted(best.values(), key=lambda each: (-each.score, str(each.household_id)))[:MOST]


NOBODY = Suggestion(UUID(int=0), -1.0, "")


def _called(session: Session, people: Iterable[Person]) -> dict[UUID, list[str]]:
    """Every name of these people."""
    called = {person.id: [person.name] if person.name else [] for person in people}
    query = select(Alias).where(Alias.person_id.in_(list(called)), Alias.ended_at.is_(None))
    for other in session.scalars(query):
        if other.person_id is not None:
            called[other.person_id].append(other.name)
    return called


def _judge(person: Person, names: Iterable[str], typed: str, birth: Birth | None) -> Suggestion | None:
    births = agreement(birth_of(person), birth)
    said = {Agreement.SAME: ", same date of birth", Agreement.NEAR: ", date of birth close"}.get(births, "")
    likeness = max((like(name, typed) for name in names), default=0.0)
    if not likeness or (births is Agreement.APART and likeness < 100):
        return None
    if likeness < LIKE_ENOUGH and births is not Agreement.SAME:
        return None
    if births is Agreement.APART:
        said = ", but another date of birth"
    first = "The same name" if likeness == 100 else "A similar name"
    return Suggestion(
        person.household_id, likeness + (5 if births in (Agreement.SAME, Agreement.NEAR) else 0), first + said
    )


def like(one: str, other: str) -> float:
    """How alike two names are as they are read, 0 to 100; 100 are the same words in any order."""
    kind = alike(print_of(one), print_of(other))
    if kind == 3 or words_of(one) == words_of(other):
        return 100.0
    plain, against = " ".join(sorted(words_of(one))), " ".join(sorted(words_of(other)))
    ratio = float(fuzz.ratio(plain, against))
    if kind == 2:
        return min(99.0, max(ratio, float(LIKE_ENOUGH)))
    return min(99.0, ratio) if ratio >= LIKE_ENOUGH or kind == 1 else 0.0
