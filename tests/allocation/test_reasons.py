"""Why not: the reasons of an answer, worked out for many at once, are what the rules say pair by pair."""

from __future__ import annotations

from typing import Any

import pytest

from allocation.catalogue import Answer, Authority
from allocation.explain import every_unit, next_best, one_change_away, reason, refused_by, to_ask
from allocation.facts import Problem
from allocation.make_problem import make_problem
from allocation.preferences import cost
from allocation.rules import rules
from allocation.screen import screen, verdicts
from tests.allocation.problems import read
from tests.allocation.random_problems import Dice
from tests.allocation.towns import Dice as Seeded

SEEDS = range(25)


def drawn(seed: int) -> Problem:
    """Full of facts not known, and as life is, in turn."""
    if seed % 2:
        return read(make_problem(Seeded(seed), 12, 20))
    return read(Dice(seed, unknown=0.25).problem(8, 14))


def said(of: Problem, row: int) -> list[dict[str, dict[str, str]]]:
    """What each rule says of each unit where it does not accept: {"refuse": {rule: change}, "ask": {rule: text}}."""
    found = []
    for unit in of.units:
        given = verdicts(of, of.households[row], unit).items()
        refuse = {rule: verdict.change for rule, verdict in given if verdict.answer is Answer.REFUSE}
        ask = {rule: verdict.because for rule, verdict in given if verdict.answer is Answer.ASK}
        found.append({"refuse": refuse, "ask": ask})
    return found


def near_misses(of: Problem, row: int) -> list[dict[str, str]]:
    """The five cheapest units that one service or choice rule alone refuses, asked one by one."""
    changeable = {rule.id for rule in rules() if rule.authority in (Authority.SERVICE, Authority.CHOICE)}
    found = []
    for unit, answers in zip(of.units, said(of, row), strict=True):
        if len(answers["refuse"]) == 1 and not answers["ask"] and changeable >= answers["refuse"].keys():
            [(rule, change)] = answers["refuse"].items()
            found.append((cost(of.households[row], unit), unit.id, {"unit": unit.id, "rule": rule, "text": change}))
    return [entry for _, _, entry in sorted(found, key=lambda each: each[:2])[:5]]


def questions(of: Problem, row: int) -> list[dict[str, str]]:
    """What to ask, unit by unit and rule by rule."""
    return [
        {"household": of.households[row].id, "unit": unit.id, "rule": rule, "text": text}
        for unit, answers in zip(of.units, said(of, row), strict=True)
        if not answers["refuse"]
        for rule, text in answers["ask"].items()
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_reasons_are_what_the_rules_say_one_by_one(seed: int) -> None:
    of = drawn(seed)
    screened = screen(of)
    for row in range(len(of.households)):
        each = said(of, row)
        assert one_change_away(of, screened, row) == near_misses(of, row)
        assert to_ask(of, screened, row) == questions(of, row)
        refused: list[Any] = [rule for answers in each for rule in answers["refuse"]]
        assert refused_by(screened, row) == {rule.id: refused.count(rule.id) for rule in rules() if rule.id in refused}
        open_to_her = [unit for unit, answers in zip(of.units, each, strict=True) if not any(answers.values())]
        asking = any(answers["ask"] and not answers["refuse"] for answers in each)
        expected = "outcompeted" if open_to_her else "needs_facts" if asking else "no_suitable_unit"
        assert reason(screened, row) == expected
        ranked = sorted((cost(of.households[row], unit), unit.id) for unit in open_to_her)
        assert next_best(of, screened, row, -1) == [{"unit": name, "cost": points} for points, name in ranked[:3]]


def test_there_are_near_misses_and_questions_to_be_right_about() -> None:
    problems = [drawn(seed) for seed in SEEDS]
    found = [(near_misses(of, row), questions(of, row)) for of in problems for row in range(len(of.households))]
    assert sum(len(near) for near, _ in found) > 50
    assert sum(len(ask) for _, ask in found) > 50


@pytest.mark.parametrize("seed", SEEDS)
def test_every_unit_comes_best_first(seed: int) -> None:
    of = read(Dice(seed, unknown=0.2).problem(2, 14))
    shown = every_unit(of, screen(of), 0)
    keys = [(len(each["refusals"]), bool(each["asks"]), each["cost"], each["unit"]) for each in shown]
    assert keys == sorted(keys)
    assert {each["unit"] for each in shown} == {unit.id for unit in of.units}
    answers = dict(zip((unit.id for unit in of.units), said(of, 0), strict=True))
    for each in shown:
        assert {line["rule"]: line["change"] for line in each["refusals"]} == answers[each["unit"]]["refuse"]
        assert {line["rule"]: line["text"] for line in each["asks"]} == answers[each["unit"]]["ask"]
        assert all(line["text"] for line in each["refusals"])
