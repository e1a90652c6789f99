"""The agreed sentences: a file a rule in tests/scenarios/rules, for a housing officer to read and this to run."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from allocation.catalogue import Rule
from allocation.problem import read_problem
from allocation.rules import rules
from tests.allocation.problems import Document, building, household, person, problem, unit

FOLDER = Path(__file__).parents[1] / "scenarios" / "rules"
WHO = {
    "woman": ("female", "adult"),
    "man": ("male", "adult"),
    "adult": (None, "adult"),
    "girl": ("female", "child"),
    "boy": ("male", "child"),
    "child": (None, "child"),
}
ASKING = {"danger-zone", "threat-on-site", "people", "beds", "sex-accepted", "boys-age", "support"}


@cache
def scenarios(rule: str) -> list[Document]:
    """The scenarios of one rule; none where it has no file yet, which tests/house/test_rule_book.py says."""
    path = FOLDER / f"{rule}.yaml"
    loaded: list[Document] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    return loaded


def people(words: list[str]) -> list[Document]:
    """Members given as "boy 9", with "unknown" for an age not known."""
    members = []
    for place, (who, age) in enumerate((each.split() for each in words), 1):
        sex, role = WHO[who]
        members.append(person(f"H1-{place}", None if age == "unknown" else int(age), sex, role))
    return members


def document_of(scenario: Document) -> Document:
    """The whole problem that a scenario is about."""
    home = household(**scenario.get("household", {}))
    if "people" in scenario:
        home["members"] = people(scenario["people"])
    here = building(**scenario.get("property", {}), units=[unit(**scenario.get("unit", {}))])
    elsewhere = [{"household": each} for each in scenario.get("elsewhere", [])]
    other = building("R2", units=[], residents=elsewhere)
    return problem(
        households=[home],
        properties=[here, other],
        keep_apart=[["H1", each] for each in scenario.get("kept_apart", [])],
        policy={"needed_within_days": scenario.get("days", 3)},
    )


CASES = [(rule, place) for rule in rules() for place in range(len(scenarios(rule.id)))]


@pytest.mark.parametrize(("rule", "place"), CASES, ids=lambda each: each.id if isinstance(each, Rule) else str(each))
def test_a_scenario_comes_out_as_agreed(rule: Rule, place: int) -> None:
    scenario = scenarios(rule.id)[place]
    of = read_problem(json.dumps(document_of(scenario), default=str).encode())
    verdict = rule.judge(of.households[0], of.units[0])
    assert verdict.answer == scenario["answer"], scenario["says"]
    assert verdict.because == scenario.get("because", verdict.because)
    assert verdict.change == scenario.get("change", verdict.change)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule.id))
def test_every_rule_has_scenarios_that_accept_refuse_and_ask_where_it_can(rule: Rule) -> None:
    answers: set[Any] = {scenario["answer"] for scenario in scenarios(rule.id)}
    assert answers == {"accept", "refuse"} | ({"ask"} if rule.id in ASKING else set())


def test_every_file_is_a_rule_of_the_catalogue() -> None:
    assert {each.stem for each in FOLDER.iterdir()} == {rule.id for rule in rules()}
