"""A whole match: made-up problems, replay, listing order, who lost to whom, and the questions asked of a result."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from allocation import match as engine
from allocation.assign import Effort, assign, town_of
from allocation.check import check, read_result
from allocation.facts import Problem
from allocation.make_problem import make_problem
from allocation.match import NotLiftable, UnknownHousehold, Unsafe, explain_household, lift, match, options
from allocation.problem import read_problem
from allocation.screen import screen
from allocation.solving.levels import first_worse
from allocation.solving.pairs import TooLarge
from tests.allocation.towns import Dice, best_with, full_search

SMALL = range(14)


def made(seed: int, households: int = 7, units: int = 6) -> dict[str, Any]:
    return make_problem(Dice(seed), households, units)


def crowded(seed: int) -> dict[str, Any]:
    """Few properties, everybody agreeing to everything: side rules bind."""
    document = made(seed, 6, 5)
    document["keep_apart"] = [["H1", "H2"], ["H3", "H4"]]
    for home in document["properties"]:
        home |= {"caps": {"support:high+": 1, "funding:no_recourse": 1}, "residents": home.get("residents", [])[:2]}
        home |= {"max_support": "very_high", "sexes": ["female", "male", "other"], "boys_up_to": "any"}
    for each in document["households"]:
        each |= {"accepts": ["dispersed", "refuge", "specialist"], "danger_zones": [], "pets": [], "access_needs": []}
    return document


def read(document: dict[str, Any]) -> Problem:
    return read_problem(json.dumps(document).encode())


def untimed(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key != "seconds"}


@pytest.mark.parametrize("seed", SMALL)
def test_the_answer_is_the_optimum_of_a_full_search_and_checked(seed: int) -> None:
    problem = read(crowded(seed))
    result = match(problem)
    screened = screen(problem)
    best, found = full_search(town_of(problem, screened.pairs))
    given = {each["household"]: each["unit"] for each in result["proposals"]}
    expected = {h.id: problem.units[u].id for h, u in zip(problem.households, found.tolist(), strict=True) if u >= 0}
    assert given == expected
    assert result["status"] == "optimal"
    assert result["objective"]["cost"] == best.cost
    assert check(problem, result) == []


@pytest.mark.parametrize("seed", SMALL)
def test_the_listing_order_changes_nothing(seed: int) -> None:
    document = crowded(seed)
    other = deepcopy(document)
    dice = Dice(seed)
    for listed in (
        other["households"],
        other["properties"],
        other["keep_apart"],
        *(h["units"] for h in other["properties"]),
    ):
        dice.shuffle(listed)
    assert json.dumps(untimed(match(read(document)))) == json.dumps(untimed(match(read(other))))


@pytest.mark.parametrize("seed", SMALL)
def test_what_is_lost_is_what_solving_again_with_the_pair_would_cost(seed: int) -> None:
    problem = read(crowded(seed))
    result, screened = match(problem), screen(problem)
    town = town_of(problem, screened.pairs)
    best = assign(problem, screened.pairs).score
    row = {household.id: position for position, household in enumerate(problem.households)}
    column = {unit.id: position for position, unit in enumerate(problem.units)}
    for each in result["unplaced"]:
        for line in each["lost_to"]:
            forced = best_with(town, row[each["household"]], column[line["unit"]])
            assert line["level"] == ("side rules" if forced is None else first_worse(best, forced))


def test_some_of_these_problems_have_side_rules_that_bind_and_units_lost_to_them() -> None:
    problems = [read(crowded(seed)) for seed in SMALL]
    screens = [screen(problem) for problem in problems]
    assert not all(assign(p, s.pairs).free for p, s in zip(problems, screens, strict=True))
    lines = [line for p in problems for each in match(p)["unplaced"] for line in each["lost_to"]]
    assert {line["level"].split(" ")[0] for line in lines} >= {"placed", "days", "side"}


@pytest.mark.parametrize("seed", SMALL)
def test_a_result_reads_back_as_it_was_written(seed: int) -> None:
    problem = read(made(seed, 12, 9))
    result = match(problem)
    assert read_result(json.dumps(result).encode(), problem) == result


def test_options_and_explanations_agree_with_the_result() -> None:
    problem = read(made(5, 20, 9))
    result = match(problem)
    for household in problem.households:
        view = explain_household(problem, result, household.id)
        assert [each["answer"] for each in view["units"] if each["unit"] == (view["proposal"] or {}).get("unit")] in (
            [],
            ["accept"],
        )
        plain = [
            {key: value for key, value in each.items() if key not in ("holder", "lost_at")} for each in view["units"]
        ]
        assert plain == options(problem, household.id)
        order = [len(each["refusals"]) for each in plain]
        assert order == sorted(order)
    views = [explain_household(problem, result, household.id) for household in problem.households]
    assert any(each["holder"] for view in views for each in view["units"])


def test_nobody_is_explained_who_is_not_there() -> None:
    with pytest.raises(UnknownHousehold):
        options(read(made(1)), "H99")


def test_lifting_a_rule_shows_who_more_would_have_a_place() -> None:
    document = made(2, 2, 1)
    for each in document["households"]:
        each |= {"danger_zones": [], "accepts": ["refuge", "dispersed", "specialist"], "threats": [], "places": []}
        each |= {"members": [{"id": each["id"] + "-a", "born": "1990-01-01", "sex": "female", "role": "adult"}]}
        each |= {
            "excluded_areas": [],
            "outside_authorities": [],
            "access_needs": [],
            "support_need": "low",
            "pets": ["dog"],
        }
        each |= {"funding": ["housing_benefit"], "couples": [], "expected_births": [], "declined": []}
    document["properties"][0] |= {"pets": [], "residents": [], "max_support": "high", "boys_up_to": "any"}
    document["properties"][0]["units"][0]["available_from"] = "2026-11-01"
    found = lift(read(document), "pets")
    assert (len(found["extra"]), found["no_longer"]) == (1, [])
    assert sum(found["before"]["placed_by_band"]) == 0


@pytest.mark.parametrize("rule", ["danger-zone", "beds", "nothing"])
def test_only_service_and_choice_rules_are_lifted(rule: str) -> None:
    with pytest.raises(NotLiftable, match="cannot be lifted"):
        lift(read(made(1)), rule)


def test_an_answer_that_the_checker_finds_wanting_is_never_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "check", lambda *_, **__: ["H1 is proposed for U1, but beds says refuse"])
    with pytest.raises(Unsafe, match="beds") as caught:
        match(read(made(1)))
    assert caught.value.breaches == ["H1 is proposed for U1, but beds says refuse"]


def test_numbers_past_exact_arithmetic_are_refused_with_a_reason() -> None:
    document = made(1, 3, 2)
    place = {"easting": 0, "northing": 0, "kind": "far", "importance": 5}
    for household in document["households"]:
        household["places"] = [place] * 400
    problem = read(document)
    screened = screen(problem)
    assign(problem, screened.pairs)
    with pytest.raises(TooLarge, match="points"):
        assign(problem, replace(screened.pairs, cost=screened.pairs.cost.astype(np.int64) << 36))


def test_no_households_or_no_units_is_an_answer() -> None:
    for households, units in ((0, 0), (3, 0), (0, 3)):
        result = match(read(made(1, households, units)))
        assert (result["proposals"], len(result["unplaced"]), len(result["unused_units"])) == ([], households, units)


def test_an_answer_cut_short_says_so_and_keeps_every_rule() -> None:
    short = Effort(nodes=0, programmes=0, limit=0.0)
    results = [(problem, match(problem, effort=short)) for problem in (read(crowded(seed)) for seed in SMALL)]
    cut = [result for _, result in results if result["status"] == "feasible"]
    assert cut
    assert all(list(result["gap"]) and None in result["gap"].values() for result in cut)
    assert all("gap" not in result for _, result in results if result["status"] == "optimal")
    assert [check(problem, result) for problem, result in results] == [[]] * len(results)
