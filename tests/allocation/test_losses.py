"""Who lost a unit at which level: exact where it is searched for, never later than the truth where it is a bound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.facts import Problem
from allocation.losing.forcing import Forcing
from allocation.losing.ways import Ways
from allocation.losing.worth import NAMES, first_difference, of_pairs, worth_of
from allocation.losses import LEVELS, SIDE_RULES, UNKNOWN, Losses, lost_to
from allocation.make_problem import make_problem
from allocation.screen import screen
from allocation.solved import Solved, solved
from allocation.solving.levels import first_worse
from tests.allocation.problems import building, household, problem, read, unit
from tests.allocation.small_towns import crowded_document
from tests.allocation.towns import Dice, best_with

SEEDS = st.integers(0, 5_000)


def answered(town: Problem) -> Solved:
    return solved(town, screen(town))


def losses_of(found: Solved) -> Losses:
    return Losses(found.assignment, found.screened.pairs, found.rules)


def lost_pairs(found: Solved) -> list[tuple[int, int]]:
    pairs = found.screened.pairs
    both = zip(pairs.household.tolist(), pairs.unit.tolist(), strict=True)
    return [(row, column) for row, column in both if found.assignment.match[row] < 0]


def true_level(found: Solved, row: int, column: int) -> str:
    forced = best_with(found.assignment.town, row, column)
    return SIDE_RULES if forced is None else first_worse(found.assignment.score, forced)


def plain_level(found: Solved, losses: Losses, row: int, column: int, at: int) -> str:
    town, match, best = found.assignment.town, found.assignment.match, found.assignment.score
    own = of_pairs(town.levels, town.pairs, np.array([row]), np.array([at]))
    worth = Ways(town, losses.doors, match, best, None, column).worth(row)
    return str(LEVELS[first_difference(worth[None, :] + own)[0][0]])


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_every_level_of_a_small_town_is_what_solving_again_would_cost(seed: int) -> None:
    found = answered(read(crowded_document(seed, 6, 4)))
    losses = losses_of(found)
    for row, column in lost_pairs(found):
        assert losses.level(row, column) == true_level(found, row, column)
    assert losses.forcing.open == 0


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_a_bound_never_names_a_later_level_than_the_truth(seed: int) -> None:
    found = answered(read(crowded_document(seed, 6, 4)))
    losses = losses_of(found)
    losses.forcing.work = 0
    for row, column in lost_pairs(found):
        told, true = losses.level(row, column), true_level(found, row, column)
        assert (told == SIDE_RULES) == (true == SIDE_RULES)
        assert LEVELS.index(told) <= LEVELS.index(true)


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_past_the_sizes_where_ways_are_looked_for_the_plainest_is_a_bound_too(seed: int) -> None:
    found = answered(read(crowded_document(seed, 6, 4)))
    losses = losses_of(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("allocation.losses.PLAIN", 0)
        losses.work_out()
    for row, column in lost_pairs(found):
        told, true = losses.level(row, column), true_level(found, row, column)
        assert (told == SIDE_RULES) == (true == SIDE_RULES)
        assert LEVELS.index(told) <= LEVELS.index(true)
        at = found.assignment.town.pairs.find(row, column)
        assert found.assignment.free or at < 0 or told == plain_level(found, losses, row, column, at)


@pytest.mark.parametrize("seed", range(6))
def test_all_at_once_is_one_by_one(seed: int) -> None:
    town = read(make_problem(Dice(seed), 24, 12))
    found = answered(town)
    one, all_at_once = losses_of(found), losses_of(found)
    all_at_once.work_out()
    unplaced = np.flatnonzero(found.assignment.match < 0).tolist()
    assert [lost_to(town, one, row) for row in unplaced] == [lost_to(town, all_at_once, row) for row in unplaced]
    lost = found.assignment.match[found.screened.pairs.household] < 0
    assert ((all_at_once.codes != UNKNOWN) == lost).all()


@settings(deadline=None, max_examples=40)
@given(SEEDS)
def test_sending_away_whoever_is_in_the_way_is_a_way(seed: int) -> None:
    found = answered(read(crowded_document(seed, 6, 4)))
    losses, town, best = losses_of(found), found.assignment.town, found.assignment.score
    for row, column in lost_pairs(found):
        at = town.pairs.find(row, column)
        forced = best_with(town, row, column)
        if at >= 0 and forced is not None:
            own = of_pairs(town.levels, town.pairs, np.array([row]), np.array([at]))[0]
            for market in (losses.answer, None):
                way = Ways(town, losses.doors, found.assignment.match, best, market, column).worth(row) + own
                assert (worth_of(forced) - worth_of(best)).tolist() <= way.tolist()


def test_levels_are_compared_from_the_first() -> None:
    rows = np.zeros((3, 12), dtype=np.int64)
    rows[1, 2], rows[1, 7], rows[2, 11] = 1, -9, -4
    first, worse = first_difference(rows)
    assert [NAMES[level] for level in first] == ["ties", "placed in band 3", "cost"]
    assert worse.tolist() == [False, True, False]


def test_residents_that_fill_a_cap_are_told_from_what_the_objective_decided() -> None:
    homes = [building(units=[unit("U1"), unit("U2")])]
    homes.append(building("R2", caps={"funding:no_recourse": 0}, funding=["part_4_grant"], units=[unit("U3")]))
    people = [household("H1", band=3), household("H2", funding=["part_4_grant"]), household("H3"), household("H4")]
    found = answered(read(problem(households=people, properties=homes)))
    assert losses_of(found).level(1, 2) == SIDE_RULES
    assert losses_of(found).level(0, 0) == "placed in band 2"


def test_the_search_ends_when_its_work_is_used_up() -> None:
    found = answered(read(crowded_document(3, 6, 4)))
    forcing = Forcing(found.assignment.town, found.assignment.score, work=0)
    row, column = next(pair for pair in lost_pairs(found) if found.assignment.town.pairs.find(*pair) >= 0)
    assert (forcing.left(1), forcing.open) == (False, 1)
    assert (forcing.level(row, column, "cost"), forcing.open) == ("cost", 2)
