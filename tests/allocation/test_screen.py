"""The fast screen says what the rules and the preferences say, pair by pair."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.catalogue import ACCEPT, Answer, Authority, Rule, Verdict, ask, refuse
from allocation.facts import Household, Problem, Unit
from allocation.preferences import cost
from allocation.problem import read_problem
from allocation.rules import rules
from allocation.screen import Row, Screen, screen, verdicts
from allocation.solving.pairs import pairs_of
from tests.allocation.problems import building, household, person, problem, read, unit
from tests.allocation.random_problems import Dice


def by_hand(of: Problem) -> Row:
    """Every pair asked one by one."""
    shape = (len(of.households), len(of.units))
    result = Row(np.zeros(shape, np.uint32), np.zeros(shape, np.uint32), np.zeros(shape, np.int64))
    for row, home in enumerate(of.households):
        for column, place in enumerate(of.units):
            result.cost[row, column] = cost(home, place)
            for bit, verdict in enumerate(verdicts(of, home, place).values()):
                result.refused[row, column] |= (verdict.answer is Answer.REFUSE) << bit
                result.asked[row, column] |= (verdict.answer is Answer.ASK) << bit
    return result


def assert_same(of: Problem) -> None:
    """The whole screen, what is kept of it, and a row on demand are what the rules say."""
    fast, slow = screen(of), by_hand(of)
    np.testing.assert_array_equal(fast.refused, slow.refused)
    np.testing.assert_array_equal(fast.asked, slow.asked)
    np.testing.assert_array_equal(fast.cost, slow.cost)
    assert [str(each.dtype) for each in (fast.refused, fast.asked, fast.cost)] == ["uint32", "uint32", "int64"]
    assert_pairs(fast, slow)
    for row in range(len(of.households)):
        view = fast.row(row)
        np.testing.assert_array_equal(view.refused, slow.refused[row])
        np.testing.assert_array_equal(view.asked, slow.asked[row])
        np.testing.assert_array_equal(view.cost, slow.cost[row])


def assert_pairs(fast: Screen, slow: Row) -> None:
    """The accepted pairs and the counts are those of the whole table."""
    expected = pairs_of(slow.accepted, slow.cost)
    for name in ("start", "unit", "cost"):
        np.testing.assert_array_equal(getattr(fast.pairs, name), getattr(expected, name))
    assert fast.pairs.units == slow.cost.shape[1]
    for bit in range(len(rules())):
        np.testing.assert_array_equal(fast.refusals[:, bit], (slow.refused >> bit & 1).sum(axis=1))
    np.testing.assert_array_equal(fast.asking, slow.only_asked.sum(axis=1))


@pytest.mark.parametrize("seed", range(60))
def test_the_screen_is_every_pair_asked_one_by_one(seed: int) -> None:
    assert_same(read(Dice(seed, unknown=0.2).problem(8, 8)))


@given(st.integers(0, 1 << 32), st.integers(1, 6), st.integers(1, 9))
def test_the_same_of_any_seed_and_shape(seed: int, households: int, units: int) -> None:
    assert_same(read(Dice(seed, unknown=0.2).problem(households, units)))


def of_one_floor(home: Household, place: Unit) -> Verdict:
    """Somebody alone does not live up the stairs; where it is not known who is a baby, somebody asks."""
    if home.heads.unknown:
        return ask("record every age")
    return ACCEPT if home.heads.people > 1 or "ground_floor" in place.access_met else refuse("it is up the stairs")


READS = (Household.heads, Unit.access_met)


@pytest.mark.parametrize("reads", [READS, (*READS, Household.oldest_boy, Unit.kind)])
def test_a_rule_more_needs_nothing_but_its_function(reads: tuple[object, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The nineteenth rule is screened, counted, lifted and asked about like the others."""
    entry = Rule("of-one-floor", "On the ground floor", Authority.SERVICE, "A test", reads, of_one_floor)
    monkeypatch.setattr("allocation.catalogue._RULES", {each.id: each for each in (*rules(), entry)})
    one, two, not_known = ([person(f"{name}-{at}", age, "female") for at, age in enumerate(ages)]
                           for name, ages in (("A", [30]), ("B", [30, 5]), ("C", [None])))  # fmt: skip
    homes = [household(f"H{at}", members=each) for at, each in enumerate((one, two, not_known))]
    of = read(problem(households=homes, properties=[building(units=[unit("U1"), unit("U2", floor=2)])]))
    assert_same(of)
    whole, lifted = screen(of), screen(of, lifted=["of-one-floor"])
    assert whole.refusals[:, -1].tolist() == [1, 0, 0]
    assert whole.asking.tolist() == [0, 0, 2]
    assert np.diff(whole.pairs.start).tolist() == [1, 2, 0]
    assert not lifted.refusals.any()
    assert np.diff(lifted.pairs.start).tolist() == [2, 2, 2]


