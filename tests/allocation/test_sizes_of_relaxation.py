"""Made-up problems of the published sizes: the relaxation weighs what scipy finds, and is proved over every pair."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from allocation.assign import town_of
from allocation.make_problem import make_problem
from allocation.problem import read_problem
from allocation.screen import screen
from allocation.solving.branch import Town
from allocation.solving.levels import folded
from allocation.solving.relaxation import relaxed
from allocation.solving.standing import standing
from tests.allocation.towns import Dice

EXACT_IN_FLOATS = 1 << 53
SIZES = ((50, 33), (200, 300), (500, 300), pytest.param(1000, 1500, marks=pytest.mark.slow))


def made(households: int, units: int, seed: int = 1) -> Town:
    problem = read_problem(json.dumps(make_problem(Dice(seed), households, units)).encode())
    return town_of(problem, screen(problem).pairs)


@pytest.mark.parametrize(("households", "units"), SIZES)
def test_it_weighs_what_scipy_finds_in_one_scalar(households: int, units: int) -> None:
    town = made(households, units)
    pairs, weight = town.pairs, folded(town.levels, town.pairs)
    assert int(weight.max()) * town.levels.most < EXACT_IN_FLOATS
    dense = np.zeros((households, units))
    dense[pairs.household, pairs.unit] = weight
    rows, columns = linear_sum_assignment(dense, maximize=True)
    match = relaxed(town.levels, pairs)
    assert int(weight[pairs.chosen(match)].sum()) == int(dense[rows, columns].sum())


def test_edits_of_a_made_up_problem_are_each_proved() -> None:
    town = made(200, 300)
    chance = Dice(1)
    found = standing(town.pairs, town.weights.copy())
    for _ in range(60):
        pair = chance.randrange(len(town.pairs))
        household, unit = int(town.pairs.household[pair]), int(town.pairs.unit[pair])
        edits = (found.without_household(household), found.without_unit(unit), found.with_pair(household, unit))
        found = chance.choice((*edits, found.without_pair(household, unit), found.restored(found.changes.at)))
        found.certify()
