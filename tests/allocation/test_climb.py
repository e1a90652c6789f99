"""Linear programmes level by level, against looking at every set of proposals."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.solving.branch import Town, whole
from allocation.solving.climb import climbed
from allocation.solving.pairs import Flags
from allocation.solving.pricing import Budget, nearest
from tests.allocation.towns import Dice, full_search, town

SMALL = settings(max_examples=60, deadline=None)


def narrow_pool(small: Town, each: int) -> Flags:
    """The pairs of each household that the relaxation likes best, so many."""
    standing = whole(small).standing
    slack = standing.households.dual[small.pairs.household] + standing.units.dual[small.pairs.unit] - small.weights
    return nearest(small.pairs.start, slack.astype(np.int64), each)


@given(st.integers(0, 1_000_000), st.integers(0, 2))
@SMALL
def test_the_climb_ends_at_the_one_answer_that_full_search_finds(seed: int, each: int) -> None:
    small = town(Dice(seed))
    found = climbed(small, narrow_pool(small, each), Budget(programmes=10_000, limit=60.0))
    assert found.goal is None
    assert found.match is not None
    assert found.match.tolist() == full_search(small)[1].tolist()
