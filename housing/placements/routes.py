"""The pages of this slice, brought together for the application."""

from __future__ import annotations

from flask import Blueprint

from housing.placements.closing.routes import blueprint as closing
from housing.placements.lengths.routes import blueprint as lengths
from housing.placements.matching.routes import blueprint as matching
from housing.placements.moving.home_routes import blueprint as new_home
from housing.placements.moving.routes import blueprint as moving
from housing.placements.neighbours.routes import blueprint as neighbours
from housing.placements.offers.routes import blueprint as offers
from housing.placements.reasons.routes import blueprint as reasons
from housing.placements.returning.routes import blueprint as returning
from housing.placements.rule_book.routes import blueprint as rules
from housing.placements.sandbox.routes import blueprint as sandbox
from housing.placements.staying.routes import blueprint as staying
from housing.placements.stays.routes import blueprint as stays
from housing.placements.suitability.routes import blueprint as suitability
from housing.placements.transfers.routes import blueprint as transfers

BLUEPRINTS: tuple[Blueprint, ...] = (
    matching, offers, stays, rules, sandbox, neighbours, closing, staying, reasons, suitability,
    transfers, moving, new_home, lengths, returning,
)  # fmt: skip
