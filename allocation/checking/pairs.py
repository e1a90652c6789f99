"""What each hard rule says of one household and one unit, written again from matching.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from allocation.checking.grid import Grid, Spot, grid
from allocation.checking.sleeping import Way, can_sleep, counted, fewest_bedrooms, ways
from allocation.facts import Household, Problem, Property, Unit

REFUSE, ASK, ACCEPT, UNTRIED = "refuse", "ask", "accept", "untried"
WAIVABLE = frozenset({"available", "sex-accepted", "boys-age", "support", "funding", "pets"})
CHANGEABLE = WAIVABLE | {"agreed-kind", "declined-before", "place-limit"}
LEVEL = {"low": 0, "medium": 1, "high": 2, "very_high": 3}
EITHER_WAY = {(True, True): ASK, (True, False): ACCEPT, (False, True): REFUSE}


@dataclass(slots=True)
class Sight:
    """A problem as the checker looks at it: points on one grid, who is kept from whom, what is waived."""

    problem: Problem
    grid: Grid
    spots: Mapping[str, Spot]  # by property
    zones: Mapping[str, list[tuple[Spot, int]]]  # by household: centres and radii
    places: Mapping[str, list[tuple[Spot, int | None]]]  # by household: points and limits, in the household's order
    adults: Mapping[str, frozenset[str | None]]  # by household: the sexes of its adults
    kept: Mapping[str, frozenset[str]]  # household to households, kept apart
    waived: Mapping[tuple[str, str], set[str]]  # household and property to the rules set aside
    last_day: int
    shapes: Mapping[str, int]  # by unit: a number for its bedrooms, people and sleeping rule
    ways_of: dict[str, list[Way] | None] = field(default_factory=dict)
    families: dict[tuple[Way, ...], int] = field(default_factory=dict)  # a number for households that sleep alike
    family_of: dict[str, int | None] = field(default_factory=dict)
    slept: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    judges: dict[str, list[tuple[str, Callable[[Sight, Household, Property], str]]]] = field(default_factory=dict)
    fewest: dict[str, int | None] = field(default_factory=dict)

    def ways(self, household: Household) -> list[Way] | None:
        """The ways a household's unknown facts may turn out, worked out once."""
        if household.id not in self.ways_of:
            self.ways_of[household.id] = ways(household)
        return self.ways_of[household.id]

    def family(self, household: Household) -> int | None:
        """The number of all households whose unknown facts may turn out as this one's; None if too much to try."""
        if household.id not in self.family_of:
            possible = self.ways(household)
            number = None if possible is None else self.families.setdefault(tuple(possible), len(self.families))
            self.family_of[household.id] = number
        return self.family_of[household.id]

    def bedrooms_needed(self, household: Household) -> int | None:
        """The fewest bedrooms the household needs, worked out once; None if that is too much to try."""
        if household.id not in self.fewest:
            self.fewest[household.id] = fewest_bedrooms(household)
        return self.fewest[household.id]


def sight(problem: Problem) -> Sight:
    """Look at a problem."""
    steps = grid(problem)
    kept: dict[str, set[str]] = {}
    for pair in problem.keep_apart:
        for one in pair:
            kept.setdefault(one, set()).update(pair - {one})
    waived: dict[tuple[str, str], set[str]] = {}
    for waiver in problem.waivers:
        if waiver.rule in WAIVABLE:
            waived.setdefault((waiver.household, waiver.property), set()).add(waiver.rule)
    return Sight(
        problem,
        steps,
        {home.id: steps.spot(home.easting, home.northing) for home in problem.properties},
        {household.id: _zones(steps, household) for household in problem.households},
        {household.id: _places(steps, household) for household in problem.households},
        {
            household.id: frozenset(member.sex for member in household.members if member.role == "adult")
            for household in problem.households
        },
        {one: frozenset(others) for one, others in kept.items()},
        waived,
        problem.as_of.toordinal() + problem.needed_within_days,
        _numbered({unit.id: (unit.bedrooms, unit.max_people, unit.property.sleeping) for unit in problem.units}),
    )


