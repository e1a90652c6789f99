"""The hard rules again, as slowly and literally as matching.md says them, over plain documents without a null.

The real rules are held against these for every way to fill in what is not known. Nothing is shared with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Document = dict[str, Any]
SUPPORT = ["low", "medium", "high", "very_high"]


@dataclass(frozen=True)
class Pair:
    """A household, a property and one of its units, as written in a document without a null."""

    household: Document
    building: Document
    unit: Document
    as_of: date
    within_days: int
    kept_apart: frozenset[str]

    def people(self) -> list[Document]:
        """The members with their age in whole years."""
        return [{**member, "age": self.age(member)} for member in self.household["members"]]

    def age(self, member: Document) -> int:
        """Birthdays had since birth."""
        born = date.fromisoformat(member["born"])
        had = (self.as_of.month, self.as_of.day) >= (born.month, born.day)
        return self.as_of.year - born.year - (0 if had else 1)

    def counted(self) -> int:
        """How many count as people."""
        people = self.people()
        cots = sum(room.get("cots", 0) for room in self.unit["bedrooms"])
        babies = sum(person["age"] < 1 for person in people) + len(self.household.get("expected_births", []))
        older = sum(person["age"] >= 1 for person in people)
        return int(older + max(0, babies - cots))


def distance_squared(one: Document, two: Document) -> Fraction:
    """Exact, of decimal coordinates as written."""
    east = Fraction(str(one["easting"])) - Fraction(str(two["easting"]))
    north = Fraction(str(one["northing"])) - Fraction(str(two["northing"]))
    return east**2 + north**2


def danger_zone(pair: Pair) -> bool:
    zones = pair.household.get("danger_zones", [])
    return any(distance_squared(zone, pair.building) <= Fraction(str(zone["radius_m"])) ** 2 for zone in zones)


def excluded_area(pair: Pair) -> bool:
    areas = pair.household.get("excluded_areas", [])
    return pair.building["ward"] in areas or pair.building["authority"] in areas


def outside_authority(pair: Pair) -> bool:
    return pair.building["authority"] in pair.household.get("outside_authorities", [])


def threat_on_site(pair: Pair) -> bool:
    living = [person for each in pair.building.get("residents", []) for person in each.get("members", [])]
    return any(person in living for person in pair.household.get("threats", []))


def is_a_threat(pair: Pair) -> bool:
    feared = [person for each in pair.building.get("residents", []) for person in each.get("threats", [])]
    return any(member["id"] in feared for member in pair.household["members"])


def kept_apart(pair: Pair) -> bool:
    return any(each["household"] in pair.kept_apart for each in pair.building.get("residents", []))


def available(pair: Pair) -> bool:
    return date.fromisoformat(pair.unit["available_from"]) > pair.as_of + timedelta(days=pair.within_days)


def agreed_kind(pair: Pair) -> bool:
    return pair.building["kind"] not in pair.household["accepts"]


def declined_before(pair: Pair) -> bool:
    return bool(pair.unit["id"] in pair.household.get("declined", []))


def people(pair: Pair) -> bool:
    return pair.counted() > int(pair.unit["max_people"])


def beds(pair: Pair) -> bool:
    sizes = [room["beds"] for room in pair.unit["bedrooms"]]
    if pair.counted() > sum(sizes):
        return True
    grown = [person for person in pair.people() if person["age"] >= 1]
    couples = [set(couple) for couple in pair.household.get("couples", [])]
    if pair.building["sleeping"] == "size_criteria":
        return not any(fit(groups, sizes) for groups in groupings(grown, couples))
    return not can_share(grown, couples, sizes, [[] for _ in sizes])


def may_pair(one: Document, two: Document, couples: list[set[str]]) -> bool:
    if {one["id"], two["id"]} in couples:
        return True
    if one["age"] < 10 and two["age"] < 10:
        return True
    return bool(one["age"] < 16 and two["age"] < 16 and one["sex"] == two["sex"])


def groupings(left: list[Document], couples: list[set[str]]) -> Iterator[list[int]]:
    """Every way to put people into ones and pairs, as the sizes of the groups."""
    if not left:
        yield []
        return
    first, rest = left[0], left[1:]
    for groups in groupings(rest, couples):
        yield [1, *groups]
    for place, other in enumerate(rest):
        if may_pair(first, other, couples):
            for groups in groupings(rest[:place] + rest[place + 1 :], couples):
                yield [2, *groups]


def fit(groups: list[int], sizes: list[int]) -> bool:
    """Different bedrooms for different groups, each with enough beds."""
    if len(groups) > len(sizes):
        return False
    ordered = sorted(sizes, reverse=True)
    return all(size >= group for group, size in zip(sorted(groups, reverse=True), ordered, strict=False))


def can_share(left: list[Document], couples: list[set[str]], sizes: list[int], rooms: list[list[Document]]) -> bool:
    """Every way to put people into bedrooms, one person after another."""
    if not left:
        return True
    person, rest = left[0], left[1:]
    for room, size in zip(rooms, sizes, strict=True):
        if len(room) < size and not any(offends(person, other, couples) for other in room):
            room.append(person)
            if can_share(rest, couples, sizes, rooms):
                return True
            room.pop()
    return False


def offends(one: Document, two: Document, couples: list[set[str]]) -> bool:
    grown = one["age"] >= 10 and two["age"] >= 10
    return grown and {one["sex"], two["sex"]} == {"female", "male"} and {one["id"], two["id"]} not in couples


def sex_accepted(pair: Pair) -> bool:
    adults = [member for member in pair.household["members"] if member["role"] == "adult"]
    return any(adult["sex"] not in pair.building["sexes"] for adult in adults)


def boys_age(pair: Pair) -> bool:
    limit = pair.building["boys_up_to"]
    boys = [each for each in pair.people() if each["role"] == "child" and each["sex"] == "male"]
    return limit != "any" and any(boy["age"] > limit for boy in boys)


def access(pair: Pair) -> bool:
    return any(not meets(pair.unit, need) for need in pair.household.get("access_needs", []))


def meets(unit: Document, need: str) -> bool:
    features = unit.get("features", [])
    if need == "ground_floor":
        return bool(unit["floor"] == 0 or unit.get("lift", False))
    if need == "step_free":
        return "step_free" in features or "wheelchair" in features
    return need in features


def support(pair: Pair) -> bool:
    return SUPPORT.index(pair.household["support_need"]) > SUPPORT.index(pair.building["max_support"])


def funding(pair: Pair) -> bool:
    return not any(route in pair.building["funding"] for route in pair.household["funding"])


def pets(pair: Pair) -> bool:
    taken = pair.building.get("pets", [])
    return any(pet != "assistance" and pet not in taken for pet in pair.household.get("pets", []))


def place_limit(pair: Pair) -> bool:
    limited = [place for place in pair.household.get("places", []) if "limit_km" in place]
    return any(
        distance_squared(place, pair.building) > (Fraction(str(place["limit_km"])) * 1000) ** 2 for place in limited
    )


REFUSES: dict[str, Callable[[Pair], bool]] = {
    "danger-zone": danger_zone,
    "excluded-area": excluded_area,
    "outside-authority": outside_authority,
    "threat-on-site": threat_on_site,
    "is-a-threat": is_a_threat,
    "kept-apart": kept_apart,
    "available": available,
    "agreed-kind": agreed_kind,
    "declined-before": declined_before,
    "people": people,
    "beds": beds,
    "sex-accepted": sex_accepted,
    "boys-age": boys_age,
    "access": access,
    "support": support,
    "funding": funding,
    "pets": pets,
    "place-limit": place_limit,
}
