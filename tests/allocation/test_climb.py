"""Linear programmes level by level, against looking at every set of proposals and against another formulation."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.assign import Assignment, Effort, best_of
from allocation.couplings import Cap, Couplings, breaches
from allocation.solving.branch import Town, lives_in, whole
from allocation.solving.climb import climbed
from allocation.solving.goals import COST, GOALS, reached
from allocation.solving.pairs import Flags, pairs_of
from allocation.solving.pricing import Budget, nearest
from tests.allocation.plain_levels import best_levels
from tests.allocation.towns import Dice, crowded, full_search, town

SMALL = settings(max_examples=50, deadline=None)
NO_BRANCHING = Effort(nodes=0)
PROOF = [Effort(nodes=0, programmes=count, limit=limit) for count in (0, 1, 3, 7) for limit in (0.0, 1.0)]


def narrow_pool(small: Town, each: int) -> Flags:
    """The pairs of each household that the relaxation likes best, so many."""
    standing = whole(small).standing
    slack = standing.households.dual[small.pairs.household] + standing.units.dual[small.pairs.unit] - small.weights
    return nearest(small.pairs.start, slack.astype(np.int64), each)


def levels_of_match(found: Town, match: np.ndarray) -> list[int]:
    return [reached(found.levels, found.pairs, match, goal) for goal in range(COST + 1)]


@given(st.integers(0, 1_000_000), st.integers(0, 2))
@SMALL
def test_the_climb_ends_at_the_one_answer_that_full_search_finds(seed: int, each: int) -> None:
    small = town(Dice(seed))
    found = climbed(small, narrow_pool(small, each), Budget(programmes=10_000, limit=60.0))
    assert found.goal is None
    assert found.match is not None
    assert found.match.tolist() == full_search(small)[1].tolist()


@pytest.mark.parametrize("seed", range(8))
def test_a_crowded_town_reaches_what_another_formulation_reaches(seed: int) -> None:
    busy = crowded(Dice(seed), 24, 16)
    found = best_of(busy, NO_BRANCHING)
    assert not found.free
    assert not found.gap
    assert levels_of_match(busy, found.match) == best_levels(busy)
    assert breaches(busy.rules, lives_in(busy, found.match)) == []


@pytest.mark.parametrize("seed", range(12))
def test_branching_and_climbing_end_at_the_same_answer(seed: int) -> None:
    busy = crowded(Dice(seed), 14, 9)
    climbed_up, branched = best_of(busy, NO_BRANCHING), best_of(busy, Effort(nodes=100_000))
    assert climbed_up.match.tolist() == branched.match.tolist()


@pytest.mark.parametrize("seed", range(20))
def test_a_pool_that_lacks_the_best_pairs_finds_them(seed: int) -> None:
    busy = crowded(Dice(seed), 14, 9)
    found = climbed(busy, narrow_pool(busy, 0), Budget(programmes=10_000, limit=60.0))
    assert found.goal is None
    assert found.match is not None
    assert found.match.tolist() == best_of(busy, Effort(nodes=100_000)).match.tolist()


@given(st.integers(0, 1_000_000), st.sampled_from(PROOF))
@SMALL
def test_a_search_cut_short_says_how_far_it_may_be_from_the_best(seed: int, effort: Effort) -> None:
    small = town(Dice(seed))
    found = best_of(small, effort)
    best = full_search(small)[1]
    assert breaches(small.rules, lives_in(small, found.match)) == []
    if not found.gap:
        assert found.match.tolist() == best.tolist()
        return
    _true(found, levels_of_match(small, found.match), levels_of_match(small, best))


def _true(found: Assignment, got: list[int], best: list[int]) -> None:
    """Zeros are proved, the first other number reaches at least as far as the best, and nothing is said after it."""
    assert list(found.gap) == list(dict.fromkeys(goal.name for goal in GOALS))
    said = list(found.gap.values())
    first = next(place for place, short in enumerate(said) if short != 0)
    assert said[first + 1 :] == [None] * len(said[first + 1 :])
    assert got[:first] == best[:first]
    short = said[first]
    if short is not None:
        assert short > 0
        assert got[first] + short >= best[first]


def test_cut_short_there_is_often_a_gap_with_a_number() -> None:
    gaps = [best_of(crowded(Dice(seed), 14, 9), PROOF[0]).gap for seed in range(20)]
    assert sum(any(short for short in gap.values()) for gap in gaps) >= 5


@pytest.mark.parametrize("seed", range(8))
def test_listing_order_changes_nothing(seed: int) -> None:
    busy = crowded(Dice(seed), 24, 16)
    rows, columns = np.array(Dice(seed).sample(range(24), 24)), np.array(Dice(seed + 1).sample(range(16), 16))
    straight, turned = best_of(busy, NO_BRANCHING).match, best_of(shuffled(busy, rows, columns), NO_BRANCHING).match
    back = np.full(24, -1)
    placed = np.flatnonzero(turned >= 0)
    back[rows[placed]] = columns[turned[placed]]
    assert back.tolist() == straight.tolist()


def shuffled(found: Town, rows: np.ndarray, columns: np.ndarray) -> Town:
    """The same town with household k listed where `rows` has k, and unit k where `columns` has it."""
    n, m = found.pairs.households, found.pairs.units
    accepted, cost = np.zeros((n, m), dtype=np.bool_), np.zeros((n, m), dtype=np.int64)
    accepted[found.pairs.household, found.pairs.unit] = True
    cost[found.pairs.household, found.pairs.unit] = found.pairs.cost
    row, column = np.argsort(rows), np.argsort(columns)
    levels, rules = found.levels, found.rules
    held = np.where(levels.held >= 0, column[levels.held], -1)[rows]
    mapped = Couplings(
        {int(row[one]): frozenset(int(row[other]) for other in others) for one, others in rules.apart.items()},
        frozenset(int(row[one]) for one in rules.alone),
        tuple(replace(cap, members=frozenset(int(row[one]) for one in cap.members)) for cap in rules.caps),
    )
    moved = replace(
        levels, band=levels.band[rows], days=levels.days[rows], rank=levels.rank[rows], order=levels.order[rows],
        held=held, household_hash=levels.household_hash[rows], unit_hash=levels.unit_hash[columns],
    )  # fmt: skip
    return Town(
        moved, pairs_of(accepted[np.ix_(rows, columns)], cost[np.ix_(rows, columns)]), found.home[columns], mapped
    )


ANSWERS = """
from allocation.assign import Effort, best_of
from tests.allocation.towns import Dice, crowded
for seed in range(4):
    for effort in (Effort(nodes=0), Effort(nodes=0, programmes=9, limit=0.2)):
        print(best_of(crowded(Dice(seed), 20, 14), effort).match.tolist())
"""


def test_every_process_gives_the_same_answer() -> None:
    first, second = (
        subprocess.run([sys.executable, "-c", ANSWERS], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )
    assert first == second
    assert first.count("[") == 8


def test_somebody_alone_and_a_full_house_are_told_apart() -> None:
    """Two of three want a property of two units; the third would have it alone. Shares would put all three there."""
    chance = Dice(3)
    small = town(chance, 3, 2, sides=False)
    small = replace(small, home=np.zeros(small.pairs.units, dtype=np.intp))
    alone = replace(small, rules=Couplings({}, frozenset({0}), (Cap(0, "some", frozenset({1, 2}), 2),)))
    found = best_of(alone, NO_BRANCHING)
    assert found.match.tolist() == full_search(alone)[1].tolist()
