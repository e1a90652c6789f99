"""What cannot matter does not: the order of listing, the names, and whoever had no part in the answer."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.match import match
from tests.allocation.problems import Document, read
from tests.allocation.proof.documents import anything, chains, crowded
from tests.allocation.proof.plain_search import proposals_of, vector_of

pytestmark = pytest.mark.slow

ANY = st.one_of(anything(), crowded(), chains())
SEEDS = st.integers(0, 2**32 - 1)
IN_HER_ORDER = {"accepts"}  # the order of preference is a fact
LEAD_FIRST = "members"  # the first is the lead person; the others have no order
NAMES = {"id", "household", "property", "unit", "held"}
LISTS_OF_NAMES = {"couples", "keep_apart", "declined", "threats", "members"}


def shuffled(value: Any, chance: Random, key: str = "") -> Any:
    """The same document with every list that has no order in another one, and every object's keys too."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {each: shuffled(value[each], chance, each) for each in keys}
    if not isinstance(value, list):
        return value
    items = [shuffled(each, chance) for each in value]
    if key in IN_HER_ORDER:
        return items
    first = 1 if key == LEAD_FIRST and items and isinstance(items[0], dict) else 0
    tail = items[first:]
    chance.shuffle(tail)
    return items[:first] + tail


def renamed(value: Any, names: dict[str, str], key: str = "") -> Any:
    """The same document with every id that `names` knows called something else."""
    if isinstance(value, dict):
        return {each: renamed(inside, names, each) for each, inside in value.items()}
    if isinstance(value, list):
        return [renamed(each, names, key) for each in value]
    return names.get(value, value) if key in NAMES | LISTS_OF_NAMES else value


def ids(value: Any, key: str = "") -> set[str]:
    """Every id of a document."""
    if isinstance(value, dict):
        return {each for name, inside in value.items() for each in ids(inside, name)}
    if isinstance(value, list):
        return {each for inside in value for each in ids(inside, key)}
    return {value} if isinstance(value, str) and key in NAMES | LISTS_OF_NAMES else set()


def untimed(result: dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in result.items() if key != "seconds"})


@given(ANY, SEEDS)
def test_no_order_of_listing_changes_a_letter(document: Document, seed: int) -> None:
    other = shuffled(document, Random(seed))
    assert untimed(match(read(other))) == untimed(match(read(document)))


@given(ANY, SEEDS)
def test_other_names_change_nobodys_chances(document: Document, seed: int) -> None:
    """Which of equals comes first may change with the names; how many are placed, and how well, may not."""
    old = sorted(ids(document))
    new = [f"n{number:03}" for number in range(len(old))]
    Random(seed).shuffle(new)
    result = match(read(renamed(document, dict(zip(old, new, strict=True)))))
    assert vector_of(result) == vector_of(match(read(document)))
    assert result["status"] == "optimal"


@given(ANY)
def test_a_household_without_a_place_changes_nothing_by_going_away(document: Document) -> None:
    """Whoever is not chosen has no say in who is: the optimum is among fewer, and is there still."""
    before = match(read(document))
    for each in before["unplaced"]:
        assert proposals_of(match(read(without(document, each["household"])))) == proposals_of(before)


@given(ANY)
def test_nobody_gets_a_place_by_ruling_out_more(document: Document) -> None:
    """Her answer can be trusted to be what she needs: a household without a place gains none by excluding areas."""
    before = match(read(document))
    for each in before["unplaced"]:
        choosy = deepcopy(document)
        (household,) = (one for one in choosy["households"] if one["id"] == each["household"])
        household["excluded_areas"] = ["E05000001", "E05012997"]
        assert proposals_of(match(read(choosy))) == proposals_of(before)


@given(ANY)
def test_a_unit_that_nobody_got_changes_nothing_by_going_away(document: Document) -> None:
    before = match(read(document))
    for unit in before["unused_units"]:
        fewer = deepcopy(document)
        for home in fewer["properties"]:
            home["units"] = [each for each in home["units"] if each["id"] != unit]
        for household in fewer["households"]:
            household["declined"] = [each for each in household.get("declined", []) if each != unit]
            if household.get("held") == unit:
                del household["held"]
        assert proposals_of(match(read(fewer))) == proposals_of(before)


def without(document: Document, household: str) -> Document:
    """The document without one household and whatever names it."""
    fewer = deepcopy(document)
    fewer["households"] = [each for each in fewer["households"] if each["id"] != household]
    fewer["keep_apart"] = [pair for pair in fewer.get("keep_apart", []) if household not in pair]
    fewer["waivers"] = [each for each in fewer.get("waivers", []) if each["household"] != household]
    return fewer
