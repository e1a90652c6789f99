"""A heaviest matching kept up to date while pairs change weight: every edit exact again, in a path or two.

A `Standing` never changes. `after`, `without_unit`, `with_pair` and the others give another one that shares the pairs,
the weights and the room for searches with it: what differs is a list of changed pairs and four arrays over
households and units. So trying something is cheap, and to undo it is to forget it.

    best = standing(pairs, weight)
    without = best.without_unit(7)             # exact; `best` is as it was
    pinned = without.with_pair(3, 11)          # household 3 has unit 11 and nothing else; exact
    again = pinned.restored(pinned.pairs.of(3))  # ... and may choose freely again
    again.certify()                            # proved over every pair

One Standing at a time may be worked out from those that share the ground (no threads).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allocation.solving.heaviest import Heaviest, certify, heaviest
from allocation.solving.pairs import Index, Pairs, positions
from allocation.solving.paths import mend
from allocation.solving.sides import Room, Side, Sight, Whole, room


@dataclass(frozen=True)
class Ground:
    """What all standings of a problem share: the pairs, their weights (pairs,), 0 where one may not be used."""

    pairs: Pairs
    weight: Whole

    @cached_property
    def sights(self) -> tuple[Sight, Sight]:
        """The weighted pairs seen from the households, and from the units."""
        by_unit = self.pairs.by_unit
        return (
            Sight(self.pairs.start, self.pairs.unit, self.weight),
            Sight(by_unit.start, by_unit.other, self.weight[by_unit.pair]),
        )

    @cached_property
    def rooms(self) -> tuple[Room, Room]:
        """Room for searches among the units, and among the households."""
        return room(self.pairs.units), room(self.pairs.households)

    def ends(self, at: Index) -> tuple[Index, Index]:
        """The households and the units of the pairs at these positions."""
        return np.searchsorted(self.pairs.start, at, side="right") - 1, self.pairs.unit[at].astype(np.int64)

    def among_units(self, ends: tuple[Index, Index]) -> Index:
        """Where the pairs of these households and units stand, seen from the units."""
        household, unit = ends
        by_unit = self.sights[1]
        return positions(by_unit.start, by_unit.other, unit, household)

    def weigh(self, at: Index, weight: Whole) -> None:
        """Write down weights, on both sides."""
        self.sights[1].weight[self.among_units(self.ends(at))] = weight
        self.weight[at] = weight


@dataclass(frozen=True)
class Changes:
    """Pairs that weigh something else than the ground says: positions in order, none twice, and their weights."""

    at: Index
    weight: Whole

    def then(self, at: Index, weight: Whole) -> Changes:
        """These and later ones, the later ones counting."""
        if not len(self.at):
            return Changes(at, weight)
        position, first = np.unique(np.concatenate((at, self.at)), return_index=True)
        return Changes(position, np.concatenate((weight, self.weight))[first])


@dataclass(frozen=True)
class Standing:
    """A heaviest matching of weighted pairs, with the duals that prove it. Arrays are not to be written to."""

    ground: Ground
    households: Side
    units: Side
    changes: Changes

    @property
    def pairs(self) -> Pairs:
        """Every pair, those too that may not be used at the moment."""
        return self.ground.pairs

    @property
    def match(self) -> NDArray[np.intp]:
        """Each household's unit index or -1."""
        return self.households.partner

    @property
    def heaviest(self) -> Heaviest:
        """The matching with its proof."""
        return Heaviest(self.households, self.units)

    def weight(self) -> Whole:
        """What every pair weighs here, shape (pairs,): a copy."""
        result = self.ground.weight.copy()
        result[self.changes.at] = self.changes.weight
        return result

    def after(self, at: Index, weight: Whole) -> Standing:
        """The heaviest matching once the pairs at these positions (in order, none twice) have these weights.

        Weights are whole, from 0 to `levels.HEAVIEST`. Costs a path or two for each household (or unit, if they are
        fewer) that this concerns.
        """
        ground, later = self.ground, self.changes.then(at, weight)
        untouched = ground.weight[later.at]
        own = self.households.copy(), self.units.copy()
        try:
            ground.weigh(self.changes.at, self.changes.weight)
            _mend(ground, own, at, weight)
        finally:
            ground.weigh(later.at, untouched)
        return Standing(ground, *own, later)

    def without(self, at: Index) -> Standing:
        """Without the pairs at these positions."""
        return self.after(at, np.zeros(len(at), dtype=np.int64))

    def restored(self, at: Index | slice) -> Standing:
        """With the pairs at these positions, or in this range, weighing what the ground says."""
        at = _listed(at)
        return self.after(at, self.ground.weight[at])

    def without_household(self, household: int) -> Standing:
        """With a household out of the running."""
        return self.without(_listed(self.pairs.of(household)))

    def without_unit(self, unit: int) -> Standing:
        """With a unit gone."""
        return self.without(self.pairs.of_unit(unit).astype(np.int64))

    def without_pair(self, household: int, unit: int) -> Standing:
        """With one accepted pair banned."""
        return self.without(np.array([self._pair(household, unit)]))

    def with_pair(self, household: int, unit: int) -> Standing:
        """With one accepted pair pinned: neither has any other pair left."""
        pair = self._pair(household, unit)
        hers, its = _listed(self.pairs.of(household)), self.pairs.of_unit(unit).astype(np.int64)
        alone = self.after(hers, np.where(hers == pair, self.ground.weight[pair], 0))
        return alone.without(its[its != pair])

    def _pair(self, household: int, unit: int) -> int:
        at = self.pairs.find(household, unit)
        if at < 0:
            raise KeyError(f"household {household} and unit {unit} are not an accepted pair")
        return at

    def settled(self) -> Standing:
        """The same on ground of its own: for long runs of edits, so that the list of changes stays short."""
        nothing = Changes(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
        return Standing(Ground(self.pairs, self.weight()), self.households, self.units, nothing)

    def certify(self) -> None:
        """Prove it over every pair.

        Raises:
            NotProved: it is not heaviest (a fault of the engine).
        """
        certify(self.pairs, self.weight(), self.heaviest)


def standing(pairs: Pairs, weight: Whole) -> Standing:
    """The heaviest matching from nothing, proved. `weight` (pairs,) is not to be written to afterwards."""
    found = heaviest(pairs, weight)
    nothing = Changes(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    return Standing(Ground(pairs, weight), found.households, found.units, nothing)


def _mend(ground: Ground, own: tuple[Side, Side], at: Index, weight: Whole) -> None:
    """Put the two sides right for the new weights, from the side on which fewer are concerned."""
    (rows, columns), (among_units, among_households) = ground.sights, ground.rooms
    household, unit = ends = ground.ends(at)
    there = ground.among_units(ends)
    if _distinct(household) <= _distinct(np.sort(unit)):
        mend(rows, columns, *own, ends, (at, there), weight, (among_units, among_households))
        return
    order = np.argsort(unit, kind="stable")
    turned, places = (unit[order], household[order]), (there[order], at[order])
    mend(columns, rows, own[1], own[0], turned, places, weight[order], (among_households, among_units))


def _listed(at: Index | slice) -> Index:
    return np.arange(at.start, at.stop) if isinstance(at, slice) else at


def _distinct(ordered: Index) -> int:
    return int((np.diff(ordered) != 0).sum())
