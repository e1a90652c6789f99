"""The facts that a match is made from, as known on the day of the decision.

Everything here is frozen and comes from a problem document (matching.md). `None` in a field that
may be unknown means *not known*, never *no*. Distances are in metres on the British National Grid;
coordinates, radii and limits are `Fraction`, so that "on the edge is inside" is exact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from allocation.home import Bedroom, Property, Resident, Unit
from allocation.household import DangerZone, Household, Member, Place
from allocation.words import (
    ACCESS_NEEDS,
    KINDS,
    OLDEST,
    RECOURSE,
    ROLES,
    SCARCE_FEATURES,
    SEXES,
    SLEEPING_RULES,
    SUPPORT_LEVELS,
    whole_years,
)

__all__ = [
    "ACCESS_NEEDS",
    "KINDS",
    "OLDEST",
    "RECOURSE",
    "ROLES",
    "SCARCE_FEATURES",
    "SEXES",
    "SLEEPING_RULES",
    "SUPPORT_LEVELS",
    "Bedroom",
    "DangerZone",
    "Household",
    "Member",
    "Place",
    "Problem",
    "Property",
    "Resident",
    "Unit",
    "Waiver",
    "whole_years",
]


@dataclass(frozen=True, slots=True)
class Waiver:
    """One service rule set aside for one household at one property, by a named person."""

    household: str
    property: str
    rule: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole problem, sorted by id so that nothing depends on listing order."""

    as_of: date
    households: tuple[Household, ...]
    properties: tuple[Property, ...]
    units: tuple[Unit, ...]
    keep_apart: frozenset[frozenset[str]] = frozenset()
    waivers: tuple[Waiver, ...] = ()
    needed_within_days: int = 3
    sha256: str = field(default="", compare=False)
