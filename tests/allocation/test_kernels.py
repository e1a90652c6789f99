"""Each compiled loop does what its own Python does, and calls no kernel of another module."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import allocation
from allocation.solving import heaviest, levels, pairs, paths
from allocation.solving.pairs import Pairs
from allocation.solving.sides import FAR, Room, Side, Sight, room
from tests.allocation.plain_kernels import kernels, plain
from tests.allocation.plain_matching import chance_pairs, chance_weights
from tests.allocation.towns import Dice

MODULES = [importlib.import_module(each.name) for each in pkgutil.walk_packages(allocation.__path__, "allocation.")]
WITH_KERNELS = [module for module in MODULES if any(kernels(module))]
Sides = tuple[Side, Side]


def nobody(some: Pairs) -> Sides:
    """Nobody placed, nothing priced."""
    n, m = some.households, some.units
    return Side(np.full(n, -1), np.zeros(n, dtype=np.int64)), Side(np.full(m, -1), np.zeros(m, dtype=np.int64))


def sights(some: Pairs, weight: np.ndarray) -> tuple[Sight, Sight]:
    by_unit = some.by_unit
    return (
        Sight(some.start, some.unit, weight.copy()),
        Sight(by_unit.start, by_unit.other, weight[by_unit.pair]),
    )


def told(*sides: Side) -> list[list[int]]:
    return [field.tolist() for side in sides for field in side]


def left_clean(space: Room) -> bool:
    return bool((space.distance == FAR).all() and (space.place == -1).all())


@given(st.integers(0, 1 << 32))
def test_letting_households_in_and_changing_pairs_goes_step_for_step_alike(seed: int) -> None:
    chance = Dice(seed)
    some = chance_pairs(chance, 9)
    weight, later = chance_weights(chance, some), chance_weights(chance, some)
    queue = np.array(chance.sample(range(some.households), some.households), dtype=np.int64)
    ends = np.repeat(np.arange(some.households), np.diff(some.start)), some.unit.astype(np.int64)
    there = np.argsort(some.by_unit.pair, kind="stable")
    results = []
    for kernel in (paths, plain(paths)):
        (rows, columns), (near, far) = sights(some, weight), nobody(some)
        spaces = room(some.units), room(some.households)
        kernel.enter(rows, near, far, queue, spaces[0])
        entered = told(near, far)
        kernel.mend(rows, columns, near, far, ends, (np.arange(len(some)), there), later, spaces)
        assert all(map(left_clean, spaces))
        assert rows.weight.tolist() == later.tolist()
        assert columns.weight.tolist() == later[some.by_unit.pair].tolist()
        results.append((entered, told(near, far)))
    assert results[0] == results[1]


@given(st.integers(0, 1 << 32))
def test_the_certificate_and_the_tight_pairs_are_told_alike(seed: int) -> None:
    chance = Dice(seed)
    some = chance_pairs(chance, 9)
    weight = chance_weights(chance, some)
    found = heaviest.heaviest(some, weight)
    price = np.array([chance.randint(0, 2) for _ in range(some.units)], dtype=np.int64)
    other = Side(found.units.partner, price)
    for kernel in (heaviest, plain(heaviest)):
        assert kernel.proved(some.start, some.unit, weight, found.households, found.units)
        tight = kernel.tight(some.start, some.unit, weight, found.households.dual, found.units.dual)
        worth = found.households.dual[some.household] + found.units.dual[some.unit]
        assert tight.tolist() == np.flatnonzero((worth == weight) & (weight > 0)).tolist()
        best = [max(weight[some.of(one)].tolist(), default=0) for one in range(some.households)]
        assert kernel.greatest(some.start, weight).tolist() == best
    answers = {k.proved(some.start, some.unit, weight, found.households, other) for k in (heaviest, plain(heaviest))}
    assert len(answers) == 1


@given(st.integers(0, 1 << 32))
def test_pairs_are_found_and_turned_alike(seed: int) -> None:
    chance = Dice(seed)
    some = chance_pairs(chance, 9)
    match = np.array([chance.randint(-1, max(0, some.units - 1)) for _ in range(some.households)], dtype=np.intp)
    placed = [(household, unit) for household, unit in enumerate(match.tolist()) if unit >= 0]
    counts = np.bincount(some.unit, minlength=some.units)
    first = np.concatenate(([0], np.cumsum(counts)))[:-1].astype(np.int64)
    for kernel in (pairs, plain(pairs)):
        who = np.flatnonzero(match >= 0)
        there = kernel.positions(some.start, some.unit, who, match[who])
        assert there.tolist() == [some.find(household, unit) for household, unit in placed]
        other, pair = np.zeros(len(some), dtype=np.int32), np.zeros(len(some), dtype=np.int32)
        kernel._turn(some.start, some.unit, first.copy(), other, pair)
        assert pair.tolist() == np.argsort(some.unit, kind="stable").tolist()
        assert other.tolist() == some.household[pair].tolist()


def test_weights_are_filled_in_alike() -> None:
    some = chance_pairs(Dice(4), 9)
    cost = np.arange(len(some), dtype=np.int32)
    base, held = np.arange(some.households) * 1000 + 100, np.arange(some.households)
    told = []
    for kernel in (levels, plain(levels)):
        weights = np.empty(len(some), dtype=np.int64)
        kernel._weigh(some.start, some.unit, cost, base, held, 500, weights)
        told.append(weights.tolist())
    pairs_told = zip(some.household.tolist(), some.unit.tolist(), cost.tolist(), strict=True)
    assert told[0] == told[1] == [h * 1000 + 100 - points + 500 * (h == unit) for h, unit, points in pairs_told]


@pytest.mark.parametrize("module", WITH_KERNELS, ids=lambda module: str(module.__name__))
def test_a_kernel_calls_only_kernels_of_its_own_module(module: ModuleType) -> None:
    """What numba keeps is made anew when the module changes, not when another one does."""
    found = dict(kernels(module))
    for kernel in found.values():
        called = [vars(module).get(name) for name in kernel.py_func.__code__.co_names]
        assert all(each in found.values() for each in called if hasattr(each, "py_func"))


def test_the_modules_with_kernels_are_all_looked_at() -> None:
    assert {heaviest, levels, pairs, paths} <= set(WITH_KERNELS)
