"""What a pin or a ban costs: the best answer without it and with it, side by side. Ids and numbers, no names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from allocation.answer import objective
from allocation.edits import Edits
from allocation.facts import Problem
from allocation.screen import screen
from allocation.solved import Solved, solved


@dataclass(frozen=True, slots=True)
class Moved:
    """A household with another unit, or one where it had none, or none where it had one; units by id, "" for none."""

    household: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Cost:
    """Two answers to one problem compared, by id: the objective's levels, who is placed otherwise, everybody's unit."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    moved: tuple[Moved, ...]
    units: Mapping[str, str]
    proven: bool

    @property
    def lose(self) -> tuple[Moved, ...]:
        """Who has a place without it and none with it."""
        return tuple(each for each in self.moved if not each.becomes)

    @property
    def gain(self) -> tuple[Moved, ...]:
        """Who has a place with it and none without it."""
        return tuple(each for each in self.moved if not each.was)

    @property
    def elsewhere(self) -> tuple[Moved, ...]:
        """Who has a place both ways, in another unit."""
        return tuple(each for each in self.moved if each.was and each.becomes)

    @property
    def key(self) -> str:
        """The same for the same change and no other: a person confirms what they have seen."""
        seen = [sorted((each.household, each.was, each.becomes) for each in self.moved), self.before, self.after]
        return sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()

    def as_stored(self) -> dict[str, Any]:
        """In numbers, as the row keeps it: households with a place and points before and after, by level."""
        return {
            "before": dict(self.before),
            "after": dict(self.after),
            "lose": len(self.lose),
            "gain": len(self.gain),
            "elsewhere": len(self.elsewhere),
            "proven": self.proven,
        }


def cost_of(problem: Problem, standing: Edits, edits: Edits) -> Cost:
    """What changes between the best answer with what stands and the best with these edits, screened once.

    Raises:
        Unpinnable: a pin cannot be honoured.
    """
    screened = screen(problem)
    before, after = (solved(problem, screened, each) for each in (standing, edits))
    was, becomes = _units(before), _units(after)
    moved = (
        Moved(household, was.get(household, ""), becomes.get(household, ""))
        for household in sorted(was.keys() | becomes.keys())
        if was.get(household) != becomes.get(household)
    )
    return Cost(
        before=objective(before.assignment),
        after=objective(after.assignment),
        moved=tuple(moved),
        units=becomes,
        proven=not before.assignment.gap and not after.assignment.gap,
    )


def _units(answer: Solved) -> dict[str, str]:
    problem = answer.problem
    pairs = zip(problem.households, answer.assignment.match.tolist(), strict=True)
    return {household.id: problem.units[column].id for household, column in pairs if column >= 0}
