"""More homes and fewer dangers never make the answer worse; taking a change back gives the answer back."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.match import lift, liftable, match, options
from tests.allocation.problems import Document, read, unit
from tests.allocation.proof.documents import anything, anywhere, crowded, one, one_building
from tests.allocation.proof.plain_search import proposals_of, vector_of

pytestmark = pytest.mark.slow

ANY = st.one_of(anything(), crowded(), one_building())


@st.composite
def another_home(draw: st.DrawFn) -> Document:
    """A property that is in no other document."""
    return anywhere(draw, "R-new", ["U-new"], ("P1", "P2", "H1-0"))


def accepted(document: Document) -> set[tuple[str, str]]:
    """Every accepted pair, as a household's options say it."""
    problem = read(document)
    return {
        (household.id, line["unit"])
        for household in problem.households
        for line in options(problem, household.id)
        if line["answer"] == "accept"
    }


@given(ANY, another_home())
def test_a_new_property_never_makes_the_objective_worse(document: Document, home: Document) -> None:
    """Level by level: none is worse unless one before it is better. Every old answer is still there to be given."""
    more = document | {"properties": [*document["properties"], home]}
    assert vector_of(match(read(more))) <= vector_of(match(read(document)))


@given(ANY, one(0, 1, 2, 3))
def test_one_more_unit_in_a_property_never_makes_the_objective_worse(document: Document, which: int) -> None:
    """Caps and everybody who must be kept apart are still kept: a unit is a bed, not a way round a rule."""
    more = deepcopy(document)
    homes = more["properties"]
    homes[which % len(homes)]["units"].append(unit("U-new"))
    assert vector_of(match(read(more))) <= vector_of(match(read(document)))


@given(anything(), one(0, 1, 2, 3))
def test_a_danger_that_has_passed_takes_no_unit_away(document: Document, which: int) -> None:
    """Without one of a household's danger zones every accepted pair still is, and the answer is no worse."""
    safer = deepcopy(document)
    household = safer["households"][which % len(safer["households"])]
    if not household["danger_zones"]:
        household["danger_zones"] = [] if household["danger_zones"] is None else household["danger_zones"]
    household["danger_zones"] = household["danger_zones"][1:]
    assert accepted(safer) >= accepted(document)
    assert vector_of(match(read(safer))) <= vector_of(match(read(document)))


LOOSENED: list[tuple[str, str, Any]] = [
    ("households", "excluded_areas", []),
    ("households", "outside_authorities", []),
    ("households", "access_needs", []),
    ("households", "pets", []),
    ("households", "declined", []),
    ("properties", "sexes", ["female", "male", "other"]),
    ("properties", "boys_up_to", "any"),
    ("properties", "max_support", "very_high"),
    ("properties", "caps", {}),
    ("properties", "pets", ["dog", "cat", "assistance"]),
]


@given(anything(), st.sampled_from(LOOSENED))
def test_a_rule_with_nothing_to_refuse_takes_no_unit_away(document: Document, change: tuple[str, str, Any]) -> None:
    where, key, value = change
    easier = deepcopy(document)
    for each in easier[where]:
        each[key] = value
    assert accepted(easier) >= accepted(document)


@given(ANY)
def test_two_who_need_not_be_kept_apart_any_more_make_no_answer_worse(document: Document) -> None:
    for position in range(len(document.get("keep_apart", []))):
        fewer = document | {"keep_apart": document["keep_apart"][:position] + document["keep_apart"][position + 1 :]}
        assert accepted(fewer) >= accepted(document)
        assert vector_of(match(read(fewer))) <= vector_of(match(read(document)))


@given(anything(), st.sampled_from(liftable()))
def test_a_lifted_rule_makes_no_answer_worse_and_says_exactly_who_gains(document: Document, rule: str) -> None:
    problem = read(document)
    found, before = lift(problem, rule), match(problem)
    assert vector_of({"objective": found["before"]}) == vector_of(before)
    assert vector_of({"objective": found["after"]}) <= vector_of(before)
    placed = set(proposals_of(before))
    gained, lost = ({each["household"] for each in found[key]} for key in ("extra", "no_longer"))
    assert gained.isdisjoint(placed)
    assert lost <= placed
    assert sum(found["after"]["placed_by_band"]) == len(placed | gained) - len(lost)
