"""Who goes where: the one optimum of the published objective.

First every household chooses for itself (the relaxation), exactly and ties included. If that answer breaks
no side rule it is the answer: the sets of proposals that keep the side rules are among those it was best
of, and it is one of them. Otherwise branching looks for the first set that keeps them, and what ties
together too much for that goes to CP-SAT, level by level. All three find the same one optimum, because
the last level leaves no two answers equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from allocation.couplings import couplings
from allocation.facts import Problem
from allocation.solving.branch import Match, Part, Town, broken, closed, plunge, search, whole
from allocation.solving.levels import Levels, Score, levels_of, score
from allocation.solving.pairs import Pairs
from allocation.solving.relaxation import relaxed
from allocation.solving.staged import staged

NODES = 1_200  # parts opened before CP-SAT takes over
LIMIT = 20.0  # CP-SAT's deterministic seconds, all levels together


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: parts opened by branching, then CP-SAT's deterministic seconds."""

    nodes: int = NODES
    limit: float = LIMIT


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
    """The optimum of a town."""
    match = relaxed(town.levels, town.pairs)
    if not broken(town, match):
        return Assignment(town, match, score(town.levels, town.pairs, match), free=True)
    root = whole(town)
    found = search(town, effort.nodes, root)
    if found.match is not None:
        return Assignment(town, found.match, score(town.levels, town.pairs, found.match), free=False)
    proof = staged(town, best_hint(town, root), effort.limit)
    return Assignment(town, proof.match, score(town.levels, town.pairs, proof.match), free=False, gap=proof.gap)


def best_hint(town: Town, root: Part) -> Match:
    """A good set of proposals that keeps the side rules, quickly."""
    good = plunge(town, root)
    return dive(town, frozenset(household for household, _ in root.tied)) if good is None else good.match


def dive(town: Town, first: frozenset[int] = frozenset()) -> Match:
    """A set of proposals that keeps the side rules: whoever breaks one and comes last is sent elsewhere.

    `first`: households that are never sent elsewhere unless only they are left.
    """
    levels: Levels = town.levels
    home = town.home[town.pairs.unit]
    allowed = np.ones(len(town.pairs), dtype=np.bool_)
    while True:
        match = relaxed(levels, town.pairs.kept(allowed), first)
        found = broken(town, match)
        if not found:
            return match
        for breach in found:
            queue = sorted(breach.members, key=lambda h: (h in first, levels.rank[h], levels.order[h]))
            for household in queue[: len(queue) - breach.room]:
                hers = town.pairs.of(household)
                allowed[hers] &= home[hers] != breach.property
