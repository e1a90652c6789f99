"""Another formulation of the whole objective: CP-SAT over every pair, level by level, rules written out one by one."""

from __future__ import annotations

from ortools.sat.python import cp_model

from allocation.solving.branch import Town
from allocation.solving.goals import COST, GOALS, NOBODY


def best_levels(found: Town) -> list[int]:
    """The most that each level before the ties can reach, each kept while the next is raised."""
    model = cp_model.CpModel()
    household, unit = found.pairs.household.tolist(), found.pairs.unit.tolist()
    taken = [model.new_bool_var("") for _ in household]
    home = [int(found.home[each]) for each in unit]
    lives: dict[tuple[int, int], cp_model.IntVar] = {}
    for one, where in sorted(set(zip(household, home, strict=True))):
        lives[one, where] = model.new_bool_var("")
        inside = [t for t, h, p in zip(taken, household, home, strict=True) if (h, p) == (one, where)]
        model.add(sum(inside) == lives[one, where])
    for one in set(household):
        model.add(sum(t for t, h in zip(taken, household, strict=True) if h == one) <= 1)
    for one in set(unit):
        model.add(sum(t for t, u in zip(taken, unit, strict=True) if u == one) <= 1)
    _side_rules(model, found, lives)
    reached = []
    for goal in GOALS[: COST + 1]:
        gain = goal.gains(found.levels, found.pairs, NOBODY).tolist()
        level = sum(int(g) * t for g, t in zip(gain, taken, strict=True))
        model.maximize(level)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        reached.append(round(solver.objective_value))
        model.add(level == reached[-1])
    return reached


def _side_rules(model: cp_model.CpModel, found: Town, lives: dict[tuple[int, int], cp_model.IntVar]) -> None:
    for (one, where), here in lives.items():
        for (other, elsewhere), there in lives.items():
            if one < other and where == elsewhere and found.rules.clash(one, other):
                model.add(here + there <= 1)
    for cap in found.rules.caps:
        model.add(sum(v for (h, p), v in lives.items() if p == cap.property and h in cap.members) <= cap.room)
