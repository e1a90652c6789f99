"""Made-up households, as they might wait for safe accommodation. None of them exists.

Shares: 62 in 100 have children, 1.3 on average over all residents (Women's Aid); ages of the lead person as in
the statutory homelessness live tables 2019-20, table A6; about 3.6 in 100 without recourse to public funds (12.1 %
not British, 30 % of these); 28.7 in 100 disabled. Zones, places and choices are assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from allocation.making.towns import Entry, Town, some, somewhere

T = TypeVar("T")
AGES = {(16, 17): 1.1, (18, 24): 20.0, (25, 34): 30.5, (35, 44): 22.9, (45, 54): 14.4, (55, 64): 7.1, (65, 84): 3.5}
BANDS = {1: 12, 2: 28, 3: 35, 4: 18, 5: 7}
NEEDS = {"low": 25, "medium": 45, "high": 24, "very_high": 6}
ACCESS = {
    "step_free": 0.06, "ground_floor": 0.05, "wheelchair": 0.012, "level_access_shower": 0.03,
    "hearing_alerts": 0.01, "visual_alerts": 0.008,
}  # fmt: skip
PETS = {"dog": 0.06, "cat": 0.05, "small": 0.02, "assistance": 0.01}
KINDS = (
    ["refuge", "dispersed"], ["dispersed", "refuge"], ["dispersed"], ["refuge"],
    ["refuge", "dispersed", "specialist"], ["specialist", "dispersed"],
)  # fmt: skip
KIND_SHARES = (30, 25, 17, 10, 13, 5)
PREFERRED = {"south_asian_women": 0.05, "black_women": 0.04, "deaf_women": 0.01, "lgbt": 0.02}
NOT_KNOWN = 0.02
EVERYWHERE = 10  # towns among which anybody looks everywhere
REACH_KM = (20, 40.5, 60, 80)


def household(chance: Random, id: str, town: Town, places: list[Town], as_of: date) -> Entry:
    """One household from a town, fleeing somebody near it."""
    members = _members(chance, id, as_of)
    no_recourse = chance.random() < 0.036
    zones = [_zone(chance, town, places) for _ in range(chance.choices((0, 1, 2, 3), (10, 45, 30, 15))[0])]
    found: Entry = {
        "id": id,
        "band": _pick(chance, BANDS),
        "waiting_since": (as_of - timedelta(days=min(400, round(chance.expovariate(1 / 30))))).isoformat(),
        "members": members,
        "access_needs": some(chance, ACCESS),
        "support_need": None if chance.random() < NOT_KNOWN else _pick(chance, NEEDS),
        "pets": some(chance, PETS),
        "funding": ["part_4_grant"] if no_recourse else ["housing_benefit", *some(chance, {"self": 0.1})],
        "accepts": list(chance.choices(KINDS, KIND_SHARES)[0]),
        "preferred_services": some(chance, PREFERRED),
        "danger_zones": None if chance.random() < NOT_KNOWN else zones,
        "excluded_areas": [town.ward(chance)] if chance.random() < 0.3 else [],
        "outside_authorities": [town.code] if chance.random() < 0.15 else [],
        "threats": None if chance.random() < NOT_KNOWN else [f"P-{id}"],
        "places": _places(chance, town),
    }
    if chance.random() < 0.04:
        found["expected_births"] = [(as_of + timedelta(days=chance.randint(5, 200))).isoformat()]
    if len(members) > 1 and members[1]["role"] == "adult":
        found["couples"] = [[members[0]["id"], members[1]["id"]]]
    return found


def _pick(chance: Random, shares: Mapping[T, int]) -> T:
    return chance.choices(list(shares), list(shares.values()))[0]


def _members(chance: Random, id: str, as_of: date) -> list[Entry]:
    young, old = chance.choices(list(AGES), list(AGES.values()))[0]
    age = chance.randint(young, old)
    people = [
        _person(chance, f"{id}-a", age, chance.choices(("female", "male", "other"), (95, 4, 1))[0], "adult", as_of)
    ]
    if chance.random() < 0.03:
        people.append(_person(chance, f"{id}-b", age, chance.choice(("female", "male")), "adult", as_of))
    children = chance.choices((1, 2, 3, 4, 5), (35, 35, 19, 8, 3))[0] if age < 55 and chance.random() < 0.62 else 0
    for number in range(children):
        oldest = min(17, age - 16)
        years = chance.randint(0, max(0, oldest))
        people.append(_person(chance, f"{id}-c{number + 1}", years, chance.choice(("female", "male")), "child", as_of))
    return people


def _person(chance: Random, id: str, age: int, sex: str, role: str, as_of: date) -> Entry:
    born = as_of - timedelta(days=age * 365 + age // 4 + chance.randint(1, 364))
    return {"id": id, "born": None if chance.random() < NOT_KNOWN / 2 else born.isoformat(), "sex": sex, "role": role}


def _zone(chance: Random, town: Town, places: list[Town]) -> Entry:
    where = town if chance.random() < 0.75 else chance.choice(places)
    reason = chance.choice(("perpetrator_home", "perpetrator_work", "perpetrator_family", "school_run"))
    return {**somewhere(chance, where), "radius_m": chance.choice((800, 1_600, 3_000, 5_000, 8_000)), "reason": reason}


def _places(chance: Random, town: Town) -> list[Entry]:
    found = []
    for kind, share in (("work", 0.35), ("school", 0.45), ("family", 0.4)):
        if chance.random() < share:
            place = {**somewhere(chance, town), "kind": kind, "importance": chance.randint(1, 5)}
            found.append(place | ({"limit_km": chance.choice((10, 20, 40.5))} if chance.random() < 0.12 else {}))
    return found


def look_near(chance: Random, waiting: list[Entry], places: list[Town]) -> None:
    """Past ten towns, the more there are the more households say how far from a place of theirs they can live."""
    share = 1 - EVERYWHERE / len(places)
    if share <= 0:
        return
    for number, each in enumerate(waiting, 1):
        if chance.random() < share:
            if not each["places"]:
                each["places"].append({**somewhere(chance, places[number % len(places)]), "kind": "family"})
            each["places"][-1]["limit_km"] = chance.choice(REACH_KM)
