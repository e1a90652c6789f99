"""The objective of whole towns by other means than the engine's: one scalar for scipy, levels in turn for CP-SAT.

Both take the accepted pairs and their costs as the screen gives them (other tests hold those to the document), and
read everything else of the objective and of the side rules from the plain document.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from allocation.facts import Problem
from allocation.screen import screen
from tests.allocation.plain_rules import Document
from tests.allocation.proof.plain_search import Vector, counts

EXACT = 2**50  # scipy adds in floating point: whole numbers below 2**53 are exact, and so are sums of a few of these
Whole = NDArray[np.int64]


class Town:
    """A problem as arrays, a row a household and a pair, in the order of the ids."""

    def __init__(self, document: Document, problem: Problem) -> None:
        self.document = document
        self.households = sorted(document["households"], key=lambda each: str(each["id"]))
        self.home_of = {unit["id"]: home for home in document["properties"] for unit in home["units"]}
        self.units = sorted(self.home_of)
        pairs = screen(problem).pairs
        self.row = np.repeat(np.arange(len(self.households)), np.diff(pairs.start))
        self.column = pairs.unit.astype(np.int64)
        self.cost = pairs.cost.astype(np.int64)
        as_of = date.fromisoformat(document["as_of"])
        since = [date.fromisoformat(each["waiting_since"]) for each in self.households]
        self.band = np.array([each["band"] for each in self.households])
        self.days = np.array([(as_of - day).days for day in since])
        position = {unit: place for place, unit in enumerate(self.units)}
        self.held = np.array([position.get(each.get("held", ""), -1) for each in self.households])

    @cached_property
    def kept(self) -> Whole:
        """1 for each pair that is held already."""
        found: Whole = (self.held[self.row] == self.column).astype(np.int64)
        return found

    def vector(self, chosen: Whole) -> Vector:
        """The objective of the chosen pairs (positions)."""
        rows = self.row[chosen]
        placed = tuple(-int((self.band[rows] == band).sum()) for band in range(1, 6))
        days = tuple(-int(self.days[rows][self.band[rows] == band].sum()) for band in range(1, 6))
        return placed, days, -int(self.kept[chosen].sum()), int(self.cost[chosen].sum())


def by_one_scalar(town: Town) -> Vector:
    """The optimum where no side rule is: the heaviest matching of one whole number a pair.

    Placeable sets of households are a matroid's, so any numbers that rise with (band, days waited) choose the set that
    is best level by level; a step of them outweighs all held places together, and one of these all costs together.
    """
    most = min(len(town.households), len(town.units))
    order = sorted(set(zip((-town.band).tolist(), town.days.tolist(), strict=True)))
    rank = np.array([order.index((-band, days)) + 1 for band, days in zip(town.band, town.days, strict=True)])
    dearest = int(town.cost.max(initial=0))
    held = int((town.held >= 0).sum())
    weight = (rank[town.row] * (held + 1) + town.kept) * (most * dearest + 1) + (dearest - town.cost)
    top = int(weight.max(initial=0)) + 1
    assert (len(order) + 1) * (held + 1) * (most * dearest + 1) < EXACT
    n, m = len(town.households), len(town.units)
    rows = np.concatenate([town.row, np.arange(n)])
    columns = np.concatenate([town.column, m + np.arange(n)])  # a place of nobody's own, for whoever goes without
    graph = csr_array((np.concatenate([top - weight, np.full(n, top)]).astype(np.float64), (rows, columns)), (n, m + n))
    found = dict(zip(*(side.tolist() for side in min_weight_full_bipartite_matching(graph)), strict=True))
    matched = np.array([found[row] for row in range(n)])
    return town.vector(np.flatnonzero(matched[town.row] == town.column))


def level_by_level(town: Town, seconds: float) -> Vector | None:
    """The optimum with every side rule, a level at a time, each kept for the next; None if one was not proved.

    `seconds`: deterministic ones, for each level.
    """
    model = cp_model.CpModel()
    takes = [model.new_bool_var("") for _ in town.row]
    _side_rules(town, model, takes)
    levels = [np.where(town.band[town.row] == band, 1, 0) for band in range(1, 6)]
    levels += [np.where(town.band[town.row] == band, town.days[town.row], 0) for band in range(1, 6)]
    chosen: list[bool] = []
    forget: Any = model.clear_hints
    for gain in [*levels, town.kept, -town.cost]:
        aim = cp_model.LinearExpr.weighted_sum(takes, gain.tolist())
        model.maximize(aim)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = seconds
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        chosen = [solver.boolean_value(take) for take in takes]
        model.add(aim == round(solver.objective_value))
        forget()
        for take, value in zip(takes, chosen, strict=True):
            model.add_hint(take, value)
    return town.vector(np.flatnonzero(chosen))


def _side_rules(town: Town, model: cp_model.CpModel, takes: list[Any]) -> None:
    """One household a unit, one unit a household, caps, and who never shares a property."""
    of_row: dict[int, list[Any]] = {}
    of_column: dict[int, list[Any]] = {}
    there: dict[str, dict[int, list[Any]]] = {}
    for take, row, column in zip(takes, town.row.tolist(), town.column.tolist(), strict=True):
        of_row.setdefault(row, []).append(take)
        of_column.setdefault(column, []).append(take)
        there.setdefault(town.home_of[town.units[column]]["id"], {}).setdefault(row, []).append(take)
    for some in (*of_row.values(), *of_column.values()):
        model.add_at_most_one(some)
    clashing = list(_clashing(town))
    for home in town.document["properties"]:
        living = there.get(home["id"], {})
        for key, most in home.get("caps", {}).items():
            counted = [take for row, some in living.items() if counts(key, town.households[row]) for take in some]
            already = sum(counts(key, each) for each in home.get("residents", []))
            model.add(sum(counted) <= max(0, most - already))
        for one, other in clashing:
            if one in living and other in living:
                model.add_at_most_one([*living[one], *living[other]])


def _clashing(town: Town) -> Iterable[tuple[int, int]]:
    """The pairs of households that never share a property, by row."""
    row = {each["id"]: place for place, each in enumerate(town.households)}
    whose = {member["id"]: place for place, each in enumerate(town.households) for member in each["members"]}
    found = {(row[a], row[b]) for a, b in town.document.get("keep_apart", []) if a in row and b in row}
    for place, each in enumerate(town.households):
        threats = each.get("threats", [])
        others = range(len(row)) if threats is None else [whose[threat] for threat in threats if threat in whose]
        found |= {(place, other) for other in others if other != place}
    return {(min(pair), max(pair)) for pair in found}
