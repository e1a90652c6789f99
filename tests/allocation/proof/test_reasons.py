"""Every rule that is said to block does, and every change that is said to help does: tried by making it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.check import check
from allocation.match import match, options
from tests.allocation.problems import Document, read
from tests.allocation.proof.changes import CHANGEABLE, cured, refused_by, view
from tests.allocation.proof.documents import anything, chains, crowded, one_building
from tests.allocation.proof.plain_search import Plain, proposals_of

pytestmark = pytest.mark.slow


@given(anything(2, 3))
def test_taking_away_a_refusal_s_reason_takes_away_that_refusal_and_no_other(document: Document) -> None:
    for one in (household["id"] for household in document["households"]):
        for line in options(read(document), one):
            for rule in refused_by(line):
                after = view(cured(document, one, line["unit"], rule), one, line["unit"])
                assert refused_by(after) == refused_by(line) - {rule}, rule


@given(anything(2, 3))
def test_a_pair_is_accepted_once_everything_that_is_said_against_it_is_gone(document: Document) -> None:
    """So nothing is kept back: the refusals and the questions that are shown are all there are."""
    for one in (household["id"] for household in document["households"]):
        for line in options(read(document), one):
            changed = document
            for rule in refused_by(line):
                changed = cured(changed, one, line["unit"], rule)
            if not line["asks"]:
                assert view(changed, one, line["unit"])["answer"] == "accept"


@given(anything())
def test_a_proposal_against_a_stated_refusal_is_found_by_the_checker(document: Document) -> None:
    """Every blocking rule blocks: put into a result, the pair is a breach that names the rule."""
    problem = read(document)
    result = match(problem)
    for one in (household["id"] for household in document["households"]):
        for line in options(problem, one):
            forged = {"household": one, "unit": line["unit"], "cost": line["cost"], "because": line["because"]}
            breaches = check(problem, result | {"proposals": [{**forged, "next_best": []}]})
            for each in line["refusals"]:
                assert f"{one} is proposed for {line['unit']}, but {each['rule']} says refuse" in breaches
            for each in line["asks"]:
                assert f"{one} is proposed for {line['unit']}, but {each['rule']} says ask" in breaches


@given(anything())
def test_reasons_counts_and_near_misses_are_those_of_the_document(document: Document) -> None:
    plain = Plain(document)
    for each in match(read(document))["unplaced"]:
        said = {unit: plain.answers[each["household"], unit] for unit in plain.units}
        counts = Counter(rule for answers in said.values() for rule, answer in answers.items() if answer == "refuse")
        assert each["refused_by"] == counts
        near = {
            unit for unit, answers in said.items() if list(answers.values()) == ["refuse"] and {*answers} < CHANGEABLE
        }
        assert {line["unit"] for line in each["one_change_away"]} <= near
        assert len(each["one_change_away"]) == min(5, len(near))
        accepted, asking = ([u for u, a in said.items() if set(a.values()) == want] for want in (set(), {"ask"}))
        assert each["reason"] == ("outcompeted" if accepted else "needs_facts" if asking else "no_suitable_unit")


@given(st.one_of(crowded(), one_building(), chains()))
def test_whoever_is_said_to_be_in_the_way_is(document: Document) -> None:
    """Without the household that a unit was lost to, the unit is free to take or another stands in the way."""
    plain, result = Plain(document), match(read(document))
    proposals = proposals_of(result)
    for each in result["unplaced"]:
        for line in each["lost_to"]:
            one, unit, other = each["household"], line["unit"], line["household"]
            assert other in proposals
            if proposals[other] == unit:
                continue
            assert unit not in proposals.values()
            home = plain.homes[unit]
            there = [who for who, at in proposals.items() if plain.homes[at] is home]
            assert other in there
            assert not plain.may_join(one, there, home)
            together = plain.clash(one, other) or any(
                plain.over(key, most, [one, *there], home)
                and not plain.over(key, most, [who for who in there if who != other], home)
                for key, most in home["caps"].items()
            )
            assert together
