"""The tally of the rules, against every pair asked one by one."""

from __future__ import annotations

from collections import Counter

import pytest

from allocation.catalogue import Answer
from allocation.rules import rules
from allocation.screen import verdicts
from allocation.tally import Tally, tally
from tests.allocation.problems import problem, read
from tests.allocation.random_problems import Dice


@pytest.mark.parametrize("seed", range(30))
def test_the_tally_is_every_pair_asked_one_by_one(seed: int) -> None:
    of = read(Dice(seed, unknown=0.2).problem(5, 6))
    refused: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for household in of.households:
        for unit in of.units:
            said = {name: verdict.answer for name, verdict in verdicts(of, household, unit).items()}
            refusing = [name for name, answer in said.items() if answer is Answer.REFUSE]
            asking = [name for name, answer in said.items() if answer is Answer.ASK]
            refused.update(refusing)
            alone.update(refusing if len(refusing) == 1 and not asking else [])
            asked.update([] if refusing else asking)
    expected = {
        rule.id: Tally(refused[rule.id], alone[rule.id], asked[rule.id])
        for rule in rules()
        if refused[rule.id] or asked[rule.id]
    }
    assert tally(of) == expected
    assert list(tally(of)) == list(expected)


def test_nobody_and_nothing_is_nothing_to_count() -> None:
    assert tally(read(problem(households=[]))) == {}
