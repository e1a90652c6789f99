"""The pages of this slice, brought together for the application."""

from __future__ import annotations

from flask import Blueprint

from housing.places import property_routes, unit_routes
from housing.places.area import routes as area
from housing.places.available import routes as available
from housing.places.blueprint import blueprint
from housing.places.calendar import routes as calendar
from housing.places.compliance import routes as compliance
from housing.places.contracts import routes as contracts
from housing.places.forecast import routes as forecast
from housing.places.freshness import routes as freshness
from housing.places.map import routes as borough
from housing.places.opening import routes as opening
from housing.places.photographs import routes as photographs
from housing.places.sheets import routes as sheets
from housing.places.stock import property_routes as stock
from housing.places.stock import unit_routes as stock_units
from housing.places.voids import list_routes as void_lists
from housing.places.voids import routes as voids

BLUEPRINTS: tuple[Blueprint, ...] = (blueprint,)
__all__ = [
    "BLUEPRINTS",
    "area",
    "available",
    "borough",
    "calendar",
    "compliance",
    "contracts",
    "forecast",
    "freshness",
    "opening",
    "photographs",
    "property_routes",
    "sheets",
    "stock",
    "stock_units",
    "unit_routes",
    "void_lists",
    "voids",
]
