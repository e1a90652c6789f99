"""Who goes where: the one optimum of the published objective.

First every household chooses for itself (the relaxation), exactly and ties included. If that answer breaks
no side rule it is the answer: the sets of proposals that keep the side rules are among those it was best
of, and it is one of them. Where it breaks a few, branching looks for the first set that keeps them. Otherwise, and
where branching would take long, linear programmes go up level by level (`solving/climb`). All three find the same
one optimum, because the last level leaves no two answers equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from allocation.couplings import couplings
from allocation.facts import Problem
from allocation.solving.branch import Match, Town, broken, closed, search, whole
from allocation.solving.climb import climbed
from allocation.solving.goals import COST, GOALS, TIES, reached
from allocation.solving.levels import BANDS, Score, levels_of, score
from allocation.solving.pairs import Pairs
from allocation.solving.pricing import Budget, nearest
from allocation.solving.relaxation import settled
from allocation.solving.repair import polished, repaired
from allocation.solving.standing import Standing

NODES = 30  # parts opened by branching before linear programmes take over
FEW = 4  # broken side rules up to which branching is tried first
PROGRAMMES = 4_000  # linear programmes solved, all levels together; one of 5,000 pairs counts as five
LIMIT = 30.0  # CP-SAT's deterministic seconds, all levels together
POOL = 6  # pairs of a household that the linear programmes begin with


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: parts opened by branching, linear programmes solved, CP-SAT's deterministic seconds.

    None of it is measured by a clock, so that every machine gives the same answer.
    """

    nodes: int = NODES
    programmes: int = PROGRAMMES
    limit: float = LIMIT

    @classmethod
    def quick(cls) -> Effort:
        """For somebody who is waiting: proven up to some thousands of households, else the best so far."""
        return cls(programmes=3_000, limit=2.0)

    @classmethod
    def thorough(cls) -> Effort:
        """For a proof in the background."""
        return cls(programmes=100_000, limit=600.0)


@dataclass(frozen=True, slots=True)
class Assignment:
    """The match (unit index or -1 a household), its score, and how far each level may fall short.

    `gap` is empty when the optimum is proved. `free`: no side rule changed anything.
    """

    town: Town
    match: Match
    score: Score
    free: bool
    gap: Mapping[str, int | None] = field(default_factory=dict)


def town_of(problem: Problem, pairs: Pairs) -> Town:
    """The problem as the solver sees it, given its accepted pairs.

    Raises:
        TooLarge: the numbers are past exact arithmetic.
    """
    position = {home.id: index for index, home in enumerate(problem.properties)}
    home = np.array([position[unit.property.id] for unit in problem.units], dtype=np.intp)
    return closed(Town(levels_of(problem, pairs), pairs, home, couplings(problem)))


def assign(problem: Problem, pairs: Pairs, effort: Effort | None = None) -> Assignment:
    """The lexicographic optimum of matching.md over the accepted pairs.

    Raises:
        TooLarge: the numbers are past exact arithmetic.
    """
    return best_of(town_of(problem, pairs), effort or Effort())


def best_of(town: Town, effort: Effort) -> Assignment:
    """The optimum of a town, or the best that the effort allows with its gap."""
    root = whole(town)
    match = settled(town.levels, town.pairs, town.weights, root.standing.heaviest)
    breaches = broken(town, match)
    if not breaches:
        return Assignment(town, match, score(town.levels, town.pairs, match), free=True)
    if len(breaches) <= FEW:
        found = search(town, effort.nodes, root)
        if found.match is not None:
            return Assignment(town, found.match, score(town.levels, town.pairs, found.match), free=False)
    return _climbed(town, root.standing, match, effort)


def _climbed(town: Town, standing: Standing, free: Match, effort: Effort) -> Assignment:
    """`free`: what every household would choose for itself."""
    slack = standing.households.dual[town.pairs.household] + standing.units.dual[town.pairs.unit] - town.weights
    pool = nearest(town.pairs.start, slack, POOL)
    proof = climbed(town, pool, Budget(effort.programmes, effort.limit))
    match = proof.match
    if match is None or (proof.goal is not None and proof.goal < len(BANDS)):
        candidates = [repaired(town, standing), *([] if match is None else [match])]
        match = min(candidates, key=lambda each: score(town.levels, town.pairs, each))
    if proof.goal is not None:
        match = polished(town, match)
    best = score(town.levels, town.pairs, match)
    gap = {} if proof.goal is None else _gap(town, match, free, proof.goal, proof.most)
    return Assignment(town, match, best, free=False, gap=gap)


def _gap(town: Town, match: Match, free: Match, goal: int, most: int | None) -> dict[str, int | None]:
    """How far each level may fall short: 0 where proved, a number at the first that is not, None after it.

    `goal`: the first level that is not proved, at most `most`; `free`, what everybody would choose, may prove more.
    """
    got = [reached(town.levels, town.pairs, match, level) for level in range(COST + 1)]
    hoped = [reached(town.levels, town.pairs, free, level) for level in range(COST + 1)]
    differs = next((level for level in range(COST + 1) if got[level] != hoped[level]), COST + 1)
    if differs > goal or (differs == goal and most is None):
        goal, most = differs, hoped[differs] if differs <= COST else None
    gap: dict[str, int | None] = {each.name: 0 for each in GOALS[:goal] if each.name != TIES}
    gap |= {each.name: None for each in GOALS[goal:]}
    if goal <= COST and most is not None:
        gap[GOALS[goal].name] = most - got[goal]
    return gap
