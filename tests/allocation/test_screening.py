"""The loops of screening: step for step what their own Python does, exact to the millimetre, sparing with memory."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.distance import whole_metres, within
from allocation.facts import DangerZone, Place, Problem
from allocation.make_problem import make_problem
from allocation.problem import read_problem
from allocation.screen import NOT_GIVEN, screen
from allocation.screening import kernels as compiled
from allocation.screening.ground import ground
from allocation.screening.homes import Homes
from allocation.screening.prepared import Prepared
from allocation.screening.sights import desk, found
from allocation.solving.pairs import TooLarge
from tests.allocation.plain_kernels import plain
from tests.allocation.problems import building, household, problem, read, unit
from tests.allocation.random_problems import Dice
from tests.allocation.towns import Dice as Seeded

METRES = st.integers(0, 700_000_000).map(lambda steps: Fraction(steps, 1000))


def told(kernels: Any, of: Problem, whole: bool) -> list[Any]:
    """All that one sweep over a problem finds, and that it leaves its desk as it was."""
    homes = Homes(of.units)
    prepared = Prepared(of, homes, ())
    assert prepared.exact
    room, here = desk(len(homes.firsts), len(of.units)), found(len(of.households), len(of.units))
    size = kernels.sweep(prepared.sights, 0, NOT_GIVEN, whole, room, here)
    assert not room.marks.any()
    return [size, *(each[:size].tolist() for each in here[:2]), *(each.tolist() for each in here[2:])]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("whole", [False, True])
def test_the_compiled_sweep_goes_step_for_step_like_its_own_python(seed: int, whole: bool) -> None:
    of = read(Dice(seed, unknown=0.2).problem(7, 9))
    assert told(compiled, of, whole) == told(plain(compiled), of, whole)


def spot(easting: Fraction, northing: Fraction) -> Problem:
    """One home at a point, with a household at a place and with a zone that the caller moves."""
    of = read(problem(households=[household()], properties=[building()]))
    there = replace(of.units[0].property, easting=easting, northing=northing)
    return replace(of, properties=(there,), units=(replace(of.units[0], property=there),))


@given(METRES, METRES, st.integers(-3, 3), st.sampled_from([1, 150_500, 2_999_999, 200_000_000]))
def test_every_edge_is_exact_to_the_millimetre(easting: Fraction, northing: Fraction, beside: int, away: int) -> None:
    """A zone, a limit and a place straight north of the home, a hair to either side of the edge."""
    here, far = spot(easting, northing), Fraction(away, 1000)
    north = northing + far + Fraction(beside, 1000)
    zone = DangerZone(easting, north, far)
    place = Place(easting, north, "work", 5, far / 1000)
    of = replace(here, households=(replace(here.households[0], danger_zones=(zone,), places=(place,)),))
    row, point = screen(of).row(0), of.units[0].point
    assert ground(of.households, Homes(of.units)) is not None
    assert bool(row.refused[0] & 1) == within(easting, north, point, far) == (beside <= 0)
    assert bool(row.refused[0] >> 17 & 1) == (beside > 0)
    metres = whole_metres(easting, north, point)
    assert row.cost[0] == 5 * metres // 100


def test_coordinates_finer_than_a_millimetre_are_worked_out_in_fractions() -> None:
    of = spot(Fraction(440_000), Fraction(390_000) + Fraction(1, 10_000))
    assert ground(of.households, Homes(of.units)) is None


@pytest.mark.parametrize("seed", range(8))
def test_both_ways_of_measuring_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    of = read(Dice(seed).problem(8, 8))
    whole = screen(of)
    monkeypatch.setattr("allocation.screening.ground.FINEST", 0)
    other = screen(of)
    assert not Prepared(of, Homes(of.units), ()).exact
    for name in ("refused", "asked", "cost"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(other, name))
    for name in ("start", "unit", "cost"):
        np.testing.assert_array_equal(getattr(whole.pairs, name), getattr(other.pairs, name))
    np.testing.assert_array_equal(whole.refusals, other.refusals)


def test_homes_made_ready_once_serve_one_household_after_another() -> None:
    of = read(Dice(3).problem(6, 9))
    homes, whole = Homes(of.units), screen(of)
    for row, each in enumerate(of.households):
        hers = tuple(waiver for waiver in of.waivers if waiver.household == each.id)
        alone = screen(replace(of, households=(each,), waivers=hers), homes=homes)
        np.testing.assert_array_equal(alone.row(0).refused, whole.row(row).refused)
        np.testing.assert_array_equal(alone.row(0).cost, whole.row(row).cost)
        np.testing.assert_array_equal(alone.refusals[0], whole.refusals[row])


def test_a_cost_past_thirty_two_bits_is_refused_with_a_reason() -> None:
    of = read(problem(households=[household()], properties=[building(easting=700_000, northing=1_300_000)]))
    far = Place(Fraction(0), Fraction(0), "work", 5)
    dear = replace(of, households=(replace(of.households[0], places=(far,) * 30_000),))
    with pytest.raises(TooLarge, match="a pair that costs 2214720000 points"):
        screen(dear)


def test_what_is_kept_grows_with_the_accepted_pairs_not_with_all() -> None:
    """Twice as many units of a kind that nobody agreed to: not a byte more."""
    sizes = []
    for closed in (10, 200):
        homes = [building("R1"), building("R2", kind="dispersed", units=[unit(f"V{n}") for n in range(closed)])]
        of = read(problem(households=[household(f"H{n}") for n in range(30)], properties=homes))
        kept = screen(of)
        arrays = (kept.pairs.start, kept.pairs.unit, kept.pairs.cost, kept.refusals, kept.asking)
        sizes.append(sum(each.nbytes for each in arrays))
        assert len(kept.pairs) == 30
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize(("households", "units", "least", "most"), [(200, 150, 18, 32), (200, 1_000, 6, 15)])
def test_nobody_made_up_looks_all_over_a_nation(households: int, units: int, least: int, most: int) -> None:
    """Accepted pairs in 100: about a quarter in one region, far fewer where there are thirty towns."""
    of = read_problem(json.dumps(make_problem(Seeded(5), households, units)).encode())
    assert least <= 100 * len(screen(of).pairs) / (households * units) <= most
