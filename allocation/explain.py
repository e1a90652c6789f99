"""Why this unit, why not that one, what would change it, and who it went to instead.

Explanations come from the verdicts of the rules and from the levels of the objective, never from the solver.
"""

from __future__ import annotations

from heapq import nsmallest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.catalogue import Authority, Rule
from allocation.facts import Household, Problem, Unit
from allocation.preferences import terms
from allocation.rules import rules
from allocation.screen import Screen

Entry = dict[str, Any]
NEXT_BEST = 3
ONE_CHANGE = 5


def because(household: Household, unit: Unit) -> list[Entry]:
    """The terms of a pair's cost; their points add up to it."""
    return [{"term": each.term, "points": each.points, "text": each.text} for each in terms(household, unit)]


def cheapest(cost: NDArray[np.int64], columns: NDArray[np.intp], most: int) -> list[int]:
    """The columns by cost, then by the order of the units (their ids), `most` of them; columns come in that order."""
    chosen: list[int] = columns[np.argsort(cost[columns], kind="stable")[:most]].tolist()
    return chosen


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
    household, view = problem.households[row], screened.row(row)
    changeable = sum(
        1 << bit for bit, rule in enumerate(rules()) if rule.authority in (Authority.SERVICE, Authority.CHOICE)
    )
    alone = (view.refused & (view.refused - np.uint32(1))) == 0
    near = np.flatnonzero(alone & ((view.refused & np.uint32(changeable)) != 0) & (view.asked == 0))
    found = []
    for column in cheapest(view.cost, near, ONE_CHANGE):
        unit, rule = problem.units[column], rules()[int(view.refused[column]).bit_length() - 1]
        found.append({"unit": unit.id, "rule": rule.id, "text": rule.judge(household, unit).change})
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
    columns = np.flatnonzero(view.only_asked)
    asked = view.asked[columns]
    any_asked, catalogue = int(np.bitwise_or.reduce(asked)), rules()
    questions = {
        bit: _questions(rule, household, problem, screened.homes.alike(rule.of_unit)[columns], columns.tolist())
        for bit, rule in enumerate(catalogue)
        if any_asked >> bit & 1
    }
    return [
        {"household": household.id, "unit": problem.units[column].id, "rule": catalogue[bit].id, "text": texts[at]}
        for at, (column, word) in enumerate(zip(columns.tolist(), asked.tolist(), strict=True))
        for bit, texts in questions.items()
        if word >> bit & 1
    ]


def _questions(
    rule: Rule, household: Household, problem: Problem, alike: NDArray[np.int32], columns: list[int]
) -> list[str]:
    """What the rule says at each of these columns, judged once for homes alike to it."""
    firsts = dict(zip(reversed(alike.tolist()), reversed(columns), strict=True))
    said = {group: rule.judge(household, problem.units[column]).because for group, column in firsts.items()}
    return [said[group] for group in alike.tolist()]


def every_unit(problem: Problem, screened: Screen, row: int) -> list[Entry]:
    """Every unit for one household, best first: accepted by cost, then those to ask about, then refused.

    `screened` may be of a problem with this household alone. Each entry has its cost, `because`, and a sentence
    for every rule that refuses or asks.
    """
    household = problem.households[row]
    view = screened.row(row)
    refusals = np.array([each.bit_count() for each in view.refused.tolist()], np.int64)
    best_first = np.lexsort((view.cost, view.asked != 0, refusals)).tolist()
    return [
        _unit_view(household, problem.units[column], *said)
        for column, *said in zip(
            best_first, *(each[best_first].tolist() for each in (view.refused, view.asked, view.cost)), strict=True
        )
    ]


def _unit_view(household: Household, unit: Unit, refused: int, asked: int, cost: int) -> Entry:
    """One unit with the sentences of the rules whose bits are set."""
    refusals = [
        {"rule": rule.id, "text": verdict.because, "change": verdict.change}
        for rule, verdict in ((rule, rule.judge(household, unit)) for rule in _named(refused))
    ]
    asking = [{"rule": rule.id, "text": rule.judge(household, unit).because} for rule in _named(asked)]
    answer = "refuse" if refusals else "ask" if asking else "accept"
    view: Entry = {"unit": unit.id, "property": unit.property.id, "answer": answer, "cost": cost}
    return view | {"because": because(household, unit), "refusals": refusals, "asks": asking}


def _named(bits: int) -> list[Rule]:
    """The rules whose bits are set, in the order of the catalogue."""
    return [rule for bit, rule in enumerate(rules()) if bits >> bit & 1] if bits else []
