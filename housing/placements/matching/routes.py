"""Matching's pages, room by room; importing them puts them on the blueprint."""

from __future__ import annotations

from housing.placements.matching.blueprint import blueprint
from housing.placements.matching.decisions import routes as decisions
from housing.placements.matching.edits import routes as edits
from housing.placements.matching.helped import routes as helped
from housing.placements.matching.mapping import routes as mapping
from housing.placements.matching.options import routes as options
from housing.placements.matching.replays import routes as replays
from housing.placements.matching.runs import routes as runs

ROOMS = (runs, replays, decisions, options, mapping, helped, edits)

__all__ = ["ROOMS", "blueprint"]
