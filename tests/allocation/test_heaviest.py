"""The compiled matching, against plain Python and scipy, and its certificate against every single corruption."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.solving.heaviest import Heaviest, NotProved, certify, heaviest
from allocation.solving.levels import HEAVIEST
from allocation.solving.pairs import Pairs
from allocation.solving.sides import Side
from tests.allocation.plain_matching import chance_pairs, chance_weights, plain_total, scipy_total
from tests.allocation.towns import Dice

TWO_BY_TWO = Pairs(np.array([0, 2, 3]), np.array([0, 1, 1], np.int32), np.zeros(3, np.int32), 2)


def total(pairs: Pairs, weight: np.ndarray, found: Heaviest) -> int:
    return sum(weight[pairs.chosen(found.match)].tolist())


@given(st.integers(0, 1 << 32))
def test_it_weighs_what_plain_python_and_scipy_find(seed: int) -> None:
    chance = Dice(seed)
    pairs = chance_pairs(chance, 6)
    weight = chance_weights(chance, pairs)
    found = heaviest(pairs, weight)
    assert total(pairs, weight, found) == plain_total(pairs, weight) == scipy_total(pairs, weight)


@given(st.integers(0, 1 << 32))
def test_whatever_prices_it_starts_from_it_weighs_the_same(seed: int) -> None:
    chance = Dice(seed)
    pairs = chance_pairs(chance, 20)
    weight = chance_weights(chance, pairs)
    most = int(weight.max(initial=0))
    price = np.array([chance.randint(0, most) for _ in range(pairs.units)], dtype=np.int64)
    found = heaviest(pairs, weight, price)
    assert total(pairs, weight, found) == scipy_total(pairs, weight)


@given(st.integers(0, 1 << 32))
def test_the_prices_and_profits_add_up_to_the_matching(seed: int) -> None:
    chance = Dice(seed)
    pairs = chance_pairs(chance, 25)
    weight = chance_weights(chance, pairs)
    found = heaviest(pairs, weight)
    worth = sum(found.households.dual.tolist()) + sum(found.units.dual.tolist())
    assert worth == total(pairs, weight, found) == scipy_total(pairs, weight)


def test_the_greatest_weights_are_exact() -> None:
    weight = np.array([HEAVIEST, HEAVIEST - 1, HEAVIEST - 2])
    found = heaviest(TWO_BY_TWO, weight)
    assert found.match.tolist() == [0, 1]
    assert total(TWO_BY_TWO, weight, found) == 2 * HEAVIEST - 2 == plain_total(TWO_BY_TWO, weight)


def corrupted(found: Heaviest) -> list[Heaviest]:
    """The same with one number changed, each in turn."""
    result = []
    for side in range(2):
        for field in range(2):
            for position in range(2):
                for by in (-1, 1):
                    sides = [found.households.copy(), found.units.copy()]
                    sides[side][field][position] += by
                    result.append(Heaviest(Side(*sides[0]), Side(*sides[1])))
    return result


@pytest.mark.parametrize("weight", [(5, 3, 4), (1, 5, 4), (0, 5, 4), (7, 7, 7)])
def test_the_certificate_notices_every_number_that_is_not_right(weight: tuple[int, int, int]) -> None:
    weights = np.array(weight)
    found = heaviest(TWO_BY_TWO, weights)
    for other in corrupted(found):
        with pytest.raises(NotProved):
            certify(TWO_BY_TWO, weights, other)


def test_a_matching_that_is_not_heaviest_has_no_proof() -> None:
    lighter = Heaviest(Side(np.array([0, 1]), np.array([3, 4])), Side(np.array([0, 1]), np.array([0, 0])))
    certify(TWO_BY_TWO, np.array([3, 3, 4]), lighter)
    for heavier in (4, 9):
        with pytest.raises(NotProved):
            certify(TWO_BY_TWO, np.array([3, heavier, 4]), lighter)
