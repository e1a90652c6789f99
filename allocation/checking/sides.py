"""The rules over several proposals at once, for the checker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from allocation.checking.pairs import LEVEL, Sight
from allocation.facts import Household, Property

FUNDS = ("housing_benefit", "universal_credit")


def side_breaches(seen: Sight, living: Mapping[str, Iterable[Household]]) -> list[str]:
    """A sentence for each side rule that proposals break; `living` has the proposed households of each property."""
    found = []
    for home in seen.problem.properties:
        if home.id not in living:
            continue
        households = list(living[home.id])
        for one, other in combinations(households, 2):
            both = f"{one.id} and {other.id} are both proposed for {home.id}"
            found += [f"{both}: {why}" for why in _why(seen, one, other)]
        found += _over_caps(home, households)
    return found


def _why(seen: Sight, one: Household, other: Household) -> list[str]:
    reasons = []
    if other.id in seen.kept.get(one.id, ()):
        reasons.append("they must be kept apart")
    for each, stranger in ((one, other), (other, one)):
        if each.threats is None:
            reasons.append(f"the threats of {each.id} are not known")
        elif any(member.id in each.threats for member in stranger.members):
            reasons.append(f"a member of {stranger.id} is a threat to {each.id}")
    return reasons


def _over_caps(home: Property, households: list[Household]) -> list[str]:
    found = []
    for key, most in home.caps:
        lives = _living(home, key)
        new = [h.id for h in households if _counts(key, h.support_need, _no_recourse(h))]
        if new and lives + len(new) > most:
            found.append(f"{home.id} takes {most} for {key}, has {lives}, and {', '.join(new)} would be too many")
    return found


def _counts(key: str, need: str | None, no_recourse: bool) -> bool:
    if key == "funding:no_recourse":
        return no_recourse
    return LEVEL[need or "very_high"] >= LEVEL[key.split(":")[1].rstrip("+")]


def full_of_residents(home: Property, household: Household) -> bool:
    """Whether residents alone leave no room for a household of this sort."""
    return any(
        _counts(key, household.support_need, _no_recourse(household)) and _living(home, key) >= most
        for key, most in home.caps
    )


def in_the_way(seen: Sight, home: Property, there: list[Household], household: Household) -> set[str]:
    """Which households proposed for a property keep another out of it."""
    blamed = {other.id for other in there if _why(seen, household, other)}
    for key, most in home.caps:
        if _counts(key, household.support_need, _no_recourse(household)):
            counted = [h.id for h in there if _counts(key, h.support_need, _no_recourse(h))]
            if _living(home, key) + len(counted) >= most:
                blamed |= set(counted)
    return blamed


def _no_recourse(household: Household) -> bool:
    return not any(route in household.funding for route in FUNDS)


def _living(home: Property, key: str) -> int:
    return sum(_counts(key, resident.support_need, resident.no_recourse) for resident in home.residents)
