"""The pages of this slice, brought together for the application."""

from __future__ import annotations

from flask import Blueprint

from housing.places import property_routes, unit_routes
from housing.places.area import routes as area
from housing.places.available import routes as available
from housing.places.blueprint import blueprint
from housing.places.calendar import routes as calendar
from housing.places.forecast import routes as forecast
from housing.places.freshness import routes as freshness
from housing.places.map import routes as borough
from housing.places.opening import routes as opening
from housing.places.sheets import routes as sheets
from housing.places.voids import list_routes as void_lists
from housing.places.voids import routes as voids

BLUEPRINTS: tuple[Blueprint, ...] = (blueprint,)
__all__ = [
    "BLUEPRINTS",
    "area",
    "available",
    "borough",
    "calendar",
    "forecast",
    "freshness",
    "opening",
    "property_routes",
    "sheets",
    "unit_routes",
    "void_lists",
    "voids",
]
