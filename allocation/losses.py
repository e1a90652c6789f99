"""What would get worse, and at which level first, if a household without a place took a unit.

For every such pair the true answer is the optimum with the pair forced, F. It is fenced in from both
sides: `swap` is one way to force the pair (whoever is in the way is sent away), so F is no worse; the
relaxation without the unit, with the pair added, is no better than any way, so F is no better. Where
both first differ from the optimum at the same level, F does too, because it lies between them. Where
they do not agree, F is worked out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from allocation.assign import Assignment, Effort, dive
from allocation.couplings import breaches
from allocation.solving.branch import Match, Town, lives_in, search
from allocation.solving.levels import first_worse, score
from allocation.solving.relaxation import relaxed
from allocation.solving.staged import staged

SIDE_RULES = "side rules"  # residents alone fill a cap: no proposal of her sort could live there
SMALL = 60 * 60  # pairs up to which every level is exact
RE_SOLVES = Effort(nodes=40, limit=5.0)


@dataclass(slots=True)
class Losses:
    """The losses of one assignment; remembers what the relaxation does without each unit."""

    assignment: Assignment
    without: dict[int, Match] = field(default_factory=dict)

    def level(self, household: int, unit: int) -> str:
        """The first level to get worse if this household, now without a place, took this unit.

        Exact on problems of up to 60 x 60 pairs, and beyond them wherever the two fences agree; elsewhere
        it is the level that the swap would cost.
        """
        town = self.assignment.town
        if not town.allowed[household, unit]:
            return SIDE_RULES
        hopeful, best = self._relaxed_with(household, unit), self.assignment.score
        fence = best if hopeful is None else score(town.levels, hopeful)
        if hopeful is not None and not breaches(town.rules, lives_in(town, hopeful)):
            return first_worse(best, fence)
        cautious = first_worse(best, score(town.levels, swap(town, self.assignment.match, household, unit)))
        if fence > best and first_worse(best, fence) == cautious:
            return cautious
        if town.allowed.size > SMALL:
            return cautious
        return first_worse(best, score(town.levels, forced(town, household, unit)))

    def _relaxed_with(self, household: int, unit: int) -> Match | None:
        """The relaxation without the unit and the pair added; None if it places the household elsewhere."""
        if unit not in self.without:
            allowed = self.assignment.town.allowed.copy()
            allowed[:, unit] = False
            self.without[unit] = relaxed(self.assignment.town.levels, allowed)
        if self.without[unit][household] >= 0:
            return None
        match = self.without[unit].copy()
        match[household] = unit
        return match


def swap(town: Town, match: Match, household: int, unit: int) -> Match:
    """The proposals with this pair put in, and everybody whom it cannot live with sent away."""
    after = match.copy()
    after[after == unit] = -1
    after[household] = unit
    while broken := breaches(town.rules, lives_in(town, after)):
        others = [other for other in broken[0].members if other != household]
        after[min(others, key=lambda other: (town.levels.rank[other], town.levels.order[other]))] = -1
    return after


def forced(town: Town, household: int, unit: int) -> Match:
    """The optimum among the sets of proposals with this pair. The pair must be allowed."""
    allowed = town.allowed.copy()
    allowed[household] = False
    allowed[:, unit] = False
    allowed[household, unit] = True
    with_pair = Town(town.levels, allowed, town.home, town.rules)
    found = search(with_pair, RE_SOLVES.nodes, ((household, int(town.home[unit])),))
    if found.match is not None:
        return found.match
    hint = dive(with_pair, frozenset({household}))
    return staged(with_pair, hint, RE_SOLVES.limit, placed=household).match


def in_the_way(town: Town, match: Match, household: int, unit: int) -> int | None:
    """For a unit that stands empty: the proposal that keeps this household out of it, the last of them in rank.

    None where nobody proposed is in the way: residents alone fill the cap.
    """
    after = match.copy()
    after[household] = unit
    broken = breaches(town.rules, lives_in(town, after))
    others = {other for breach in broken for other in breach.members} - {household}
    return min(others, key=lambda other: (town.levels.rank[other], town.levels.order[other]), default=None)


def holders(match: Match, units: int) -> Match:
    """Each unit's household, or -1: the match read the other way, shape (units,)."""
    held = np.full(units, -1, dtype=np.intp)
    placed = np.flatnonzero(match >= 0)
    held[match[placed]] = placed
    return held
