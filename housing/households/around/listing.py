"""Places to be near, as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from housing.households.models import Household
from housing.households.words import IMPORTANCES


def near(household: Household, kinds: Mapping[str, str], wards: Mapping[tuple[int, int], str]) -> list[dict[str, Any]]:
    """One line a place: what it is, where, how much it matters and how far is too far."""
    items = []
    for place in household.near:
        where = place.postcode or wards.get((place.easting, place.northing), "a place on the map")
        limit = f", at most {place.limit_km} km away" if place.limit_km else ""
        items.append(
            {
                "text": f"{kinds.get(place.kind, place.kind)}, {where}",
                "hint": f"{IMPORTANCES[place.importance]}{limit}",
                "remove": url_for("households.around.remove_near", household_id=household.id, near_id=place.id),
            }
        )
    return items
