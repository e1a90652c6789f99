"""What a pin or a ban costs: the best answer without it and with it, side by side. Ids and numbers, no names."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from allocation.answer import objective
from allocation.assign import Effort
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
    def points(self) -> int:
        """By how much the points against everybody's proposals rise; below 0: fall."""
        return int(self.after["cost"]) - int(self.before["cost"])

    @property
    def digest(self) -> str:
        """The same for the same change and no other."""
        seen = [sorted((each.household, each.was, each.becomes) for each in self.moved), self.before, self.after]
        return sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()

    def concerns(self, units: Collection[str]) -> bool:
        """Whether anybody would come to one of these units, or no longer."""
        return any(each.was in units or each.becomes in units for each in self.moved)

    def as_stored(self, *, withheld: bool) -> dict[str, Any]:
        """What the row keeps of it: how many are placed otherwise, and points; only whether more, where withheld."""
        return {
            "lose": len(self.lose),
            "gain": len(self.gain),
            "elsewhere": len(self.elsewhere),
            "points": None if withheld else self.points,
            "way": (self.points > 0) - (self.points < 0),
            "proven": self.proven,
        }


def cost_of(problem: Problem, standing: Edits, edits: Edits) -> Cost:
    """What changes between the best answer with what stands and the best with these edits, screened once.

    Somebody is waiting: where neither is proved in short, both are the best so far, and `proven` is False.

    Raises:
        Unpinnable: a pin cannot be honoured.
    """
    screened = screen(problem)
    before, after = (solved(problem, screened, each, Effort.quick()) for each in (standing, edits))
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