def _numbered(things: Mapping[str, object]) -> dict[str, int]:
    """A number for each, the same for equal ones."""
    numbers: dict[object, int] = {}
    return {name: numbers.setdefault(thing, len(numbers)) for name, thing in things.items()}


def _zones(steps: Grid, household: Household) -> list[tuple[Spot, int]]:
    zones = household.danger_zones or ()
    return [(steps.spot(zone.easting, zone.northing), steps.steps(zone.radius_m)) for zone in zones]


def _places(steps: Grid, household: Household) -> list[tuple[Spot, int | None]]:
    return [
        (steps.spot(each.easting, each.northing), None if each.limit_km is None else steps.steps(each.limit_km * 1000))
        for each in household.places
    ]


def _danger_zone(seen: Sight, household: Household, home: Property) -> str:
    if household.danger_zones is None:
        return ASK
    spot = seen.spots[home.id]
    inside = any(seen.grid.near(centre, spot, radius) for centre, radius in seen.zones[household.id])
    return REFUSE if inside else ACCEPT


def _excluded_area(_: Sight, household: Household, home: Property) -> str:
    return REFUSE if {home.ward, home.authority} & household.excluded_areas else ACCEPT


def _outside_authority(_: Sight, household: Household, home: Property) -> str:
    return REFUSE if home.authority in household.outside_authorities else ACCEPT


def _threat_on_site(_: Sight, household: Household, home: Property) -> str:
    if household.threats is None:
        return ASK if home.residents else ACCEPT
    return REFUSE if any(resident.members & household.threats for resident in home.residents) else ACCEPT


def _is_a_threat(_: Sight, household: Household, home: Property) -> str:
    people = {member.id for member in household.members}
    return REFUSE if any(resident.threats & people for resident in home.residents) else ACCEPT


def _kept_apart(seen: Sight, household: Household, home: Property) -> str:
    apart = seen.kept.get(household.id, frozenset())
    return REFUSE if any(resident.household in apart for resident in home.residents) else ACCEPT


def _agreed_kind(_: Sight, household: Household, home: Property) -> str:
    return ACCEPT if home.kind in household.accepts else REFUSE


def _sex_accepted(seen: Sight, household: Household, home: Property) -> str:
    adults = seen.adults[household.id]
    if any(sex is not None and sex not in home.sexes for sex in adults):
        return REFUSE
    if None not in adults or len(home.sexes) == 3:
        return ACCEPT
    return ASK if home.sexes else REFUSE


def _boys_age(_: Sight, household: Household, home: Property) -> str:
    limit = home.boys_up_to
    if limit == "any":
        return ACCEPT
    strictest = limit if isinstance(limit, int) else 0
    children = [member for member in household.members if member.role == "child"]
    over = [
        child
        for child in children
        if child.sex in (None, "male") and (child.age is None or child.age > strictest)
    ]  # fmt: skip
    certain = any(child.sex == "male" and child.age is not None for child in over)
    return EITHER_WAY[limit is None or not certain, bool(over)]


def _support(_: Sight, household: Household, home: Property) -> str:
    needs = LEVEL.values() if household.support_need is None else [LEVEL[household.support_need]]
    limits = LEVEL.values() if home.max_support is None else [LEVEL[home.max_support]]
    return EITHER_WAY[min(needs) <= max(limits), max(needs) > min(limits)]


def _funding(_: Sight, household: Household, home: Property) -> str:
    return ACCEPT if household.funding & home.funding else REFUSE


def _pets(_: Sight, household: Household, home: Property) -> str:
    return REFUSE if any(pet != "assistance" and pet not in home.pets for pet in household.pets) else ACCEPT


