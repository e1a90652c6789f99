"""The optimum, against looking at every set of proposals."""

from __future__ import annotations

import numpy as np
import pytest

from allocation.assign import Effort, best_of, dive
from allocation.couplings import breaches
from allocation.solving.branch import Town, lives_in, search
from allocation.solving.heaviest import exactly, heaviest, prices
from allocation.solving.levels import first_worse, score
from allocation.solving.relaxation import relaxed
from tests.allocation.towns import Dice, full_search, town

WEIGHTS = [np.random.default_rng(seed).integers(-3, 6, (4, 5)).clip(0) for seed in range(60)]


@pytest.mark.parametrize("seed", range(80))
def test_the_relaxation_is_the_best_of_all_matchings_ties_included(seed: int) -> None:
    small = town(Dice(seed), sides=False)
    assert relaxed(small.levels, small.allowed).tolist() == full_search(small)[1].tolist()


@pytest.mark.parametrize("seed", range(120))
def test_with_side_rules_the_answer_is_the_one_that_full_search_finds(seed: int) -> None:
    small = town(Dice(seed))
    found = best_of(small, Effort(nodes=100_000))
    best, match = full_search(small)
    assert found.match.tolist() == match.tolist()
    assert found.score == best
    assert not found.gap


@pytest.mark.parametrize("seed", range(0, 120, 5))
def test_cp_sat_finds_the_same_answer(seed: int) -> None:
    small = town(Dice(seed))
    found = best_of(small, Effort(nodes=0))
    assert found.match.tolist() == full_search(small)[1].tolist()
    assert not found.gap


@pytest.mark.parametrize("seed", range(0, 120, 7))
def test_a_dive_keeps_every_side_rule(seed: int) -> None:
    small = town(Dice(seed), 12, 9)
    assert breaches(small.rules, lives_in(small, dive(small))) == []


@pytest.mark.parametrize("weights", WEIGHTS)
def test_the_exact_search_and_the_fast_one_agree(weights: np.ndarray) -> None:
    slow, fast = exactly(weights), heaviest(weights)
    values = [sum(int(weights[i, j]) for i, j in enumerate(found.match) if j >= 0) for found in (slow, fast)]
    assert values[0] == values[1] == int(fast.profit.sum() + fast.price.sum())


def test_a_matching_that_is_not_heaviest_has_no_proof() -> None:
    weights = np.array([[3, 5], [0, 4]])
    assert prices(weights, np.array([0, 1])) is not None
    assert prices(weights, np.array([1, -1])) is None
    assert prices(np.array([[3, 5]]), np.array([0])) is None


def test_a_household_without_units_and_units_without_households() -> None:
    nobody = town(Dice(1))
    empty = Town(nobody.levels, np.zeros_like(nobody.allowed), nobody.home, nobody.rules)
    assert (best_of(empty, Effort()).match == -1).all()
    assert search(empty, 5).match is not None
    assert first_worse(score(empty.levels, relaxed(empty.levels, empty.allowed)), full_search(empty)[0]) == "ties"
