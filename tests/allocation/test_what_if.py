"""What would have helped: rules lifted, units added, changed and taken away, and everything put back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.facts import Problem
from allocation.match import lift, liftable, match
from allocation.problem import BadProblem, canonical_bytes, read_problem, to_document
from allocation.reading.canonical import unit_document
from allocation.what_if import change_units, read_change, what_would_help, with_change
from tests.allocation.problems import building, household, person, problem, read, unit
from tests.allocation.small_towns import crowded_document

SEEDS = st.integers(0, 5_000)


def said(problem: Problem, **lists: Any) -> Any:
    return read_change(json.dumps({"format": "matching-change/1", **lists}).encode(), problem)


def untimed(town: Problem) -> str:
    return json.dumps({**match(town), "seconds": None})


def placed(town: Problem) -> dict[str, str]:
    return {each["household"]: each["unit"] for each in match(town)["proposals"]}


@settings(deadline=None, max_examples=30)
@given(SEEDS, st.sampled_from(["add", "change", "remove", "property"]))
def test_a_change_and_its_inverse_restore_the_result_byte_for_byte(seed: int, what: str) -> None:
    town = read(crowded_document(seed, 6, 5))
    some = town.units[seed % len(town.units)]
    whole = {"property": some.property.id, **unit_document(some)}
    changes: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "add": ({"add_units": [{**whole, "id": "new"}]}, {"remove_units": ["new"]}),
        "change": ({"change_units": [{"id": some.id, "max_people": 1}]}, {"change_units": [unit_document(some)]}),
        "remove": ({"remove_units": [some.id]}, {"add_units": [whole]}),
        "property": ({"add_properties": [building("new", units=[unit("new")])]}, {"remove_properties": ["new"]}),
    }
    there, back = changes[what]
    other = with_change(town, said(town, **there))
    again = with_change(other, said(other, **back))
    assert again == town
    assert (untimed(again), again.sha256) == (untimed(town), town.sha256)
    assert (other == town) == (other.sha256 == town.sha256)


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_a_changed_problem_is_the_problem_written_with_the_change(seed: int) -> None:
    town = read(crowded_document(seed, 6, 5))
    document: Any = to_document(town)
    home = document["properties"][0]
    new = {**unit("new"), "max_people": 2}
    change = said(
        town, change_properties=[{"id": home["id"], "pets": ["dog"]}], add_units=[{**new, "property": home["id"]}]
    )
    home["pets"] = ["dog"]
    home["units"].append(new)
    written = read_problem(json.dumps(document, default=float).encode())
    changed = with_change(town, change)
    assert (changed, changed.sha256) == (written, written.sha256)
    asked = change_units(town, change)
    before, after = placed(town), placed(written)
    assert asked["extra"] == [{"household": h, "unit": u} for h, u in sorted(after.items()) if h not in before]
    assert asked["no_longer"] == [{"household": h, "unit": u} for h, u in sorted(before.items()) if h not in after]
    assert asked["used"] == [{"unit": "new", "household": h} for h, u in after.items() if u == "new"]
    assert asked["after"] == match(written)["objective"]
    assert asked["exact"]


def test_a_unit_alone_is_short_for_adding_or_changing_it() -> None:
    town = read(crowded_document(1, 6, 5))
    some = town.units[0]
    whole = {"property": some.property.id, **unit_document(some)}
    new, larger = {**whole, "id": "new"}, {**whole, "max_people": 9}
    assert read_change(json.dumps(new).encode(), town) == said(town, add_units=[new])
    assert read_change(json.dumps(larger).encode(), town) == said(
        town, change_units=[{**unit_document(some), "max_people": 9}]
    )
    faulty: tuple[Any, ...] = (
        {},
        {"id": 7},
        {"id": None},
        [],
        "U1",
        {"id": "new"},
        {**larger, "property": "elsewhere"},
    )
    for bad in faulty:
        with pytest.raises(BadProblem):
            read_change(json.dumps(bad).encode(), town)


@settings(deadline=None, max_examples=30)
@given(SEEDS, st.sampled_from(liftable()))
def test_a_lifted_rule_never_places_fewer_in_the_most_urgent_band(seed: int, rule: str) -> None:
    town = read(crowded_document(seed, 6, 5))
    found = lift(town, rule)
    assert found["before"] == match(town)["objective"]
    assert found["before"]["placed_by_band"] <= found["after"]["placed_by_band"]


def test_a_rule_lifted_is_the_problem_with_its_fact_changed() -> None:
    pets = {"pets": ["dog"]}
    people = [household("H1", **pets), household("H2", **pets)]
    town = read(problem(households=people, properties=[building(units=[unit("U1"), unit("U2")])]))
    easy = said(town, change_properties=[{"id": "R1", "pets": ["dog"]}])
    by_rule, by_fact = lift(town, "pets"), change_units(town, easy)
    assert by_rule["extra"] == by_fact["extra"] != []
    assert by_rule["after"] == by_fact["after"]


def test_who_held_or_declined_a_unit_that_is_gone_still_says_so() -> None:
    people = [household("H1", held="U1"), household("H2", declined=["U1"])]
    town = read(problem(households=people, properties=[building(units=[unit("U1"), unit("U2")])]))
    fewer = with_change(town, said(town, remove_units=["U1"]))
    assert [each.id for each in fewer.units] == ["U2"]
    assert canonical_bytes(with_change(fewer, said(fewer, add_units=[{"property": "R1", **unit("U1")}]))) == (
        canonical_bytes(town)
    )


def test_a_property_that_goes_takes_its_units_along() -> None:
    town = read(problem(properties=[building("R1"), building("R2", units=[unit("U2"), unit("U3")])]))
    fewer = with_change(town, said(town, remove_properties=["R2"], change_units=[{"id": "U1", "floor": 3}]))
    assert [each.id for each in fewer.units] == ["U1"]
    assert (fewer.units[0].floor, fewer.units[0].property) == (3, fewer.properties[0])


def test_every_unit_of_a_changed_property_is_in_the_changed_property() -> None:
    town = read(problem(properties=[building("R1", units=[unit("U1"), unit("U2")])]))
    lists = {"change_properties": [{"id": "R1", "kind": "dispersed"}], "change_units": [{"id": "U2", "floor": 1}]}
    changed = with_change(town, said(town, **lists))
    assert [each.kind for each in changed.units] == ["dispersed", "dispersed"]


FAULTS = [
    ({"add_units": [{**unit("new"), "property": "R9"}]}, "add_units[0].property: expected the id of a property"),
    (
        {"add_units": [{**unit("U1"), "property": "R1"}]},
        "add_units[0].id: expected an id of its own, found the id of a",
    ),
    ({"add_units": [unit("new")]}, "add_units[0].property: expected an id that is not empty"),
    ({"add_units": [{**unit("new"), "property": "R1", "beds": 1}]}, "add_units[0].beds: expected one of the keys"),
    ({"change_units": [{"id": "U1", "floor": 99}]}, "change_units[0].floor: expected a whole number"),
    ({"change_units": [{"id": "U9"}]}, "change_units[0].id: expected the id of a unit"),
    ({"change_units": [{"id": "U1", "colour": 1}]}, "change_units[0].colour: expected one of the keys"),
    ({"change_units": [{"id": "U1"}] * 2}, "change_units[1]: expected an id that is not there already"),
    ({"change_properties": [{"id": "R1", "units": []}]}, "change_properties[0].units: expected one of the keys"),
    ({"change_properties": [{"id": "R1", "kind": "tent"}]}, "change_properties[0].kind: expected"),
    ({"remove_units": ["U9"]}, "remove_units[0]: expected the id of a unit"),
    ({"remove_units": ["U1"], "change_units": [{"id": "U1"}]}, "change_units[0].id: expected the id of a unit"),
    ({"remove_properties": ["R9"]}, "remove_properties[0]: expected the id of a property"),
    ({"add_properties": [building("R1", units=[])]}, "add_properties[0].id: expected an id of its own"),
    ({"add_houses": []}, "add_houses: expected one of the keys"),
    ({"format": "matching-problem/1"}, "format: expected"),
]


@pytest.mark.parametrize(("lists", "fault"), FAULTS)
def test_a_change_is_read_strictly(lists: dict[str, Any], fault: str) -> None:
    town = read(problem())
    with pytest.raises(BadProblem) as caught:
        read_change(json.dumps({"format": "matching-change/1", **lists}).encode(), town)
    assert caught.value.faults[0].startswith(fault), caught.value.faults


@pytest.mark.parametrize("seed", range(3))
def test_what_would_help_is_what_lifting_and_adding_one_by_one_would_say(seed: int) -> None:
    town = read(crowded_document(seed, 8, 4))
    helped = what_would_help(town, most=3)
    placed_now = match(town)["objective"]["placed_by_band"]
    for each in helped["rules"]:
        after = lift(town, each["rule"])["after"]["placed_by_band"]
        assert each["extra_by_band"] == [has - had for had, has in zip(placed_now, after, strict=True)]
    for each in helped["units"]:
        like = next(one for one in town.units if one.id == each["like"])
        new = {**unit_document(like), "id": "new", "property": like.property.id}
        after = change_units(town, said(town, add_units=[new]))["after"]["placed_by_band"]
        assert each["extra_by_band"] == [has - had for had, has in zip(placed_now, after, strict=True)]
        assert each["extra"] == sum(each["extra_by_band"]) >= 0
    assert helped["solved"] == 1 + len(liftable()) + len(helped["units"])
    assert helped["exact"]
    ranking = [each["extra_by_band"] for each in helped["rules"]]
    assert ranking == sorted(ranking, reverse=True)


def test_kinds_are_alike_in_what_they_offer_and_the_most_wanted_come_first() -> None:
    plain = [unit("U1"), unit("U2"), unit("U3", max_people=1, bedrooms=[{"beds": 1}])]
    mother = household("H1", members=[person("a", 30, "female"), person("b", 5, "female")])
    people = [mother, *(household(f"H{n}", members=[person(f"{n}a", 30, "female")] * 1) for n in range(2, 7))]
    helped = what_would_help(read(problem(households=people, properties=[building(units=plain)])))
    assert [(each["like"], each["units"], each["wanted_by"]) for each in helped["units"]] == [
        ("U1", 2, 3),
        ("U3", 1, 3),
    ]
    assert [each["extra"] for each in helped["units"]] == [1, 1]
