"""Why a unit stands empty after a run: how many households each rule keeps from it. Numbers only, never who."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allocation.facts import Problem
from allocation.rules import rules
from allocation.screen import screen


def unused(problem: Problem, result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """For each unit that nobody was proposed for: households that it would suit, that something must be asked of
    first, and that each rule refuses."""
    screened = screen(problem)
    column_of = {unit.id: column for column, unit in enumerate(problem.units)}
    found = []
    for unit in result["unused_units"]:
        column = column_of[unit]
        refused, asked = screened.refused[:, column], screened.asked[:, column]
        counts = {rule.id: int((refused >> bit & 1).sum()) for bit, rule in enumerate(rules())}
        found.append(
            {
                "id": unit,
                "suits": int(((refused | asked) == 0).sum()),
                "asks": int(((refused == 0) & (asked != 0)).sum()),
                "refused_by": {rule: count for rule, count in counts.items() if count},
            }
        )
    return found
