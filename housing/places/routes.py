"""The pages of this slice, brought together for the application."""

from __future__ import annotations

from flask import Blueprint

from housing.places import property_routes, unit_routes
from housing.places.blueprint import blueprint
from housing.places.calendar import routes as calendar
from housing.places.freshness import routes as freshness
from housing.places.opening import routes as opening
from housing.places.voids import list_routes as void_lists
from housing.places.voids import routes as voids

BLUEPRINTS: tuple[Blueprint, ...] = (blueprint,)
__all__ = ["BLUEPRINTS", "calendar", "freshness", "opening", "property_routes", "unit_routes", "void_lists", "voids"]
