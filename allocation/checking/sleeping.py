"""People, beds and bedrooms for the checker, by trying every way that facts not known could turn out.

The ways are counted, not named: ages fall into four bands (under 1, under 10, under 16, 16 and over). A
household with so much unknown, or so many people, that trying would not end soon is not judged here
(`None`): the checker then has nothing to say about its beds, and says so nowhere else either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, product

from allocation.facts import Household, Unit

BABY, YOUNG, TEEN, GROWN = 0, 5, 12, 30  # one age of each band
WAYS = 1_500
MOST_SEARCHED = 12

Person = tuple[int, str]
Sleeper = tuple[int, str]  # position if in a couple, else -1; sex
Rooms = tuple[tuple[int, tuple[Sleeper, ...]], ...]  # beds, and who is there
Group = tuple[tuple[Person, ...], frozenset[tuple[int, int]]]  # people aged one or over, couples by position


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which everything not known may turn out."""

    babies: int  # under one, born or on their way
    group: Group


def _band(age: int) -> int:
    return BABY if age < 1 else YOUNG if age < 10 else TEEN if age < 16 else GROWN


def ways(household: Household) -> list[Way] | None:
    """Every way, alike ones once; None if there are too many."""
    choices = [
        [
            (age, sex)
            for age in ((BABY, YOUNG, TEEN, GROWN) if member.age is None else (_band(member.age),))
            for sex in (("female", "male", "other") if member.sex is None else (member.sex,))
        ]
        for member in household.members
    ]
    count = 1
    for choice in choices:
        count *= len(choice)
        if count > WAYS:
            return None
    return sorted({_way(household, chosen) for chosen in product(*choices)}, key=repr)


def _way(household: Household, chosen: tuple[Person, ...]) -> Way:
    paired = {person for couple in household.couples for person in couple}
    listed = sorted(
        ((member.id if member.id in paired else "", person, position)
         for position, (member, person) in enumerate(zip(household.members, chosen, strict=True))
         if person[0] >= 1)
    )  # fmt: skip
    place = {household.members[position].id: new for new, (_, _, position) in enumerate(listed)}
    couples = frozenset(
        (min(place[one], place[other]), max(place[one], place[other]))
        for one, other in map(sorted, household.couples)
        if one in place and other in place
    )
    babies = sum(age < 1 for age, _ in chosen) + len(household.expected_births)
    return Way(babies, (tuple(person for _, person, _ in listed), couples))


def counted(way: Way, unit: Unit) -> int:
    """How many people count in a unit: everybody aged one or over, and babies past its cots."""
    return len(way.group[0]) + max(0, way.babies - sum(room.cots for room in unit.bedrooms))


def can_sleep(way: Way, unit: Unit) -> bool | None:
    """Whether the beds are enough and the sleeping rule can be met; None if it is too much to try."""
    beds = tuple(sorted(room.beds for room in unit.bedrooms))
    if counted(way, unit) > sum(beds):
        return False
    if unit.property.sleeping == "size_criteria":
        pairs = most_pairs(way.group)
        return None if pairs is None else _bedrooms_do(len(way.group[0]), pairs, beds)
    return _room_standard(way.group, beds)


def _bedrooms_do(people: int, pairs: int, beds: tuple[int, ...]) -> bool:
    """Whether some number of pairs and the rest singly fit these bedrooms."""
    doubles = sum(size >= 2 for size in beds)
    return any(made <= doubles and people - made <= len(beds) for made in range(pairs + 1))


def fewest_bedrooms(household: Household) -> int | None:
    """The fewest bedrooms under the size criteria, taken at the greatest where facts are not known."""
    possible = ways(household)
    if possible is None:
        return None
    needs = [(len(way.group[0]), most_pairs(way.group)) for way in possible]
    if any(pairs is None for _, pairs in needs):
        return None
    return max(people - (pairs or 0) for people, pairs in needs)


@lru_cache(maxsize=4096)
def most_pairs(group: Group) -> int | None:
    """The most pairs who may share a bedroom under the size criteria, by trying them."""
    people, couples = group
    coupled = {person for couple in couples for person in couple}
    able = [i for i, (age, _) in enumerate(people) if age < 16 or i in coupled]
    if len(able) > MOST_SEARCHED:
        return None

    allowed = {
        (one, other)
        for one, other in combinations(able, 2)
        if (one, other) in couples or _share(people[one], people[other])
    }

    @cache
    def best(left: tuple[int, ...]) -> int:
        if len(left) < 2:
            return 0
        first, rest = left[0], left[1:]
        partners = [other for other in rest if (first, other) in allowed]
        paired = [1 + best(tuple(each for each in rest if each != other)) for other in partners]
        return max([best(rest), *paired])

    return best(tuple(able))


def _share(one: Person, other: Person) -> bool:
    if one[0] < 10 and other[0] < 10:
        return True
    return one[0] < 16 and other[0] < 16 and one[1] == other[1]


@lru_cache(maxsize=4096)
def _room_standard(group: Group, beds: tuple[int, ...]) -> bool | None:
    """Whether nobody of 10 or over need share a bedroom with somebody of the other sex who is not their partner.

    Person after person takes a bed; what counts of a bedroom is who is in it, and people without a partner are alike
    but for their sex. Younger children, and people whose sex is recorded as other, take the beds left over.
    """
    people, couples = group
    apart = [i for i, (age, sex) in enumerate(people) if age >= 10 and sex != "other"]
    if len(apart) > MOST_SEARCHED:
        return None
    coupled = {person for couple in couples for person in couple}
    sexes = [people[person][1] for person in apart]
    names = [person if person in coupled else -1 for person in apart]
    reached: set[Rooms] = {tuple((size, ()) for size in beds)}
    for newcomer in zip(names, sexes, strict=True):
        reached = {rooms for before in reached for rooms in _with(before, newcomer, couples)}
    return bool(reached)


def _with(rooms: Rooms, newcomer: Sleeper, couples: frozenset[tuple[int, int]]) -> Iterator[Rooms]:
    """Every way to give one person more a bed, rooms alike counted once."""
    for number, (size, there) in enumerate(rooms):
        if len(there) < size and all(_may_share(newcomer, other, couples) for other in there):
            changed = (size, tuple(sorted((*there, newcomer))))
            yield tuple(sorted((*rooms[:number], changed, *rooms[number + 1 :])))


def _may_share(one: Sleeper, other: Sleeper, couples: frozenset[tuple[int, int]]) -> bool:
    return one[1] == other[1] or (min(one[0], other[0]), max(one[0], other[0])) in couples
