"""What a pair costs, as slowly and literally as matching.md says it, over plain documents without a null."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from tests.allocation.plain_rules import Document, Pair, groupings
from tests.allocation.problems import AS_OF

SCARCE = ["wheelchair", "level_access_shower", "hearing_alerts", "visual_alerts", "adapted_kitchen"]


def plain_metres(one: Document, two: Document) -> int:
    """The distance by a square root of a hundred digits."""
    with localcontext() as exact:
        exact.prec = 100
        east = Decimal(str(one["easting"])) - Decimal(str(two["easting"]))
        north = Decimal(str(one["northing"])) - Decimal(str(two["northing"]))
        return int((east * east + north * north).sqrt().to_integral_value(ROUND_HALF_UP))


def plain_cost(home: Document, at: Document, flat: Document) -> int:
    """The cost as matching.md words it, of documents without a null."""
    total: int = sum(place.get("importance", 1) * plain_metres(place, at) // 100 for place in home["places"])
    if at["sleeping"] == "size_criteria":
        pair = Pair(home, at, flat, date.fromisoformat(AS_OF), 3, frozenset())
        grown = [each for each in pair.people() if each["age"] >= 1]
        fewest = min(len(groups) for groups in groupings(grown, [set(each) for each in home["couples"]]))
        total += 20 * max(0, len(flat["bedrooms"]) - fewest)
    total += 40 * sum(each in SCARCE and each not in home["access_needs"] for each in flat.get("features", []))
    preferred = home["preferred_services"]
    total += 60 if preferred and not any(each in at.get("services", []) for each in preferred) else 0
    accepts = home["accepts"]
    return total + 15 * (accepts.index(at["kind"]) if at["kind"] in accepts else len(accepts))
