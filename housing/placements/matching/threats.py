"""Who must not meet whom, found by keyed digests of names: nobody's name is opened.

Where somebody has not been asked whom they fear, nobody new comes near them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from housing.households.models import Household, Person, PersonOfConcern
from housing.households.separations.likeness import Record, basis, same

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ByName:
    """People by the digest of their name; and the bases of which somebody said that they are of two people."""

    people: Mapping[str, list[Person]] = field(default_factory=dict)
    dismissed: Collection[str] = ()

    def alike(self, one: Record, other: Record) -> bool:
        """Whether two records may be of one person, and nobody has said that they are not."""
        return same(one, other) and basis(one, other) not in self.dismissed


def by_name(households: Iterable[Household], *, dismissed: Collection[str] = ()) -> ByName:
    """Everybody of these households, by the digest of their name."""
    found: defaultdict[str, list[Person]] = defaultdict(list)
    for household in {household.id: household for household in households}.values():
        for person in household.people:
            if person.name_index is not None:
                found[person.name_index].append(person)
    return ByName(found, dismissed)


def asked(household: Household) -> bool:
    """Whether anybody has asked whom the household must be kept from."""
    return household.concerns_asked


def threats(household: Household, known: ByName) -> list[str]:
    """Ids of the household's people of concern, and of members of other households who may be one of them."""
    found = {str(concern.id) for concern in household.concerns}
    for concern in household.concerns:
        for person in known.people.get(concern.name_index or "", ()):
            if person.household_id != household.id and known.alike(concern, person):
                found.add(str(person.id))
    return sorted(found)


def keep_apart(
    seeking: Iterable[Household],
    there: Iterable[Household],
    *,
    known: ByName,
    recorded: Collection[tuple[UUID, UUID]] = (),
) -> list[Pair]:
    """Pairs of household ids, at least one of them seeking, that must not share a property.

    Those who share a person of concern: one of the two may be in touch with them, or lead them there. Whoever lives
    somewhere and has not been asked whom they fear, from everybody. And those whom a person `recorded`.
    """
    new = {household.id: household for household in seeking}
    settled = {household.id: household for household in there}
    every, seek = {**settled, **new}, set(new)
    pairs = _sharing(every, seek, known)
    pairs.update(_pair(*pair) for pair in recorded if every.keys() >= set(pair) and seek & set(pair))
    pairs.update(
        _pair(resident.id, other) for resident in settled.values() if not asked(resident) for other in new
        if other != resident.id
    )  # fmt: skip
    return sorted(pairs)


def _sharing(households: Mapping[UUID, Household], new: set[UUID], known: ByName) -> set[Pair]:
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
        if one.household_id != other.household_id
        and {one.household_id, other.household_id} & new
        and known.alike(one, other)
    }


def _pair(one: UUID, other: UUID) -> Pair:
    first, second = sorted((str(one), str(other)))
    return first, second
