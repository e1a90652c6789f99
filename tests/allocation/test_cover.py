"""A bound holds whatever the prices are, and leaves out nothing that is best."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.solving.branch import Match, Town
from allocation.solving.climb import Climb, Stage, keeps
from allocation.solving.cover import cover, narrowed
from allocation.solving.cuts import broken_cliques
from allocation.solving.face import Face, Fixed
from allocation.solving.goals import COST, GOALS, gains
from allocation.solving.pricing import Budget, Raised
from allocation.solving.programme import Vertex, vertex
from allocation.solving.side_rows import side_rows
from tests.allocation.towns import Dice, crowded, full_search, town

SMALL = settings(max_examples=60, deadline=None)


def open_face(found: Town) -> Face:
    """Every set of proposals of a town; the programme looks at all pairs."""
    sides = side_rows(found)
    nobody, nothing = np.zeros(found.pairs.households, dtype=np.bool_), np.zeros(len(sides.room), dtype=np.bool_)
    return Face(found.pairs, sides, nobody, nothing, (), np.ones(len(found.pairs), dtype=np.bool_))


def guessed(face: Face, chance: Dice) -> Vertex:
    """Prices out of the air, some of them below 0."""
    n, rows = face.pairs.households, len(face.sides.room)
    pool = np.arange(len(face.pairs))
    price = np.array([chance.choice((0.0, chance.uniform(-2, 9))) for _ in range(rows)])
    worth = np.array([chance.uniform(-3, 3) for _ in face.fixed])
    return Vertex(pool, np.zeros(len(pool)), np.zeros(n), price, worth, 0.0)


@given(st.integers(0, 1_000_000), st.integers(0, COST))
@SMALL
def test_no_set_of_proposals_is_above_the_bound_that_any_prices_give(seed: int, goal: int) -> None:
    chance = Dice(seed)
    small = town(chance)
    face = open_face(small)
    best = full_search(small)[1]
    gain = gains(small.levels, face, goal)
    proof = cover(face, gain, guessed(face, chance))
    assert proof is not None
    value = int(gain[face.where(best)].sum())
    assert value <= proof.most
    assert keeps(narrowed(face, proof, value), best)


@given(st.integers(0, 1_000_000))
@SMALL
def test_the_best_stays_while_level_after_level_is_decided(seed: int) -> None:
    chance = Dice(seed)
    small = town(chance)
    face, best = open_face(small), full_search(small)[1]
    for goal in range(COST + 1):
        gain = gains(small.levels, face, goal)
        proof = cover(face, gain, guessed(face, chance))
        assert proof is not None
        face = narrowed(face, proof, int(gain[face.where(best)].sum()))
        assert keeps(face, best)


@pytest.mark.parametrize("seed", range(6))
def test_what_a_face_says_is_what_is_kept(seed: int) -> None:
    busy = crowded(Dice(seed), 14, 9)
    face = open_face(busy)
    found = vertex(face, gains(busy.levels, face, COST), 5.0)
    assert found is not None
    proof = cover(face, gains(busy.levels, face, COST), found)
    assert proof is not None
    nobody: Match = np.full(14, -1, dtype=np.intp)
    assert keeps(face, nobody)
    assert proof.most > 0
    assert not keeps(narrowed(face, proof, proof.most), nobody)
    counted = Face(
        face.pairs, face.sides, face.placed, face.full, (Fixed(np.ones(len(face.pairs), int), 1),), face.pool
    )
    assert not keeps(counted, nobody)


def test_two_in_one_unit_or_one_outside_the_pairs_is_no_set_of_proposals() -> None:
    busy = crowded(Dice(5), 14, 9)
    face = open_face(busy)
    pairs = face.pairs
    unit = int(np.bincount(pairs.unit).argmax())
    both = np.flatnonzero(pairs.unit == unit)[:2]
    twice: Match = np.full(14, -1, dtype=np.intp)
    twice[pairs.household[both]] = unit
    assert not keeps(face, twice)
    outside = np.setdiff1d(np.arange(14), pairs.household[pairs.unit == unit])
    stray: Match = np.full(14, -1, dtype=np.intp)
    stray[outside[0]] = unit
    assert not keeps(face, stray)


def test_numbers_too_large_to_add_up_give_no_bound() -> None:
    busy = crowded(Dice(2), 14, 9)
    face = open_face(busy)
    found = guessed(face, Dice(1))
    assert cover(face, np.full(len(face.pairs), 1 << 61), found) is None
    huge = Vertex(found.pool, found.share, found.profit, found.price + 1e18, found.worth, 0.0)
    assert cover(face, np.ones(len(face.pairs), dtype=np.int64), huge) is None


def test_shares_beside_somebody_alone_are_cut_off() -> None:
    busy = crowded(Dice(1), 14, 9)
    face, alone = open_face(busy), min(busy.rules.alone)
    first = int(face.pairs.start[alone])
    home = int(busy.home[face.pairs.unit[first]])
    there = np.flatnonzero((busy.home[face.pairs.unit] == home) & (face.pairs.household != alone))
    beside = next(int(k) for k in there if int(face.pairs.household[k]) not in busy.rules.alone)
    half = np.zeros(len(face.pairs))
    half[[first, beside]] = 0.6
    found = Vertex(np.arange(len(half)), half, np.zeros(14), np.zeros(len(face.sides.room)), np.zeros(0), 0.0)
    cliques = broken_cliques(face, found, busy.home, busy.rules)
    assert [set(each.tolist()) >= {first, beside} for each in cliques] == [True]
    more = face.with_cliques(cliques)
    assert more.sides.room.tolist() == [*face.sides.room.tolist(), 1]
    rows = [set(more.sides.of(np.array([k]))[1].tolist()) for k in (first, beside)]
    assert len(face.sides.room) in rows[0] & rows[1]


def test_every_level_is_named_as_the_answer_names_it() -> None:
    assert GOALS[0].name == "placed in band 1"
    assert [goal.name for goal in GOALS[COST:]] == ["cost", "ties", "ties"]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_beats_a_match_is_found_among_what_the_bound_leaves(seed: int) -> None:
    small = town(Dice(seed))
    face = open_face(small)
    gain = gains(small.levels, face, 0)
    best = full_search(small)[1]
    found = vertex(face, gain, 5.0)
    if not len(face.pairs):
        assert best.tolist() == [-1] * len(best)
        return
    assert found is not None
    proof = cover(face, gain, found)
    assert proof is not None
    most = int(gain[face.where(best)].sum())
    one_less = best.copy()
    one_less[np.flatnonzero((best >= 0) & (small.levels.band == 1))[:1]] = -1
    climb = Climb(small, Budget(programmes=1, limit=10.0), face)
    match, sure = climb.beat(
        Stage(0, Raised(face, found, proof), gain), one_less, int(gain[face.where(one_less)].sum())
    )
    assert sure
    assert int(gain[face.where(match)].sum()) == most
