"""Small problem documents for Hypothesis: every fact, nulls too, crowded so that side rules bind."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.allocation.problems import AS_OF, Document, building, household, person, unit

Words = tuple[Any, ...]
Draw = st.DrawFn
LEVELS = ("low", "medium", "high", "very_high")
KINDS = ("refuge", "dispersed", "specialist")
FEATURES = ("wheelchair", "level_access_shower", "hearing_alerts", "visual_alerts", "adapted_kitchen", "step_free")
NEEDS = ("wheelchair", "level_access_shower", "step_free", "ground_floor")
AREAS = ("E05000001", "E05000002", "E08000017", "E08000018")
CAPS = (*(f"support:{level}+" for level in LEVELS), "funding:no_recourse")
SERVICE = ("available", "sex-accepted", "boys-age", "support", "funding", "pets")
SINCE = ("2026-11-20", "2026-11-20", "2026-11-23", "2026-10-01")
ROUTES = (["housing_benefit"], ["universal_credit", "self"], ["part_4_grant"])
STEPS = (0, 300, 400, 500.5, 1200)


@lru_cache(maxsize=None, typed=True)
def one(*words: Any) -> st.SearchStrategy[Any]:
    """One of some words; shrinks to the first."""
    return st.sampled_from(words)


@lru_cache(maxsize=None, typed=True)
def some(words: Words, most: int = 2, least: int = 0) -> st.SearchStrategy[list[Any]]:
    """A few of some words, none twice."""
    return st.lists(st.sampled_from(words), min_size=least, max_size=most, unique=True) if words else st.just([])


def choose(draw: Draw, *words: Any) -> Any:
    """One of some words or lists; shrinks to the first."""
    return words[draw(one(*range(len(words))))]


def seldom(draw: Draw) -> bool:
    """True now and then; shrinks to False."""
    return bool(draw(one(False, False, False, True)))


def seldom_some(draw: Draw, words: Words, most: int = 2) -> list[Any]:
    """Usually nothing; now and then a few of some words."""
    return draw(some(words, most)) if seldom(draw) else []


def known(draw: Draw, value: Any) -> Any:
    """The value, or now and then null: not known."""
    return None if seldom(draw) and seldom(draw) else value


def pairs(draw: Draw, names: list[str], most: int) -> list[list[str]]:
    """A few pairs of different names, none twice."""
    every = tuple((one, other) for one in names for other in names if one < other)
    return [list(pair) for pair in draw(some(every, most))]


def point(draw: Draw) -> Document:
    """A point of a small grid."""
    return {"easting": 440_000 + draw(one(*STEPS)), "northing": 390_000 + draw(one(*STEPS))}


def several(draw: Draw, most: int) -> range:
    """So many or fewer."""
    return range(draw(one(*range(most + 1))))


def members(draw: Draw, id: str) -> list[Document]:
    """One to four people, at most one fact about one of them not known."""
    sex = choose(draw, "male", "other") if seldom(draw) else "female"
    found = [person(f"{id}-0", choose(draw, 34, 17, 60), sex)]
    for place in several(draw, 3):
        age = draw(one(0, 0, 1, 5, 9, 10, 13, 14, 15, 16, 17, 30))
        found.append(person(f"{id}-{place + 1}", age, draw(one("female", "male", "other"))))
    if seldom(draw):
        found[draw(one(*range(len(found))))][draw(one("born", "sex"))] = None
    return found


def anybody(draw: Draw, id: str, units: Words, people: Words) -> Document:
    """A household with any facts at all; `people` are those it may fear."""
    there = members(draw, id)
    names = [each["id"] for each in there]
    found = household(
        id,
        band=draw(one(1, 2, 3, 4, 5)),
        waiting_since=draw(one(*SINCE)),
        members=there,
        couples=[names[:2]] if len(names) > 1 and seldom(draw) else [],
        expected_births=["2027-01-15"] if seldom(draw) else [],
        access_needs=seldom_some(draw, NEEDS),
        support_need=known(draw, draw(one(*LEVELS))),
        pets=seldom_some(draw, ("dog", "cat", "assistance")),
        funding=choose(draw, *ROUTES),
        accepts=draw(some(KINDS, 3, 1)),
        preferred_services=seldom_some(draw, ("south_asian_women", "deaf")),
        danger_zones=known(draw, [{**point(draw), "radius_m": draw(one(1, 500, 1300))} for _ in several(draw, 2)]),
        excluded_areas=seldom_some(draw, AREAS),
        outside_authorities=seldom_some(draw, AREAS[2:], 1),
        threats=known(draw, seldom_some(draw, people)),
        places=[place(draw, limited=seldom(draw)) for _ in several(draw, 2)],
        declined=seldom_some(draw, units),
    )
    return found | held(draw, units)


def held(draw: Draw, units: Words) -> Document:
    """A unit that is held for her already, or nothing."""
    return {"held": draw(one(*units))} if units and draw(one(False, True)) else {}


def place(draw: Draw, *, limited: bool = False) -> Document:
    """Somewhere she needs to be near."""
    limit = {"limit_km": draw(one(4, 1.3, 0.5))} if limited else {}
    return {**point(draw), "kind": draw(one("work", "school")), "importance": draw(one(1, 2, 3, 4, 5)), **limit}


def anywhere(draw: Draw, id: str, units: list[str], people: Words) -> Document:
    """A property with any facts at all."""
    return building(
        id,
        kind=draw(one(*KINDS)),
        **point(draw),
        authority=draw(one(*AREAS[2:])),
        ward=draw(one(*AREAS[:2])),
        sexes=choose(draw, ["female"], ["female", "male", "other"], ["female", "male"], []),
        boys_up_to=known(draw, draw(one("any", 0, 12, 14, 17))),
        max_support=known(draw, draw(one(*LEVELS[::-1]))),
        pets=draw(some(("dog", "cat"))),
        funding=draw(some(("housing_benefit", "universal_credit", "part_4_grant"), 3)),
        services=seldom_some(draw, ("south_asian_women", "deaf")),
        sleeping=draw(one("room_standard", "size_criteria")),
        caps={key: draw(one(0, 1, 2, 3)) for key in draw(some(CAPS))},
        residents=[resident(draw, id, people)] if draw(one(False, True)) else [],
        units=[any_unit(draw, name) for name in units],
    )


def resident(draw: Draw, home: str, people: Words) -> Document:
    """A household that lives in a property already."""
    return {
        "household": f"{home}-home",
        "members": draw(some(("P1", "P2"), 1)),
        "threats": seldom_some(draw, tuple(each for each in people if each not in ("P1", "P2")), 1),
        "support_need": draw(one(*LEVELS)),
        "no_recourse": draw(one(False, True)),
    }


def any_unit(draw: Draw, id: str) -> Document:
    """A unit with any facts at all."""
    return unit(
        id,
        available_from=draw(one("2026-11-26", "2026-11-27")) if seldom(draw) else AS_OF,
        bedrooms=[{"beds": draw(one(2, 3, 2, 1)), "cots": draw(one(0, 1))} for _ in range(1 + len(several(draw, 2)))],
        max_people=draw(one(6, 4, 3, 2)),
        floor=draw(one(0, 1, -1)),
        lift=draw(one(False, True)),
        features=seldom_some(draw, FEATURES),
    )


@st.composite
def anything(draw: Draw, most_households: int = 4, most_units: int = 4) -> Document:
    """Any problem at all."""
    names = unit_names(draw, most_units, most_a_home=2)
    homes = [f"H{number + 1}" for number in range(1 + len(several(draw, most_households - 1)))]
    units = tuple(name for group in names for name in group)
    people = ("P1", "P2", *(f"{home}-0" for home in homes))
    buildings = [anywhere(draw, f"R{place}", group, people) for place, group in enumerate(names)]
    document = whole([anybody(draw, home, units, people) for home in homes], buildings)
    living = [each["household"] for at in buildings for each in at["residents"]]
    document["keep_apart"] = pairs(draw, homes + living, 2)
    document["waivers"] = [
        {"household": home, "property": at["id"], "rule": rule, "by": "A made-up manager", "why": "made up"}
        for home in homes
        for at in buildings
        for rule in seldom_some(draw, SERVICE)
    ]
    document["policy"] = {"needed_within_days": draw(one(3, 0, 4))}
    return document


@st.composite
def crowded(draw: Draw, most_households: int = 6, most_units: int = 5) -> Document:
    """Few properties that take nearly everybody, and side rules of every sort, so that they bind."""
    names = unit_names(draw, most_units, most_a_home=4)
    homes = [f"H{number + 1}" for number in range(2 + len(several(draw, most_households - 2)))]
    units = tuple(name for group in names for name in group)
    leads = [f"{each}-0" for each in homes]
    households = [easy(draw, home, units, tuple(each for each in leads if each != f"{home}-0")) for home in homes]
    document = whole(households, [open_house(draw, f"R{place}", group) for place, group in enumerate(names)])
    document["keep_apart"] = pairs(draw, homes, 4)
    return document


@st.composite
def one_building(draw: Draw) -> Document:
    """One property, every sort of cap at once, residents who use some of them up."""
    homes = [f"H{number + 1}" for number in range(3 + len(several(draw, 3)))]
    units = [f"U{number + 1}" for number in range(2 + len(several(draw, 3)))]
    at = open_house(draw, "R1", units)
    at["caps"] = {key: draw(one(0, 1, 2, 3)) for key in draw(some(CAPS, 5, 2))}
    return whole([easy(draw, home, tuple(units), ()) for home in homes], [at])


@st.composite
def chains(draw: Draw) -> Document:
    """Everybody kept apart from the next, perhaps in a ring; one or two properties with room for all of them."""
    homes = [f"H{number + 1}" for number in range(3 + len(several(draw, 3)))]
    names = [["U1", "U2", "U3"], ["U4", "U5"]][: draw(one(1, 2))]
    units = tuple(name for group in names for name in group)
    document = whole(
        [easy(draw, home, units, ()) for home in homes],
        [open_house(draw, f"R{place}", group) for place, group in enumerate(names)],
    )
    ring = [[homes[0], homes[-1]]] if draw(one(False, True)) else []
    document["keep_apart"] = [*(list(pair) for pair in pairwise(homes)), *ring]
    return document


def easy(draw: Draw, id: str, units: Words, others: Words) -> Document:
    """A household whom nearly every home suits, so that only other households are in the way."""
    found = household(
        id,
        band=draw(one(1, 1, 2, 3, 5)),
        members=[person(f"{id}-0", 34, "female")],
        waiting_since=draw(one(*SINCE)),
        support_need=known(draw, draw(one(*LEVELS[::-1]))),
        funding=choose(draw, ["housing_benefit"], ["part_4_grant"]),
        accepts=choose(draw, ["refuge", "dispersed"], ["dispersed", "refuge"], ["refuge"]),
        threats=known(draw, seldom_some(draw, others, 1)),
        places=[place(draw)] if draw(one(False, True)) else [],
        declined=seldom_some(draw, units),
    )
    return found | held(draw, units)


def open_house(draw: Draw, id: str, units: list[str]) -> Document:
    """A property that takes anybody, up to its caps."""
    return building(
        id,
        kind=draw(one("refuge", "dispersed")),
        **point(draw),
        max_support="very_high",
        funding=["housing_benefit", "part_4_grant"],
        caps={key: draw(one(0, 1, 1, 2)) for key in draw(some(CAPS, 2, 1))},
        residents=[resident(draw, id, ())] if seldom(draw) else [],
        units=[unit(name) for name in units],
    )


def unit_names(draw: Draw, most: int, most_a_home: int) -> list[list[str]]:
    """The names of units, by property: one property and one unit at least."""
    left = [f"U{number + 1}" for number in range(1 + len(several(draw, most - 1)))]
    found = []
    while left:
        size = draw(one(*range(1, most_a_home + 1)))
        found.append(left[:size])
        left = left[size:]
    return found


def whole(households: list[Document], buildings: list[Document]) -> Document:
    """A problem document of these and nothing else."""
    return {"format": "matching-problem/1", "as_of": AS_OF, "households": households, "properties": buildings}
