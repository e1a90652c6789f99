"""The pages of this slice, brought together for the application."""

from __future__ import annotations

from flask import Blueprint

from housing.sanctuary.aftercare import budget_routes, letter_routes
from housing.sanctuary.aftercare import routes as aftercare
from housing.sanctuary.blueprint import blueprint
from housing.sanctuary.board import routes as board
from housing.sanctuary.contractors import routes as contractors
from housing.sanctuary.contractors import visit_routes, work_routes
from housing.sanctuary.cost import routes as cost
from housing.sanctuary.owner import routes as owner
from housing.sanctuary.page import routes as page
from housing.sanctuary.referral import naming_routes
from housing.sanctuary.referral import routes as referral
from housing.sanctuary.survey import routes as survey
from housing.sanctuary.works import checking_routes
from housing.sanctuary.works import routes as works

BLUEPRINTS: tuple[Blueprint, ...] = (
    blueprint,
    budget_routes.blueprint,
    works.blueprint,
    aftercare.blueprint,
    contractors.blueprint,
)
__all__ = [
    "BLUEPRINTS",
    "board",
    "checking_routes",
    "cost",
    "letter_routes",
    "naming_routes",
    "owner",
    "page",
    "referral",
    "survey",
    "visit_routes",
    "work_routes",
]
