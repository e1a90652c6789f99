"""The soft terms: what one pair costs, in whole points, each with a sentence. Less is better."""

from __future__ import annotations

from dataclasses import dataclass

from allocation.distance import kilometres, whole_metres
from allocation.facts import Household, Place, Unit

BEDROOM, SCARCE, BY_AND_FOR, KIND = 20, 40, 60, 15  # points of matching.md, "Objective"


@dataclass(frozen=True, slots=True)
class Term:
    """Part of a cost: its name, its points and the sentence that a person reads."""

    term: str
    points: int
    text: str


def terms(household: Household, unit: Unit) -> tuple[Term, ...]:
    """Every term of the cost of this pair that is not nothing; their points add up to `cost`."""
    found = [_place(place, unit) for place in household.places]
    found += [_bedrooms(household, unit), _by_and_for(household, unit), _kind(household, unit)]
    found += [
        Term("scarce_feature", SCARCE, f"has {feature.replace('_', ' ')}, which somebody else may need")
        for feature in sorted(unit.scarce - household.access_needs)
    ]
    return tuple(term for term in found if term.points)


def cost(household: Household, unit: Unit) -> int:
    """What this pair costs, in whole points."""
    return sum(term.points for term in terms(household, unit))


def place_points(metres: int, importance: int) -> int:
    """Points for living so many whole metres from a place."""
    return importance * metres // 100


def spare_bedroom_points(fewest: int, unit_bedrooms: int, sleeping: str) -> int:
    """Points for bedrooms above the fewest that a household needs; the room standard has none."""
    return BEDROOM * max(0, unit_bedrooms - fewest) if sleeping == "size_criteria" else 0


def kind_points(accepts: tuple[str, ...], kind: str) -> int:
    """Points for a kind of accommodation lower in her order; one that she has not agreed to comes last."""
    return KIND * (accepts.index(kind) if kind in accepts else len(accepts))


def by_and_for_points(preferred: frozenset[str], services: frozenset[str]) -> int:
    """Points where she prefers by-and-for services and this is none of them."""
    return BY_AND_FOR if preferred and not preferred & services else 0


def scarce_points(scarce: frozenset[str], needs: frozenset[str]) -> int:
    """Points for scarce features that the household does not need."""
    return SCARCE * len(scarce - needs)


def _place(place: Place, unit: Unit) -> Term:
    metres = whole_metres(place.easting, place.northing, unit.point)
    what = place.kind.replace("_", " ") or "a place that matters"
    return Term("place", place_points(metres, place.importance), f"{kilometres(metres)} from {what}")


def _bedrooms(household: Household, unit: Unit) -> Term:
    points = spare_bedroom_points(household.fewest_bedrooms, len(unit.bedrooms), unit.sleeping)
    spare = points // BEDROOM
    return Term("bedrooms", points, f"{spare} bedroom{'s' * (spare != 1)} more than the household needs")


def _by_and_for(household: Household, unit: Unit) -> Term:
    return Term(
        "by_and_for",
        by_and_for_points(household.preferred_services, unit.services),
        "not one of the services by and for her community that she prefers",
    )


def _kind(household: Household, unit: Unit) -> Term:
    points = kind_points(household.accepts, unit.kind)
    if unit.kind not in household.accepts:
        return Term("kind", points, f"{unit.kind} accommodation is not one she has agreed to")
    return Term("kind", points, f"{unit.kind} accommodation is number {points // KIND + 1} in her order of preference")