def _place_limit(seen: Sight, household: Household, home: Property) -> str:
    spot = seen.spots[home.id]
    far = any(
        limit is not None and not seen.grid.near(point, spot, limit) for point, limit in seen.places[household.id]
    )
    return REFUSE if far else ACCEPT


def _access(household: Household, unit: Unit) -> str:
    for need in household.access_needs:
        if need == "ground_floor":
            met = unit.floor == 0 or unit.lift
        elif need == "step_free":
            met = bool(unit.features & {"step_free", "wheelchair"})
        else:
            met = need in unit.features
        if not met:
            return REFUSE
    return ACCEPT


Judge = Callable[[Sight, Household, Property], str]
SITE: Mapping[str, Judge] = {
    "danger-zone": _danger_zone,
    "excluded-area": _excluded_area,
    "outside-authority": _outside_authority,
    "threat-on-site": _threat_on_site,
    "is-a-threat": _is_a_threat,
    "kept-apart": _kept_apart,
    "agreed-kind": _agreed_kind,
    "sex-accepted": _sex_accepted,
    "boys-age": _boys_age,
    "support": _support,
    "funding": _funding,
    "pets": _pets,
    "place-limit": _place_limit,
}
CONCERNS: Mapping[str, Callable[[Sight, Household], bool]] = {  # without this a rule accepts the household anywhere
    "danger-zone": lambda _, household: household.danger_zones != (),
    "excluded-area": lambda _, household: bool(household.excluded_areas),
    "outside-authority": lambda _, household: bool(household.outside_authorities),
    "kept-apart": lambda seen, household: household.id in seen.kept,
    "boys-age": lambda _, household: any(member.role == "child" for member in household.members),
    "pets": lambda _, household: bool(household.pets),
    "place-limit": lambda seen, household: any(limit is not None for _, limit in seen.places[household.id]),
}


def site_answers(seen: Sight, household: Household, home: Property) -> dict[str, str]:
    """What the rules about a property say where they do not accept, waivers set aside."""
    if household.id not in seen.judges:
        seen.judges[household.id] = [
            (rule, judge) for rule, judge in SITE.items() if rule not in CONCERNS or CONCERNS[rule](seen, household)
        ]
    found = {
        rule: answer for rule, judge in seen.judges[household.id] if (answer := judge(seen, household, home)) != ACCEPT
    }
    for rule in seen.waived.get((household.id, home.id), ()):
        found.pop(rule, None)
    return found


def home_answers(seen: Sight, household: Household, unit: Unit) -> dict[str, str]:
    """What the rules about the unit itself say where they do not accept; "untried" where that was too much to try."""
    found = {}
    late = unit.available_from.toordinal() > seen.last_day
    if late and "available" not in seen.waived.get((household.id, unit.property.id), ()):
        found["available"] = REFUSE
    if unit.id in household.declined:
        found["declined-before"] = REFUSE
    people, beds = _space(seen, household, unit)
    if people != ACCEPT:
        found["people"] = people
    if beds != ACCEPT:
        found["beds"] = beds
    if household.access_needs and _access(household, unit) == REFUSE:
        found["access"] = REFUSE
    return found


def _space(seen: Sight, household: Household, unit: Unit) -> tuple[str, str]:
    """What the rules on people and on beds say, each judged over every way that unknown facts may turn out."""
    family = seen.family(household)
    if family is None:
        return UNTRIED, UNTRIED
    key = family, seen.shapes[unit.id]
    if key not in seen.slept:
        possible = seen.ways(household) or []
        fits = [counted(way, unit) <= unit.max_people for way in possible]
        sleeps = [can_sleep(way, unit) for way in possible]
        seen.slept[key] = _over(fits), _over(sleeps)
    return seen.slept[key]


def _over(outcomes: list[bool] | list[bool | None]) -> str:
    if None in outcomes:
        return UNTRIED
    return EITHER_WAY[True in outcomes, False in outcomes]
