"""What a changed fact does: exact on cases small enough to see, equal to asking pair by pair, and undone by undoing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from allocation.catalogue import Answer
from allocation.edits import Edits
from allocation.facts import Problem
from allocation.match import match
from allocation.sandbox import Comparison, Difference, compare, possible
from allocation.screen import screen, verdicts
from allocation.solved import solved
from tests.allocation.problems import Document, building, changed, household, person, problem, read, unit
from tests.allocation.random_problems import Dice

POLICY = {
    "boys_up_to": (9, 12, 15, "any", None),
    "max_support": ("low", "high", "very_high", None),
    "sexes": (["female"], ["female", "male", "other"]),
    "pets": ([], ["dog", "cat"]),
    "funding": (["housing_benefit"], ["housing_benefit", "universal_credit", "part_4_grant"]),
    "services": ([], ["south_asian_women"]),
    "caps": ({}, {"support:high+": 0}, {"funding:no_recourse": 1}),
}


def mother(id: str, son: int, **changes: Any) -> Document:
    """A woman with one son of that age."""
    members = [person(f"{id}-a", 34, "female"), person(f"{id}-b", son, "male")]
    return household(id, members=members, **changes)


def two_mothers(boys_up_to: int | str | None) -> Problem:
    """One refuge with one unit; H1 has waited longer, with a son of 14; H2 has a son of 8."""
    return read(
        problem(
            households=[mother("H1", 14, waiting_since="2026-11-01"), mother("H2", 8)],
            properties=[building("R1", boys_up_to=boys_up_to, units=[unit("U1")])],
        )
    )


def test_who_gains_a_unit_and_who_loses_a_proposal_by_it() -> None:
    found = compare(two_mothers(12), two_mothers(15))
    assert found == Comparison(
        differences=(
            Difference("H1", 2, ("U1",), (), None, "U1"),
            Difference("H2", 2, (), (), "U1", None),
        ),
        placed_before=1,
        placed_after=1,
        proved=True,
    )


def test_a_fact_that_becomes_not_known_takes_what_it_decided() -> None:
    found = compare(two_mothers("any"), two_mothers(None))
    assert [(each.household, each.units_lost, each.after) for each in found.differences] == [
        ("H1", ("U1",), None),
        ("H2", ("U1",), None),
    ]
    assert (found.placed_before, found.placed_after) == (1, 0)


def test_a_cap_changes_proposals_though_every_pair_stays_possible() -> None:
    needing = [household(f"H{number}", support_need="high") for number in (1, 2)]
    homes = [building("R1", units=[unit("U1"), unit("U2")])]
    before = read(problem(households=needing, properties=homes))
    after = read(problem(households=needing, properties=[{**homes[0], "caps": {"support:high+": 1}}]))
    found = compare(before, after)
    (lost,) = found.differences
    assert (lost.units_gained, lost.units_lost) == ((), ())
    assert lost.before in ("U1", "U2")
    assert lost.after is None


def test_a_wider_danger_zone_takes_the_homes_inside_it_and_no_others() -> None:
    def zoned(radius: int) -> Problem:
        zone = {"easting": 441000, "northing": 396000, "radius_m": radius, "reason": "home"}
        near = building("R1", units=[unit("U1")])
        far = building("R2", easting=443000, northing=396000, units=[unit("U2")])
        work = {"easting": 441000, "northing": 395000, "kind": "work"}
        return read(problem(households=[household("H1", danger_zones=[zone], places=[work])], properties=[near, far]))

    (widened,) = compare(zoned(999), zoned(1000)).differences
    assert widened == Difference("H1", 2, (), ("U1",), "U1", "U2")
    assert compare(zoned(1000), zoned(1999)).differences == ()
    (both,) = compare(zoned(999), zoned(2000)).differences
    assert (both.units_lost, both.after) == (("U1", "U2"), None)


def test_a_property_that_opens_is_gained_by_those_it_suits() -> None:
    other = building("R2", boys_up_to=3, units=[unit("U2")])
    before = read(problem(households=[mother("H1", 14), household("H2")], properties=[other]))
    after = read(problem(households=[mother("H1", 14), household("H2")], properties=[building(boys_up_to=15), other]))
    found = compare(before, after)
    assert [(each.household, each.units_gained) for each in found.differences] == [("H1", ("U1",)), ("H2", ("U1",))]
    assert (found.placed_before, found.placed_after) == (1, 2)


def drawn(seed: int) -> tuple[Document, Document]:
    """A small random problem, and the same with something of one property's policy changed."""
    dice = Dice(seed)
    document = dice.problem(4, 3)
    name = dice.one(sorted(POLICY))
    return document, changed(document, (("properties", 0, name), dice.one(list(POLICY[name]))))