def test_there_is_room_for_thirty_two_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {str(number): replace(rules()[0], id=str(number)) for number in range(15)}
    monkeypatch.setattr("allocation.catalogue._RULES", {**{each.id: each for each in rules()}, **many})
    with pytest.raises(ValueError, match="room for 32 rules, and there are 33"):
        screen(read(problem()))


@pytest.mark.parametrize("seed", range(20))
def test_decimal_metres_on_every_edge_are_exact(seed: int) -> None:
    """Points of a 3-4-5 triangle blown up, and a hair to either side."""
    dice = Random(seed)
    hair = dice.choice(["", ".00000000001", ".0000000000000000000001"])
    size = dice.choice([1, 20, 300, 12_345])
    zone = {"easting": 440_000, "northing": 390_000, "radius_m": 5 * size}
    place = {"easting": 440_000, "northing": 390_000, "kind": "work", "limit_km": 5 * size / 1000}
    home = household(danger_zones=[zone], places=[place])
    text = f"{440_000 + 3 * size}{hair}"
    document = problem(households=[home], properties=[building(easting="HERE", northing=390_000 + 4 * size)])
    of = read_text(document, text)
    assert_same(of)
    named = {rule.id: bit for bit, rule in enumerate(rules())}
    refused = int(screen(of).refused[0, 0])
    assert bool(refused >> named["danger-zone"] & 1) == (hair == "")
    assert bool(refused >> named["place-limit"] & 1) == (hair != "")


def read_text(document: dict[str, object], easting: str) -> Problem:
    """A problem with a number that no float can hold."""
    return read_problem(json.dumps(document).replace('"HERE"', easting).encode())


def test_half_a_metre_counts_as_a_whole_one() -> None:
    """150.5 m rounds to 151 m; a hair less, to 150; importance 2 makes that 3 points, or 3."""
    for northing, metres in (("390099.5", 100), ("390099.4999999999999999", 99), ("390100.4999999", 100)):
        place = {"easting": 440_000, "northing": 390_000, "kind": "school"}
        document = problem(
            households=[household(places=[place])], properties=[building(easting=440_000, northing="HERE")]
        )
        of = read_text(document, northing)
        assert screen(of).cost[0, 0] == cost(of.households[0], of.units[0]) == metres // 100


@pytest.mark.parametrize("changes", [{"households": []}, {"properties": []}, {"properties": [building(units=[])]}])
def test_nothing_to_screen_is_an_empty_screen(changes: dict[str, object]) -> None:
    result = screen(read(problem(**changes)))
    assert result.accepted.size == len(result.pairs) == result.refusals.sum() == result.asking.sum() == 0
    assert len(result.pairs.start) == len(result.asking) + 1


def test_blocks_of_households_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    of = read(Dice(7, unknown=0.2).problem(9, 6))
    whole = screen(of)
    monkeypatch.setattr("allocation.screen.PAIRS_AT_ONCE", 1)
    assert_same(of)
    np.testing.assert_array_equal(screen(of).refused, whole.refused)


def test_a_waiver_sets_aside_one_rule_for_one_household_at_one_property() -> None:
    homes = [household("H1", pets=["dog"]), household("H2", pets=["dog"])]
    places = [building("R1", units=[unit("U1"), unit("U2")]), building("R2", units=[unit("U3")])]
    waiver = {"household": "H1", "property": "R1", "rule": "pets", "by": "A Person", "why": "a small dog"}
    result = screen(read(problem(households=homes, properties=places, waivers=[waiver])))
    assert result.accepted.tolist() == [[True, True, False], [False, False, False]]


def test_a_waived_rule_does_not_ask() -> None:
    waiver = {"household": "H1", "property": "R1", "rule": "support", "by": "A Person", "why": "met before"}
    home = household(support_need=None)
    assert screen(read(problem(households=[home]))).asked.any()
    assert screen(read(problem(households=[home], waivers=[waiver]))).accepted.all()


def test_a_lifted_rule_neither_refuses_nor_asks() -> None:
    homes = [household("H1", pets=["dog"]), household("H2", support_need=None)]
    of = read(problem(households=homes))
    assert screen(of).accepted.sum() == 0
    assert screen(of, lifted=["pets", "support"]).accepted.all()
    lifted = screen(of, lifted=["pets"])
    assert len(lifted.pairs) == 1
    assert not lifted.refusals.any()
    assert screen(of).refusals.sum() == 1
