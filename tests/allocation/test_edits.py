"""Pins and bans: honoured exactly, refused with a sentence where nothing safe allows them, and what they cost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.check import check, read_result
from allocation.couplings import Couplings, breaches, couplings
from allocation.editing.edit import Pair
from allocation.edits import Edits, Unpinnable, cost_of, honoured, unpinnable
from allocation.facts import Problem
from allocation.match import match
from allocation.screen import screen
from tests.allocation.problems import building, household, problem, read, unit
from tests.allocation.small_towns import crowded_document, two_and_one

Best = tuple[tuple[int, ...], tuple[int, ...], int, int]
SEEDS = st.integers(0, 5_000)


def accepted(town: Problem) -> list[Pair]:
    pairs = screen(town).pairs
    both = zip(pairs.household.tolist(), pairs.unit.tolist(), strict=True)
    return [(town.households[row].id, town.units[column].id) for row, column in both]


def every_way(town: Problem, edits: Edits) -> Iterator[tuple[Best, dict[str, str]]]:
    """Every set of proposals that keeps the rules, the side rules and the edits, with its objective."""
    pairs, rules = screen(town).pairs, couplings(town)
    costs = dict(zip(accepted(town), pairs.cost.tolist(), strict=True))
    pinned = dict(edits.pins)
    homes = {home.id: place for place, home in enumerate(town.properties)}
    home_of = {each.id: homes[each.property.id] for each in town.units}

    def look(row: int, chosen: dict[str, str]) -> Iterator[dict[str, str]]:
        if row == len(town.households):
            yield dict(chosen)
            return
        name = town.households[row].id
        if name not in pinned:
            yield from look(row + 1, chosen)
        for each in town.units:
            pair = name, each.id
            fits = pair in costs and pair not in edits.bans and pinned.get(name, each.id) == each.id
            if fits and each.id not in chosen.values():
                yield from look(row + 1, {**chosen, name: each.id})

    for chosen in look(0, {}):
        if not _breaks(town, rules, home_of, chosen):
            yield _worth(town, costs, chosen), chosen


def _breaks(town: Problem, rules: Couplings, home_of: dict[str, int], chosen: dict[str, str]) -> bool:
    lives_in = {row: home_of[chosen[each.id]] for row, each in enumerate(town.households) if each.id in chosen}
    return bool(breaches(rules, lives_in))


def _worth(town: Problem, costs: dict[Pair, int], chosen: dict[str, str]) -> Best:
    placed, days, kept = [0] * 5, [0] * 5, 0
    for each in town.households:
        if each.id in chosen:
            placed[each.band - 1] -= 1
            days[each.band - 1] -= each.days_waited
            kept -= each.held == chosen[each.id]
    return tuple(placed), tuple(days), kept, sum(costs[pair] for pair in chosen.items())


def worth_of(objective: dict[str, Any]) -> Best:
    placed, days = objective["placed_by_band"], objective["days_waited_by_band"]
    return tuple(-n for n in placed), tuple(-n for n in days), -objective["kept"], objective["cost"]


def drawn(town: Problem, data: st.DataObject) -> Edits:
    """Pins and bans among the accepted pairs, so that many of the pins can be honoured."""
    pairs = accepted(town)
    if not pairs:
        return Edits()
    some = st.lists(st.sampled_from(pairs), unique=True)
    return honoured(town, data.draw(some.filter(lambda pins: len(pins) <= 3)), data.draw(some)).edits


@settings(deadline=None, max_examples=60)
@given(SEEDS, st.data())
def test_an_answer_with_edits_is_the_best_of_those_that_keep_them(seed: int, data: st.DataObject) -> None:
    town = read(crowded_document(seed, 5, 5))
    edits = drawn(town, data)
    result = match(town, edits=edits)
    given_places = {each["household"]: each["unit"] for each in result["proposals"]}
    best = min(worth for worth, _ in every_way(town, edits))
    assert worth_of(result["objective"]) == best
    assert set(edits.pins) <= given_places.items()
    assert not set(edits.bans) & given_places.items()
    assert result["status"] == "optimal"
    assert check(town, result, edits=edits) == []
    assert read_result(json.dumps(result).encode(), town) == result


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.data())
def test_a_ban_gives_what_a_unit_declined_before_gives(seed: int, data: st.DataObject) -> None:
    made = crowded_document(seed, 6, 5)
    town = read(made)
    bans = drawn(town, data).bans
    declined = deepcopy(made)
    for each in declined["households"]:
        each["declined"] = sorted({*each.get("declined", []), *(u for h, u in bans if h == each["id"])})
        if each.get("held") in each["declined"]:
            del each["held"]
    banned, refused = match(town, edits=Edits(bans=bans)), match(read(declined))
    assert [(p["household"], p["unit"]) for p in banned["proposals"]] == [
        (p["household"], p["unit"]) for p in refused["proposals"]
    ]


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.data())
def test_an_optimum_pinned_as_it_is_stays_as_it_is(seed: int, data: st.DataObject) -> None:
    town = read(crowded_document(seed, 6, 5))
    free = match(town)
    pairs = [(each["household"], each["unit"]) for each in free["proposals"]]
    pins = data.draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    again = match(town, edits=Edits(pins=tuple(pins)))
    assert (again["proposals"], again["objective"]) == (free["proposals"], free["objective"])


@settings(deadline=None, max_examples=60)
@given(SEEDS, st.data())
def test_a_pin_is_refused_exactly_where_no_set_of_proposals_has_it(seed: int, data: st.DataObject) -> None:
    town = read(crowded_document(seed, 5, 4))
    everything = [(each.id, other.id) for each in town.households for other in town.units]
    edits = Edits(tuple(data.draw(st.lists(st.sampled_from(everything), unique=True, max_size=2))))
    refused = unpinnable(town, edits)
    possible = next(every_way(town, edits), None) is not None
    if len(dict(edits.pins)) == len({each for _, each in edits.pins}) == len(edits.pins):
        assert possible == (not refused)
    else:
        assert refused
    if refused:
        with pytest.raises(Unpinnable) as caught:
            match(town, edits=edits)
        assert caught.value.reasons == refused
        assert all(f"{pin[0]} cannot be pinned to {pin[1]}: " in text for pin, text in refused.items())


@settings(deadline=None, max_examples=30)
@given(SEEDS, st.data())
def test_the_price_of_edits_is_the_difference_of_two_searches(seed: int, data: st.DataObject) -> None:
    town = read(crowded_document(seed, 5, 4))
    edits = drawn(town, data)
    price = cost_of(town, edits)
    without, with_them = (min(worth for worth, _ in every_way(town, each)) for each in (Edits(), edits))
    assert (worth_of(price["without"]), worth_of(price["with"])) == (without, with_them)
    assert price["points"] == with_them[-1] - without[-1]
    lost, won = sum(without[0]) - sum(with_them[0]), len(price["gains"]) - len(price["households"])
    assert (lost, price["exact"]) == (won, True)
    for each in price["each"]:
        other = min(worth for worth, _ in every_way(town, edits.without((each["household"], each["unit"]))))
        assert each["points"] == with_them[-1] - other[-1]


def test_a_pin_shows_whom_it_costs_a_place_and_in_whose_favour() -> None:
    town = two_and_one()
    price = cost_of(town, Edits(pins=(("H1", "U1"),)))
    assert (price["households"], price["gains"]) == (["H2"], ["H1"])
    assert price["each"] == [
        {"kind": "pin", "household": "H1", "unit": "U1", "households": ["H2"], "gains": ["H1"], "points": 0}
    ]
    result = match(town, edits=Edits(pins=(("H1", "U1"),)))
    assert result["unplaced"][0]["lost_to"] == [{"unit": "U1", "household": "H1", "level": "pinned"}]


def test_what_stands_already_is_not_counted_again() -> None:
    town = two_and_one()
    pin = Edits(pins=(("H1", "U1"),))
    assert cost_of(town, pin, standing=pin)["each"] == []
    both = Edits(pin.pins, (("H2", "U1"),))
    price = cost_of(town, both, standing=pin)
    assert [(each["kind"], each["households"]) for each in price["each"]] == [("ban", [])]


def test_who_keeps_a_place_and_moves_is_named_with_the_points() -> None:
    near = {"easting": 441000, "northing": 395000, "kind": "work"}
    homes = [building("R1"), building("R2", easting=442000, units=[unit("U2")])]
    town = read(problem(households=[household("H1", places=[near])], properties=homes))
    price = cost_of(town, Edits(bans=(("H1", "U1"),)))
    assert price["moves"] == [{"household": "H1", "from": "U1", "to": "U2", "points": 10}]
    assert (price["points"], price["households"], price["gains"]) == (10, [], [])


def test_a_household_with_every_unit_banned_is_told_so() -> None:
    town = two_and_one()
    result = match(town, edits=Edits(bans=(("H1", "U1"), ("H2", "U1"))))
    assert {each["reason"] for each in result["unplaced"]} == {"banned"}
    assert [each["lost_to"] for each in result["unplaced"]] == [[], []]
    assert result["unused_units"] == ["U1"]


def test_a_pin_fills_a_cap_and_keeps_others_out_of_the_whole_property() -> None:
    home = building(units=[unit("U1"), unit("U2")], caps={"support:low+": 1})
    town = read(problem(households=[household("H1"), household("H2", band=1)], properties=[home]))
    result = match(town, edits=Edits(pins=(("H1", "U1"),)))
    assert result["unplaced"][0]["lost_to"] == [
        {"unit": "U1", "household": "H1", "level": "pinned"},
        {"unit": "U2", "household": "H1", "level": "pinned"},
    ]


PINS = {
    "refused": ({"households": [household(access_needs=["wheelchair"])]}, "wheelchair"),
    "asked": ({"households": [household(support_need=None)]}, "first "),
    "full": ({"properties": [building(caps={"support:low+": 0})]}, "those who live there already fill its limit"),
}


@pytest.mark.parametrize("which", PINS)
def test_nothing_safe_is_bent_for_a_pin(which: str) -> None:
    changes, words = PINS[which]
    town = read(problem(**changes))
    with pytest.raises(Unpinnable, match=words):
        match(town, edits=Edits(pins=(("H1", "U1"),)))


def test_pins_in_each_others_way_are_each_named() -> None:
    homes = [building(units=[unit("U1"), unit("U2")], caps={"support:high+": 1})]
    people = [household(f"H{n}", support_need="high") for n in (1, 2, 3)]
    town = read(problem(households=people, properties=homes, keep_apart=[["H1", "H3"]]))
    both = unpinnable(town, Edits(pins=(("H1", "U1"), ("H2", "U2"))))
    assert {pin: "room for 1" in why for pin, why in both.items()} == {("H1", "U1"): True, ("H2", "U2"): True}
    assert "must not live there together" in unpinnable(town, Edits((("H1", "U1"), ("H3", "U2"))))["H1", "U1"]
    same = unpinnable(town, Edits(pins=(("H1", "U1"), ("H2", "U1"))))
    assert same["H1", "U1"] == "H1 cannot be pinned to U1: this unit is pinned to H2 too"
    twice = unpinnable(town, Edits(pins=(("H1", "U1"), ("H1", "U2"))))
    assert twice["H1", "U2"] == "H1 cannot be pinned to U2: this household is pinned to U1 too"
    banned = unpinnable(town, Edits((("H1", "U1"),), (("H1", "U1"),)))
    assert banned == {("H1", "U1"): "H1 cannot be pinned to U1: the same pair is banned"}


def test_the_first_pin_stands_and_those_that_no_longer_fit_are_told_apart() -> None:
    town = two_and_one()
    pins = [("H2", "U1"), ("H1", "U1"), ("gone", "U1"), ("H1", "U9")]
    found = honoured(town, pins, bans=[("H1", "U1"), ("gone", "U1")])
    assert found.edits == Edits((("H2", "U1"),), (("H1", "U1"),))
    assert list(found.refused) == pins[1:]
    assert "not among those to be placed" in found.refused["gone", "U1"]
    assert "not among those that are free" in found.refused["H1", "U9"]
