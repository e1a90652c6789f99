"""The sentences of a result, held word for word against those of the rules and the preferences.

Apart from the checker, which shares nothing with the engine: sentences have no second source, only their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from allocation.answer import ENGINE
from allocation.explain import because
from allocation.facts import Household, Problem, Unit
from allocation.screen import verdicts

Entry = Mapping[str, Any]


def wording_breaches(problem: Problem, result: Entry) -> list[str]:
    """A sentence for each reason, change or question whose words, or whose order, are not this engine's.

    `result` has the shape that `read_result` gives; its households and units are the problem's. A result of another
    engine has words of its own: nothing is said of them.
    """
    if result["engine"] != ENGINE:
        return []
    households = {household.id: household for household in problem.households}
    units = {unit.id: unit for unit in problem.units}
    found: list[str] = []
    for each in result["proposals"]:
        found += _reasons(households[each["household"]], units[each["unit"]], each)
    for each in result["unplaced"]:
        household = households[each["household"]]
        for line in each["one_change_away"]:
            found += _words(problem, household, units[line["unit"]], line, "change")
    for line in result["to_ask"]:
        found += _words(problem, households[line["household"]], units[line["unit"]], line, "because")
    return found


def _reasons(household: Household, unit: Unit, each: Entry) -> Iterator[str]:
    if list(each["because"]) != because(household, unit):
        yield f"{household.id} in {unit.id}: the reasons are not worded or ordered as the preferences have them"


def _words(problem: Problem, household: Household, unit: Unit, line: Entry, part: str) -> Iterator[str]:
    expected = getattr(verdicts(problem, household, unit)[line["rule"]], part)
    if line["text"] != expected:
        yield f"{household.id} and {unit.id}: {line['rule']} says {expected!r}, the result says {line['text']!r}"
