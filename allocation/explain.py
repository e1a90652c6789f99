"""Why this unit, why not that one, what would change it, and who it went to instead.

Explanations come from the verdicts of the rules and from the levels of the objective, never from the solver.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import Answer, Authority
from allocation.facts import Household, Problem, Unit
from allocation.losses import Losses, holders, in_the_way
from allocation.preferences import terms
from allocation.rules import rules
from allocation.screen import Screen, verdicts

Entry = dict[str, Any]
NEXT_BEST = 3
ONE_CHANGE = 5


def because(household: Household, unit: Unit) -> list[Entry]:
    """The terms of a pair's cost; their points add up to it."""
    return [{"term": each.term, "points": each.points, "text": each.text} for each in terms(household, unit)]


def cheapest(cost: NDArray[np.int64], columns: Iterable[int], most: int | None = None) -> list[int]:
    """The columns by cost, then by the order of the units (their ids), `most` of them."""
    return sorted(columns, key=lambda column: (int(cost[column]), column))[:most]


def next_best(problem: Problem, screened: Screen, row: int, taken: int) -> list[Entry]:
    """The cheapest other units that accept the household, whoever they go to."""
    hers = screened.pairs.of(row)
    offers = zip(screened.pairs.cost[hers].tolist(), screened.pairs.unit[hers].tolist(), strict=True)
    best = nsmallest(NEXT_BEST + 1, offers)
    return [{"unit": problem.units[unit].id, "cost": cost} for cost, unit in best if unit != taken][:NEXT_BEST]


def refused_by(screened: Screen, row: int) -> dict[str, int]:
    """How many units each rule refuses, every rule that refuses any, in the order of the catalogue."""
    counts = zip(rules(), screened.refusals[row].tolist(), strict=True)
    return {rule.id: count for rule, count in counts if count}


def one_change_away(problem: Problem, screened: Screen, row: int) -> list[Entry]:
    """The units that one service or choice rule alone keeps from the household, none asking; cheapest first."""
    household = problem.households[row]
    rule_at = {
        1 << bit: rule.id for bit, rule in enumerate(rules()) if rule.authority in (Authority.SERVICE, Authority.CHOICE)
    }
    view = screened.row(row)
    near = np.flatnonzero(np.isin(view.refused, np.array(sorted(rule_at), dtype=np.uint32)) & (view.asked == 0))
    found = []
    for column in cheapest(view.cost, near.tolist(), ONE_CHANGE):
        unit, rule = problem.units[column], rule_at[int(view.refused[column])]
        found.append({"unit": unit.id, "rule": rule, "text": verdicts(problem, household, unit)[rule].change})
    return found


def lost_to(problem: Problem, screened: Screen, losses: Losses, row: int) -> list[Entry]:
    """Every unit that accepts the household and went to another, or stands empty because of a side rule.

    `level` is the first level that would get worse if this household took the unit, or "side rules" where
    residents alone leave no room for her. An empty unit names the household of the proposal in the way; one
    that residents alone keep empty is left out, because nobody proposed has it.
    """
    holder = holders(losses.assignment.match, len(problem.units))
    found = []
    for column in screened.pairs.unit[screened.pairs.of(row)].tolist():
        other = int(holder[column])
        if other < 0:
            blocking = in_the_way(losses, row, column)
            if blocking is None:
                continue
            other = blocking
        unit, instead = problem.units[column].id, problem.households[other].id
        found.append({"unit": unit, "household": instead, "level": losses.level(row, column)})
    return found


def reason(screened: Screen, row: int) -> str:
    """Why a household has no proposal, in one word."""
    if screened.pairs.start[row] < screened.pairs.start[row + 1]:
        return "outcompeted"
    return "needs_facts" if screened.asking[row] else "no_suitable_unit"


def to_ask(problem: Problem, screened: Screen, row: int) -> list[Entry]:
    """What to find out before each unit can be judged, a line a rule."""
    if not screened.asking[row]:
        return []
    household, view = problem.households[row], screened.row(row)
    return [
        {"household": household.id, "unit": problem.units[column].id, "rule": rule.id,
         "text": rule.judge(household, problem.units[column]).because}
        for column in np.flatnonzero(view.only_asked).tolist()
        for bit, rule in enumerate(rules())
        if int(view.asked[column]) >> bit & 1
    ]  # fmt: skip


def every_unit(problem: Problem, screened: Screen, row: int) -> list[Entry]:
    """Every unit for one household, best first: accepted by cost, then those to ask about, then refused.

    `screened` may be of a problem with this household alone. Each entry has its cost, `because`, and a sentence
    for every rule that refuses or asks.
    """
    household = problem.households[row]
    view = screened.row(row)
    refused, asked, cost = view.refused.tolist(), view.asked.tolist(), view.cost.tolist()
    return [
        _unit_view(problem, household, problem.units[column], cost[column])
        for column in sorted(
            range(len(problem.units)),
            key=lambda c: (refused[c].bit_count(), bool(asked[c]), cost[c], c),
        )
    ]


def _unit_view(problem: Problem, household: Household, unit: Unit, cost: int) -> Entry:
    said = verdicts(problem, household, unit)
    refusals = [
        {"rule": rule, "text": verdict.because, "change": verdict.change}
        for rule, verdict in said.items()
        if verdict.answer is Answer.REFUSE
    ]
    asking = [{"rule": rule, "text": verdict.because} for rule, verdict in said.items() if verdict.answer is Answer.ASK]
    answer = "refuse" if refusals else "ask" if asking else "accept"
    view: Entry = {"unit": unit.id, "property": unit.property.id, "answer": answer, "cost": cost}
    return view | {"because": because(household, unit), "refusals": refusals, "asks": asking}
