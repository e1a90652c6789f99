"""Small made-up problem documents in which everybody agrees to everything and side rules bind."""

from __future__ import annotations

from typing import Any

from allocation.facts import Problem
from allocation.make_problem import make_problem
from tests.allocation.problems import household, problem, read
from tests.allocation.towns import Dice


def crowded_document(seed: int, households: int, units: int) -> dict[str, Any]:
    """Few properties, little that refuses, a cap of one everywhere and two pairs kept apart."""
    document = make_problem(Dice(seed), households, units)
    document["keep_apart"] = [["H1", "H2"], ["H3", "H4"]]
    for home in document["properties"]:
        home |= {"caps": {"support:high+": 1, "funding:no_recourse": 1}, "residents": home.get("residents", [])[:2]}
        home |= {"max_support": "very_high", "sexes": ["female", "male", "other"], "boys_up_to": "any"}
    for each in document["households"]:
        each |= {"accepts": ["dispersed", "refuge", "specialist"], "danger_zones": [], "pets": [], "access_needs": []}
    return document


def two_and_one(**changes: Any) -> Problem:
    """Two women, one home."""
    return read(problem(households=[household("H1"), household("H2", band=1)], **changes))
