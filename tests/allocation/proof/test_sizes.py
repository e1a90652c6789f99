"""At every size the engine's objective is that of an independent formulation."""

from __future__ import annotations

from typing import Any

import pytest

from allocation.answer import objective
from allocation.match import match
from allocation.screen import screen
from allocation.solved import solved
from housing.commands.benching.problems import made, without_side_rules
from housing.commands.benching.sizes import Size
from tests.allocation.problems import Document, read
from tests.allocation.proof.formulations import Town, by_one_scalar, level_by_level
from tests.allocation.proof.plain_search import proposals_of, vector_of

pytestmark = pytest.mark.slow

FREE = [(50, 33, seed) for seed in range(6)] + [(200, 300, 1), (500, 300, 2), (1_000, 1_500, 1), (5_000, 1_000, 1)]
TIED = [(50, 33, seed) for seed in range(6)] + [(100, 60, 1)]
TIGHT = [(12, 9, seed) for seed in range(12)] + [(20, 14, 0), (20, 14, 1), (30, 20, 0), (50, 33, 0), (50, 33, 1)]
LARGE = (200, 150, 1)
PATIENCE = 30.0  # deterministic seconds of CP-SAT for each level


def town_of(households: int, units: int, seed: int) -> Document:
    return made(Size(households, units), seed)


def crowded(document: Document) -> Document:
    """The same town with everybody in a few large homes that are soon full of one sort: side rules bind."""
    kept = document["properties"][: max(2, len(document["properties"]) // 3)]
    units = [unit for home in document["properties"] for unit in home["units"]]
    homes = []
    for place, home in enumerate(kept):
        caps = {"support:high+": 1 + place % 3, "support:medium+": 3, "funding:no_recourse": 1}
        homes.append(home | {"caps": caps, "units": units[place :: len(kept)], "boys_up_to": "any"})
    names = [each["id"] for each in document["households"]]
    apart = [list(pair) for pair in zip(names[::3], names[1::3], strict=False)]
    there = {home["id"] for home in homes}
    waivers = [each for each in document["waivers"] if each["property"] in there]
    return document | {"properties": homes, "keep_apart": apart, "waivers": waivers}


@pytest.mark.parametrize(("households", "units", "seed"), FREE)
def test_without_side_rules_it_is_the_heaviest_matching_of_one_scalar(households: int, units: int, seed: int) -> None:
    document = without_side_rules(town_of(households, units, seed))
    problem = read(document)
    found = solved(problem, screen(problem)).assignment
    assert not found.gap
    assert vector_of({"objective": objective(found)}) == by_one_scalar(Town(document, problem))


@pytest.mark.parametrize(
    ("households", "units", "seed", "change"),
    [*((*size, dict) for size in TIED), *((*size, crowded) for size in (*TIGHT, LARGE))],
)
def test_with_side_rules_it_is_cp_sat_s_level_by_level(households: int, units: int, seed: int, change: Any) -> None:
    document = change(town_of(households, units, seed))
    problem = read(document)
    found = solved(problem, screen(problem)).assignment
    assert not found.gap
    assert vector_of({"objective": objective(found)}) == level_by_level(Town(document, problem), PATIENCE)


def test_crowded_towns_are_decided_by_their_side_rules() -> None:
    """So that the test above tests something."""
    towns = [crowded(town_of(*size)) for size in TIGHT[:16]]
    bound = [proposals_of(match(read(town))) != proposals_of(match(read(without_side_rules(town)))) for town in towns]
    assert sum(bound) > 4, bound
