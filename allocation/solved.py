"""A problem solved: what the rules say, the optimum, and what people decided beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from allocation.assign import Assignment, Effort, best_of, town_of
from allocation.couplings import Couplings
from allocation.editing.applying import left, placed, unbanned
from allocation.editing.edit import NO_EDITS, Edits
from allocation.facts import Problem
from allocation.screen import Screen


@dataclass(frozen=True, slots=True)
class Solved:
    """The answer in arrays. `screened` has its accepted pairs without the banned ones; `rules`: the side rules as
    they were before any pin took its place."""

    problem: Problem
    screened: Screen
    assignment: Assignment
    rules: Couplings
    edits: Edits = NO_EDITS


def solved(problem: Problem, screened: Screen, edits: Edits = NO_EDITS, effort: Effort | None = None) -> Solved:
    """The lexicographic optimum over the accepted pairs, pins honoured and bans kept.

    Raises:
        Unpinnable: a pin cannot be honoured.
        TooLarge: the numbers are past exact arithmetic.
    """
    allowed = unbanned(problem, screened, edits)
    town = town_of(problem, allowed.pairs)
    pins = placed(problem, edits, town.home)
    rules = town.rules
    if pins.pins:
        pairs, rest = left(town.pairs, pins, rules)
        town = replace(town, pairs=pairs, rules=rest)
    assignment = best_of(town, effort or Effort())
    return Solved(problem, allowed, assignment, rules, edits)