@pytest.mark.parametrize("seed", range(60))
def test_what_is_possible_is_what_every_rule_says_pair_by_pair(seed: int) -> None:
    for document in drawn(seed):
        asked = read(document)
        assert possible(asked, screen(asked)) == {
            one.id: frozenset(
                home.id
                for home in asked.units
                if all(verdict.answer is Answer.ACCEPT for verdict in verdicts(asked, one, home).values())
            )
            for one in asked.households
        }


@pytest.mark.parametrize("seed", range(60))
def test_there_and_back_again_is_where_it_began(seed: int) -> None:
    first, second = (read(document) for document in drawn(seed))
    there, back = compare(first, second), compare(second, first)
    assert back.differences == tuple(
        replace(each, units_gained=each.units_lost, units_lost=each.units_gained, before=each.after, after=each.before)
        for each in there.differences
    )
    assert (back.placed_before, back.placed_after) == (there.placed_after, there.placed_before)
    assert compare(first, read(drawn(seed)[0])).differences == ()


@pytest.mark.parametrize("seed", range(60))
def test_proposals_are_those_of_a_whole_match(seed: int) -> None:
    first, second = (read(document) for document in drawn(seed))
    found = compare(first, second)
    assert compare(first, second, answer=match(first)) == found
    for whole, count, side in ((first, found.placed_before, "before"), (second, found.placed_after, "after")):
        given = {each["household"]: each["unit"] for each in match(whole)["proposals"]}
        assert count == len(given)
        for each in found.differences:
            assert getattr(each, side) == given.get(each.household)


def test_a_known_answer_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = two_mothers(12), two_mothers(15)
    known, expected = match(before), compare(before, after)
    asked: list[Problem] = []

    def counted(given: Problem, *more: Any) -> Any:
        asked.append(given)
        return solved(given, *more)

    monkeypatch.setattr("allocation.sandbox.solved", counted)
    assert compare(before, after, answer=known) == expected
    assert asked == [after]
    assert compare(before, two_mothers(12), answer=known).differences == ()
    assert asked == [after]


def test_pins_are_honoured_while_they_can_be_and_banned_pairs_are_not_possible() -> None:
    """H2's pin holds in both; H1's goes when the refuge no longer takes her son."""
    one = compare(two_mothers(15), two_mothers(12), pins=[("H1", "U1")])
    assert [(each.household, each.before, each.after) for each in one.differences] == [
        ("H1", "U1", None), ("H2", None, "U1"),
    ]  # fmt: skip
    two = compare(two_mothers(15), two_mothers(12), pins=[("H2", "U1")])
    assert [(each.household, each.units_lost, each.before) for each in two.differences] == [("H1", ("U1",), None)]
    banned = [("H1", "U1")]
    assert compare(two_mothers(15), two_mothers(12), bans=banned).differences == ()
    with_answer = match(two_mothers(15), edits=Edits(bans=tuple(banned)))
    assert compare(two_mothers(15), two_mothers(12), bans=banned, answer=with_answer).differences == ()


def test_an_answer_that_is_not_proved_says_so() -> None:
    before, after = two_mothers(12), two_mothers(15)
    assert compare(before, after, answer={**match(before), "status": "feasible"}).proved is False


def test_the_document_says_the_same_in_lists() -> None:
    document = compare(two_mothers(12), two_mothers(15)).as_document()
    assert document["differences"][0] == {
        "household": "H1", "band": 2, "units_gained": ["U1"], "units_lost": [], "before": None, "after": "U1",
    }  # fmt: skip
    assert (document["placed_before"], document["placed_after"], document["proved"]) == (1, 1, True)
