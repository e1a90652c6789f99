"""The one best match while no side rule binds: the same however it is listed, started or run; and its edges."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.solving.branch import Town
from allocation.solving.heaviest import heaviest
from allocation.solving.levels import HEAVIEST, Levels, folded, score
from allocation.solving.pairs import Pairs, TooLarge, narrow, pairs_of
from allocation.solving.relaxation import relaxed, settled
from tests.allocation.plain_matching import plain_total
from tests.allocation.towns import Dice, full_search, town

ROOT = Path(__file__).parents[2]
ELSEWHERE = """
from tests.allocation.towns import Dice, town
from allocation.solving.relaxation import relaxed
for seed in range(40):
    found = town(Dice(seed), 30, 25, sides=False)
    print(relaxed(found.levels, found.pairs).tolist())
"""


def shuffled(found: Town, chance: Dice) -> tuple[Town, list[int], list[int]]:
    """The same town with its households and units listed in another order, and those orders."""
    rows = chance.sample(range(found.pairs.households), found.pairs.households)
    columns = chance.sample(range(found.pairs.units), found.pairs.units)
    accepted = np.zeros((len(rows), len(columns)), dtype=np.bool_)
    cost = np.zeros(accepted.shape, dtype=np.int64)
    accepted[found.pairs.household, found.pairs.unit] = True
    cost[found.pairs.household, found.pairs.unit] = found.pairs.cost
    old, held = found.levels, found.levels.held[rows]
    levels = Levels(
        old.band[rows], old.days[rows], old.rank[rows], old.order[rows],
        np.array([-1 if unit < 0 else columns.index(unit) for unit in held.tolist()], dtype=np.int64),
        old.dearest, old.household_hash[rows], old.unit_hash[columns], old.bits,
    )  # fmt: skip
    pairs = pairs_of(accepted[rows][:, columns], cost[rows][:, columns])
    return replace(found, levels=levels, pairs=pairs, home=found.home[columns]), rows, columns


@given(st.integers(0, 1 << 32))
def test_the_listing_order_of_households_and_units_changes_nothing(seed: int) -> None:
    chance = Dice(seed)
    found = town(chance, 30, 25, sides=False)
    other, rows, columns = shuffled(found, chance)
    match = relaxed(other.levels, other.pairs).tolist()
    back = {rows[row]: columns[unit] if unit >= 0 else -1 for row, unit in enumerate(match)}
    assert [back[row] for row in range(len(rows))] == relaxed(found.levels, found.pairs).tolist()


@given(st.integers(0, 1 << 32))
def test_whichever_heaviest_matching_comes_first_the_ties_leave_the_same_one(seed: int) -> None:
    chance = Dice(seed)
    found = town(chance, 30, 25, sides=False)
    weight = folded(found.levels, found.pairs)
    price = np.array([chance.randint(0, int(weight.max(initial=0))) for _ in range(found.pairs.units)], dtype=np.int64)
    other = heaviest(found.pairs, weight, price)
    match = settled(found.levels, found.pairs, weight, other)
    assert match.tolist() == relaxed(found.levels, found.pairs).tolist()


def test_another_process_with_other_hashing_and_other_cores_finds_the_same() -> None:
    answers = set()
    for seed, threads in (("1", "1"), ("2", "4")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "NUMBA_NUM_THREADS": threads, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", ELSEWHERE]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
        answers.add(done.stdout)
    assert len(answers) == 1
    assert next(iter(answers)).count("\n") == 40


@pytest.mark.parametrize("seed", range(40))
def test_whoever_comes_first_is_placed_whatever_her_rank(seed: int) -> None:
    small = town(Dice(seed), sides=False)
    for household in np.flatnonzero(np.diff(small.pairs.start)).tolist():
        match = relaxed(small.levels, small.pairs, frozenset((household,)))
        assert match[household] >= 0


def at_the_edge(dearest: int) -> tuple[Levels, Pairs]:
    """Two households and two units, every cost between nothing and the dearest, nobody's place held."""
    cost = np.array([[dearest, 0], [dearest - 1, 1]])
    two = np.array([1, 2])
    levels = Levels(
        two, two, two, two, np.array([-1, -1]), dearest, two.astype(np.uint64), two.astype(np.uint64), 40
    )  # fmt: skip
    return levels, Pairs(np.array([0, 2, 4]), np.array([0, 1, 0, 1], np.int32), cost.ravel(), 2)


def test_up_to_the_edge_sums_are_exact_and_past_it_they_are_refused() -> None:
    dearest = (HEAVIEST // 4 - 1) // 2  # (greatest rank + 2) steps of (2 units x dearest + 1)
    levels, pairs = at_the_edge(dearest)
    levels.check()
    weight = folded(levels, pairs)
    lifted = int(weight[pairs.of(0)].max()) + levels.bonus(0)
    assert HEAVIEST // 4 * 3 <= lifted <= HEAVIEST
    found = heaviest(pairs, weight)
    assert sum(weight[pairs.chosen(found.match)].tolist()) == plain_total(pairs, weight)
    with pytest.raises(TooLarge, match=f"{dearest + 1} points .* over 2 units"):
        at_the_edge(dearest + 1)[0].check()


def test_more_proposals_than_hashes_can_be_added_up_for_are_refused() -> None:
    many = np.zeros((1 << 17) + 1, dtype=np.int64)
    levels = Levels(many, many, many, many, many - 1, 0, many.astype(np.uint64), many.astype(np.uint64), 40)
    with pytest.raises(TooLarge, match="131073 units"):
        levels.check()


def test_a_cost_of_more_than_31_bits_is_refused() -> None:
    assert narrow(np.array([0, (1 << 31) - 1])).tolist() == [0, (1 << 31) - 1]
    with pytest.raises(TooLarge, match="2147483648 points"):
        narrow(np.array([0, 1 << 31]))


def test_a_match_with_a_pair_that_is_not_accepted_has_no_score() -> None:
    small = town(Dice(3), sides=False)
    nothing = replace(small, pairs=small.pairs.kept(np.zeros(len(small.pairs), dtype=np.bool_)))
    best = full_search(small)[1]
    assert (best >= 0).any()
    with pytest.raises(KeyError, match="not accepted"):
        score(nothing.levels, nothing.pairs, best)
