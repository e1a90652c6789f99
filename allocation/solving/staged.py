"""The optimum with side rules by CP-SAT, one level after another, each fixed before the next.

For problems whose side rules tie together too much for branching. One worker, a fixed seed, the model
in sorted order and a deterministic limit: the same answer every time and everywhere. A level that is
not proved within the limit is reported with its gap, and everything after it as not bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from allocation.solving.branch import Match, Town
from allocation.solving.levels import BANDS, Levels, mix
from allocation.solving.pairs import Pairs

ROOM = 1 << 34  # levels are folded into one stage up to this sum; CP-SAT itself adds up in 64 bits
CHUNK = 30  # households whose order is decided in one stage, a bit each


@dataclass(frozen=True, slots=True)
class Aim:
    """Levels to maximise: a whole-number gain for every pair (pairs,), at least 0, and the most it can add up to.

    `parts`: the names of the levels folded into it, the first the weightiest, each with its own most.
    """

    parts: tuple[tuple[str, int], ...]
    gain: NDArray[np.int64]
    most: int

    def then(self, after: Aim) -> Aim:
        """This level and, among its optima, another."""
        step = after.most + 1
        return Aim(self.parts + after.parts, self.gain * step + after.gain, self.most * step + after.most)

    def fallen_short(self, reached: int, bound: int) -> dict[str, int | None]:
        """What the bound leaves open, level by level: 0 where proved, None past the first that is not."""
        short: list[int] = []
        for _, most in reversed(self.parts):
            reached, got = divmod(reached, most + 1)
            bound, may = divmod(bound, most + 1)
            short.append(may - got)
        gap: dict[str, int | None] = {}
        proved = True
        for (name, _), missing in zip(self.parts, reversed(short), strict=True):
            gap[name] = missing if proved else None
            proved = proved and missing == 0
        return gap


@dataclass(frozen=True, slots=True)
class Proof:
    """A match with how far each level may fall short: {} when proved; None where nothing is known."""

    match: Match
    gap: dict[str, int | None]


class Program:
    """The CP-SAT model of one town: a Boolean for each allowed pair, sorted by household and unit."""

    def __init__(self, town: Town, hint: Match, limit: float) -> None:
        self.town = town
        self.rows, self.columns = town.pairs.household, town.pairs.unit
        self.model = cp_model.CpModel()
        self.taken = [self.model.new_bool_var("") for _ in self.rows]
        self.hint = hint
        self.limit = limit
        self.of_household: dict[int, list[int]] = {}
        self.of_unit: dict[int, list[int]] = {}
        self.living: dict[tuple[int, int], list[int]] = {}
        for pair, (row, column) in enumerate(zip(self.rows.tolist(), self.columns.tolist(), strict=True)):
            self.of_household.setdefault(row, []).append(pair)
            self.of_unit.setdefault(column, []).append(pair)
            self.living.setdefault((row, int(town.home[column])), []).append(pair)
        self._constrain()

    def _constrain(self) -> None:
        for group in (*self.of_household.values(), *self.of_unit.values()):
            self.model.add_at_most_one(self.taken[pair] for pair in group)
        for cap in self.town.rules.caps:
            counted = [pair for h in sorted(cap.members) for pair in self.living.get((h, cap.property), ())]
            if len(counted) > cap.room:
                self.model.add(cp_model.LinearExpr.sum([self.taken[pair] for pair in counted]) <= cap.room)
        here: dict[int, list[int]] = {}
        for household, home in sorted(self.living):
            here.setdefault(home, []).append(household)
        for home, households in sorted(here.items()):
            self._keep_apart(home, households)

    def _keep_apart(self, home: int, households: list[int]) -> None:
        rules = self.town.rules
        for position, one in enumerate(households):
            for other in households[position + 1 :]:
                if other in rules.apart.get(one, ()) and not {one, other} & rules.alone:
                    pairs = self.living[one, home] + self.living[other, home]
                    self.model.add_at_most_one(self.taken[pair] for pair in pairs)
            if one in rules.alone:
                self._alone(home, one)

    def _alone(self, home: int, one: int) -> None:
        """Nobody else in any unit of a property where this household is."""
        own = self.living[one, home]
        for column in np.flatnonzero(self.town.home == home).tolist():
            others = [p for p in self.of_unit.get(column, ()) if self.rows[p] != one]
            self.model.add_at_most_one(self.taken[pair] for pair in own + others)

    def place(self, household: int) -> None:
        """Insist that a household is placed somewhere."""
        self.model.add_exactly_one(self.taken[pair] for pair in self.of_household[household])

    def solve(self, aim: Aim) -> tuple[int, int]:
        """Maximise one level, keep it from here on, and return what was reached and the proved bound.

        When the limit comes before any answer, what was hinted stays the answer.
        """
        gain = aim.gain
        goal = cp_model.LinearExpr.weighted_sum(self.taken, gain.tolist())
        self.model.maximize(goal)
        forget: Callable[[], None] = self.model.clear_hints
        forget()
        hinted = self.hint[self.rows] == self.columns
        for literal, value in zip(self.taken, hinted.tolist(), strict=True):
            self.model.add_hint(literal, value)
        solver = cp_model.CpSolver()
        _settle(solver.parameters, self.limit)
        status = solver.solve(self.model)
        self.limit = max(0.0, self.limit - solver.deterministic_time)
        bound = aim.most
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            hinted = np.array([solver.boolean_value(literal) for literal in self.taken], dtype=np.bool_)
            self.hint = np.full(self.town.pairs.households, -1, dtype=np.intp)
            self.hint[self.rows[hinted]] = self.columns[hinted]
            bound = min(bound, round(solver.best_objective_bound))
        reached = int(gain[hinted].sum())
        self.model.add(goal >= reached)
        return reached, bound


def _settle(parameters: object, limit: float) -> None:
    for name, value in {
        "num_workers": 1, "random_seed": 1, "cp_model_probing_level": 0, "symmetry_level": 0,
        "linearization_level": 2, "max_deterministic_time": limit,
    }.items():  # fmt: skip
        setattr(parameters, name, value)


def aims(levels: Levels, pairs: Pairs) -> Iterator[Aim]:
    """The levels of the objective, one at a time."""
    household, units = pairs.household, pairs.units
    in_band = [levels.band == band for band in BANDS]
    for band, here in zip(BANDS, in_band, strict=True):
        yield _aim(f"placed in band {band}", here[household].astype(np.int64), min(int(here.sum()), units))
    for band, here in zip(BANDS, in_band, strict=True):
        waited = np.where(here, levels.days, 0)
        yield _aim(f"days waited in band {band}", waited[household], int(np.sort(waited)[::-1][:units].sum()))
    kept = (levels.held[household] == pairs.unit).astype(np.int64)
    yield _aim("held places kept", kept, int((levels.held >= 0).sum()))
    yield _aim("cost", levels.dearest - pairs.cost.astype(np.int64), levels.dearest * levels.most)
    for start in range(pairs.households, 0, -CHUNK):
        place = levels.order - (start - CHUNK) - 1
        bit = np.where((place >= 0) & (place < CHUNK), np.int64(1) << np.clip(place, 0, CHUNK), 0)
        yield _aim("ties", bit[household], (1 << CHUNK) - 1)
    full = (1 << levels.bits) - 1
    hashes = mix(levels, household.astype(np.intp), pairs.unit.astype(np.intp))
    yield _aim("ties", full - hashes, full * levels.most)


def _aim(name: str, gain: NDArray[np.int64], most: int) -> Aim:
    return Aim(((name, most),), gain, most)


def folded(levels: Levels, pairs: Pairs) -> Iterator[Aim]:
    """The levels again, neighbours folded into one stage while their sums stay small."""
    waiting: Aim | None = None
    for aim in aims(levels, pairs):
        if aim.most == 0:
            continue
        if waiting is not None and (waiting.most + 1) * (aim.most + 1) <= ROOM:
            waiting = waiting.then(aim)
            continue
        if waiting is not None:
            yield waiting
        waiting = aim
    if waiting is not None:
        yield waiting


def staged(town: Town, hint: Match, limit: float, placed: int | None = None) -> Proof:
    """The best match, level by level, starting from one that breaks nothing.

    `limit`: deterministic seconds for all levels together. `placed`: a household that must have a place.
    """
    program = Program(town, hint, limit)
    if placed is not None:
        program.place(placed)
    gap: dict[str, int | None] = {}
    for aim in folded(town.levels, town.pairs):
        if any(short != 0 for short in gap.values()):
            gap.update((name, None) for name, _ in aim.parts)
            continue
        gap.update(aim.fallen_short(*program.solve(aim)))
    proved = all(short == 0 for short in gap.values())
    return Proof(program.hint, {} if proved else gap)
