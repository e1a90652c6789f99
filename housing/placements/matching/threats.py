"""Who must not meet whom, found by keyed digests of names: nobody's name is opened.

Two records are of one person when their names have the same digest and their dates of birth do not contradict each
other: one not known is no contradiction. Where somebody has not been asked whom they fear, nobody new comes near them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from housing.households.models import Household, Person, PersonOfConcern

Pair = tuple[str, str]
ByName = Mapping[str, list[Person]]


def by_name(households: Iterable[Household]) -> ByName:
    """Everybody of these households, by the digest of their name."""
    found: defaultdict[str, list[Person]] = defaultdict(list)
    for household in {household.id: household for household in households}.values():
        for person in household.people:
            if person.name_index is not None:
                found[person.name_index].append(person)
    return found


def asked(household: Household) -> bool:
    """Whether anybody has asked whom the household must be kept from."""
    return household.concerns_asked


def threats(household: Household, people: ByName) -> list[str]:
    """Ids of the household's people of concern, and of members of other households who may be one of them."""
    found = {str(concern.id) for concern in household.concerns}
    for concern in household.concerns:
        for person in people.get(concern.name_index or "", ()):
            if person.household_id != household.id and same(concern, person):
                found.add(str(person.id))
    return sorted(found)


def same(one: PersonOfConcern, other: Person | PersonOfConcern) -> bool:
    """Whether two records may be of one person: same digest, no contradiction between the dates of birth."""
    alike = one.name_index is not None and one.name_index == other.name_index
    return alike and (one.born is None or other.born is None or one.born == other.born)


def keep_apart(seeking: Iterable[Household], there: Iterable[Household]) -> list[Pair]:
    """Pairs of household ids, at least one of them seeking, that must not share a property.

    Those who share a person of concern: one of the two may be in touch with them, or lead them there. And whoever
    lives somewhere and has not been asked whom they fear, from everybody.
    """
    new = {household.id: household for household in seeking}
    settled = {household.id: household for household in there}
    pairs = _sharing({**settled, **new}, set(new))
    pairs.update(
        _pair(resident.id, other) for resident in settled.values() if not asked(resident) for other in new
        if other != resident.id
    )  # fmt: skip
    return sorted(pairs)


def _sharing(households: Mapping[UUID, Household], new: set[UUID]) -> set[Pair]:
    feared: defaultdict[str, list[PersonOfConcern]] = defaultdict(list)
    for household in households.values():
        for concern in household.concerns:
            if concern.name_index is not None:
                feared[concern.name_index].append(concern)
    return {
        _pair(one.household_id, other.household_id)
        for records in feared.values()
        for position, one in enumerate(records)
        for other in records[position + 1 :]
        if one.household_id != other.household_id and {one.household_id, other.household_id} & new and same(one, other)
    }


def _pair(one: UUID, other: UUID) -> Pair:
    first, second = sorted((str(one), str(other)))
    return first, second
