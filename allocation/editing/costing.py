"""What pins and bans cost: the answer without them and with them, household by household."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allocation.answer import objective
from allocation.assign import Effort
from allocation.editing.edit import NO_EDITS, Edits, Pair
from allocation.facts import Problem
from allocation.screen import Screen, screen
from allocation.solved import Solved, solved

Entry = dict[str, Any]


def cost_of(
    problem: Problem, edits: Edits, *, standing: Edits = NO_EDITS, effort: Effort | None = None
) -> dict[str, Any]:
    """What these edits cost, by solving the problem without them and with them.

    `standing`: edits among them that are there anyway: what is told is what the others cost, beside them. Keys:
    `without`, `with`: the objective of each; `households`: who loses a place (ids); `gains`: who has one instead
    (ids); `moves`: who keeps a place, but another (household, from, to, points more); `points`: by how much the cost
    of the whole rises (below 0: falls); `exact`: whether both answers are proved; `each`: for each pin and ban that
    is not standing, `kind`, `household`, `unit`, and `households`, `gains`, `points`: what it alone costs while all
    the others stay. One problem is solved for each, and one more.

    Raises:
        Unpinnable: a pin cannot be honoured.
        TooLarge: the numbers are past exact arithmetic.
    """
    screened = screen(problem)
    after = solved(problem, screened, edits, effort)
    before = solved(problem, screened, standing, effort)
    new = [(kind, pair) for kind, pair in _listed(edits) if pair not in (standing.pins + standing.bans)]
    each = [_one(screened, after, before, kind, pair, edits, effort, alone=len(new) == 1) for kind, pair in new]
    return {
        "without": objective(before.assignment),
        "with": objective(after.assignment),
        **_differences(before, after),
        "moves": list(_moves(before, after)),
        "exact": not before.assignment.gap and not after.assignment.gap,
        "each": each,
    }


def _listed(edits: Edits) -> Iterator[tuple[str, Pair]]:
    yield from (("pin", pair) for pair in edits.pins)
    yield from (("ban", pair) for pair in edits.bans)


def _one(
    screened: Screen, after: Solved, before: Solved, kind: str, pair: Pair, edits: Edits, effort: Effort | None,
    *, alone: bool,
) -> Entry:  # fmt: skip
    otherwise = before if alone else solved(after.problem, screened, edits.without(pair), effort)
    return {"kind": kind, "household": pair[0], "unit": pair[1], **_differences(otherwise, after)}


def _differences(before: Solved, after: Solved) -> Entry:
    """Who loses a place, who has one instead, and how many points more the whole costs."""
    names = [household.id for household in before.problem.households]
    had, has = before.assignment.match >= 0, after.assignment.match >= 0
    return {
        "households": [name for name, lost in zip(names, (had & ~has).tolist(), strict=True) if lost],
        "gains": [name for name, won in zip(names, (has & ~had).tolist(), strict=True) if won],
        "points": after.assignment.score.cost - before.assignment.score.cost,
    }


def _moves(before: Solved, after: Solved) -> Iterator[Entry]:
    problem, pairs = before.problem, (before.screened.pairs, after.screened.pairs)
    both = zip(before.assignment.match.tolist(), after.assignment.match.tolist(), strict=True)
    for row, (one, other) in enumerate(both):
        if -1 not in (one, other) and one != other:
            cost = [int(p.cost[p.find(row, column)]) for p, column in zip(pairs, (one, other), strict=True)]
            yield {
                "household": problem.households[row].id,
                "from": problem.units[one].id,
                "to": problem.units[other].id,
                "points": cost[1] - cost[0],
            }
