"""What a pair costs, for the checker, term by term."""

from __future__ import annotations

from collections import Counter

from allocation.checking.pairs import Sight
from allocation.facts import Household, Unit

SCARCE = ("wheelchair", "level_access_shower", "hearing_alerts", "visual_alerts", "adapted_kitchen")


def points(seen: Sight, household: Household, unit: Unit) -> list[tuple[str, int]] | None:
    """Every term above nothing as (name, points); None if its bedrooms are too much to try."""
    home = unit.property
    found: list[tuple[str, int]] = []
    for place, (point, _) in zip(household.places, seen.places[household.id], strict=True):
        away = seen.grid.metres(point, seen.spots[home.id])
        found.append(("place", place.importance * away // 100))
    if home.sleeping == "size_criteria":
        needed = seen.bedrooms_needed(household)
        if needed is None:
            return None
        found.append(("bedrooms", 20 * max(0, len(unit.bedrooms) - needed)))
    found += [("scarce_feature", 40) for f in SCARCE if f in unit.features and f not in household.access_needs]
    if household.preferred_services and not any(each in home.services for each in household.preferred_services):
        found.append(("by_and_for", 60))
    position = household.accepts.index(home.kind) if home.kind in household.accepts else len(household.accepts)
    found.append(("kind", 15 * position))
    return [term for term in found if term[1]]


def total(terms: Counter[tuple[str, int]]) -> int:
    """The points of all terms together."""
    return sum(each * times for (_, each), times in terms.items())
