"""The engine's answer equals the best of all sets of proposals, each judged from the document by matching.md alone."""

from __future__ import annotations

import pytest
from hypothesis import given

from allocation.match import match, options
from tests.allocation.problems import Document, read
from tests.allocation.proof.documents import anything, chains, crowded, one_building
from tests.allocation.proof.plain_search import Plain, proposals_of, vector_of

pytestmark = pytest.mark.slow


def assert_best(document: Document) -> None:
    """The result keeps every rule, states its own objective rightly, and nothing is better."""
    plain, result = Plain(document), match(read(document))
    proposals = proposals_of(result)
    assert plain.breaks(proposals) == []
    assert plain.vector(proposals) == vector_of(result) == plain.best()
    assert result["status"] == "optimal"


@given(anything())
def test_any_problem_is_answered_as_well_as_can_be(document: Document) -> None:
    assert_best(document)


@given(crowded())
def test_where_side_rules_of_every_sort_bind(document: Document) -> None:
    assert_best(document)


@given(one_building())
def test_one_building_with_many_caps(document: Document) -> None:
    assert_best(document)


@given(chains())
def test_chains_and_rings_of_households_kept_apart(document: Document) -> None:
    assert_best(document)


@given(anything())
def test_every_pair_is_accepted_asked_about_or_refused_as_the_document_says(document: Document) -> None:
    """The screen, read through a household's options, against the rules read literally: answers, rules and cost."""
    plain, problem = Plain(document), read(document)
    for one in plain.households:
        for line in options(problem, one):
            said = plain.answers[one, line["unit"]]
            refused = {each["rule"] for each in line["refusals"]}
            asked = {each["rule"] for each in line["asks"]}
            assert refused == {rule for rule, answer in said.items() if answer == "refuse"}
            assert asked == {rule for rule, answer in said.items() if answer == "ask"}
            assert line["answer"] == ("refuse" if refused else "ask" if asked else "accept")
            if not said:
                assert line["cost"] == plain.accepted[one, line["unit"]]


def test_side_rules_bind_in_a_third_of_the_crowded_problems_and_more() -> None:
    """So that the tests above test something: without its side rules the answer would be another."""
    bound: list[bool] = []

    @given(crowded())
    def look(document: Document) -> None:
        free = document | {"properties": [home | {"caps": {}} for home in document["properties"]], "keep_apart": []}
        free["households"] = [each | {"threats": []} for each in document["households"]]
        bound.append(vector_of(match(read(document))) != vector_of(match(read(free))))

    look()
    assert sum(bound) * 3 > len(bound), sum(bound)
