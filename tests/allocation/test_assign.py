"""The optimum, against looking at every set of proposals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from allocation.assign import Effort, best_of
from allocation.couplings import breaches
from allocation.solving.branch import lives_in, search, whole
from allocation.solving.levels import first_worse, score
from allocation.solving.relaxation import relaxed
from allocation.solving.repair import polished, repaired
from tests.allocation.towns import Dice, crowded, full_search, town


@pytest.mark.parametrize("seed", range(80))
def test_the_relaxation_is_the_best_of_all_matchings_ties_included(seed: int) -> None:
    small = town(Dice(seed), sides=False)
    assert relaxed(small.levels, small.pairs).tolist() == full_search(small)[1].tolist()


@pytest.mark.parametrize("seed", range(120))
def test_with_side_rules_the_answer_is_the_one_that_full_search_finds(seed: int) -> None:
    small = town(Dice(seed))
    found = best_of(small, Effort(nodes=100_000))
    best, match = full_search(small)
    assert found.match.tolist() == match.tolist()
    assert found.score == best
    assert not found.gap


@pytest.mark.parametrize("seed", range(0, 120, 7))
def test_repair_keeps_every_side_rule(seed: int) -> None:
    small = town(Dice(seed), 12, 9)
    assert breaches(small.rules, lives_in(small, repaired(small, whole(small).standing))) == []


@pytest.mark.parametrize("seed", range(40))
def test_polishing_keeps_every_side_rule_and_makes_nothing_worse(seed: int) -> None:
    busy = crowded(Dice(seed), 14, 9)
    before = repaired(busy, whole(busy).standing)
    after = polished(busy, before)
    assert breaches(busy.rules, lives_in(busy, after)) == []
    levels, pairs = busy.levels, busy.pairs
    assert score(levels, pairs, after).before_ties <= score(levels, pairs, before).before_ties


def test_a_household_without_units_and_units_without_households() -> None:
    nobody = town(Dice(1))
    empty = replace(nobody, pairs=nobody.pairs.kept(np.zeros(len(nobody.pairs), dtype=np.bool_)))
    assert (best_of(empty, Effort()).match == -1).all()
    assert search(empty, 5).match is not None
    nothing = score(empty.levels, empty.pairs, relaxed(empty.levels, empty.pairs))
    assert first_worse(nothing, full_search(empty)[0]) == "ties"
