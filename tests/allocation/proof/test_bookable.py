"""Proposable is bookable: what is accepted passes every rule's own judgement, one pair at a time, and the reverse.

An offer is rechecked with `verdicts` and `breaches` (housing/placements/matching/rechecking.py); these are the same.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.catalogue import ACCEPT, Answer
from allocation.check import check
from allocation.couplings import breaches, couplings
from allocation.match import match, options
from allocation.screen import verdicts
from tests.allocation.problems import Document, read
from tests.allocation.proof.documents import anything, chains, crowded, one_building
from tests.allocation.proof.plain_search import Plain, proposals_of

pytestmark = pytest.mark.slow

ANY = st.one_of(anything(), crowded(), one_building(), chains())


@given(ANY)
def test_every_proposal_passes_every_rule_alone_and_beside_all_the_others(document: Document) -> None:
    problem = read(document)
    result = match(problem)
    households = {household.id: row for row, household in enumerate(problem.households)}
    homes = {home.id: position for position, home in enumerate(problem.properties)}
    units = {unit.id: unit for unit in problem.units}
    lives_in = {}
    for one, place in proposals_of(result).items():
        household, unit = problem.households[households[one]], units[place]
        assert set(verdicts(problem, household, unit).values()) == {ACCEPT}
        lives_in[households[one]] = homes[unit.property.id]
        assert breaches(couplings(problem), {households[one]: homes[unit.property.id]}) == []
    assert breaches(couplings(problem), lives_in) == []
    assert check(problem, result) == []


@given(ANY)
def test_accepted_is_exactly_what_every_rule_accepts(document: Document) -> None:
    problem = read(document)
    units = {unit.id: unit for unit in problem.units}
    for household in problem.households:
        for line in options(problem, household.id):
            said = {verdict.answer for verdict in verdicts(problem, household, units[line["unit"]]).values()}
            expected = "refuse" if Answer.REFUSE in said else "ask" if Answer.ASK in said else "accept"
            assert line["answer"] == expected


@given(st.one_of(crowded(), one_building(), chains()))
def test_the_side_rules_say_the_same_of_any_two_in_any_property(document: Document) -> None:
    """One at a time, two at a time and all together, in each property: a breach is one, and there are no others."""
    problem, plain = read(document), Plain(document)
    rules, names = couplings(problem), [household.id for household in problem.households]
    for position, home in enumerate(problem.properties):
        facts = next(each for each in document["properties"] if each["id"] == home.id)
        for some in [
            *combinations(range(len(names)), 1),
            *combinations(range(len(names)), 2),
            tuple(range(len(names))),
        ]:
            broken = bool(breaches(rules, dict.fromkeys(some, position)))
            there = [names[row] for row in some]
            caps = any(plain.over(key, most, there, facts) for key, most in facts["caps"].items())
            assert broken == (caps or any(plain.clash(a, b) for a, b in combinations(there, 2)))
