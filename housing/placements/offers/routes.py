"""The pages of offers, for the provider and for the council."""

from __future__ import annotations

from housing.placements.offers import council_routes, place_routes, provider_routes, stepping_routes
from housing.placements.offers.blueprint import blueprint

__all__ = ["blueprint", "council_routes", "place_routes", "provider_routes", "stepping_routes"]
