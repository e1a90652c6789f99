"""A heaviest matching kept up to date: one household's pairs change, and one or two paths put it right again."""

from __future__ import annotations

from dataclasses import dataclass

from allocation.solving.heaviest import heaviest
from allocation.solving.pairs import Pairs
from allocation.solving.paths import hoped, settle
from allocation.solving.sides import Side, Sight, Whole, room


@dataclass(slots=True)
class Standing:
    """A heaviest matching of weighted pairs (0: may not be used), with the duals that prove it."""

    pairs: Pairs
    rows: Side
    columns: Side

    def copy(self) -> Standing:
        """The same, to be changed."""
        return Standing(self.pairs, self.rows.copy(), self.columns.copy())

    def change_row(self, weight: Whole, row: int) -> None:
        """Make it heaviest again after weights of the household's pairs changed. `weight` (pairs,) has them already."""
        column = int(self.rows.partner[row])
        self.rows.partner[row] = -1
        if column >= 0:
            self.columns.partner[column] = -1
            self._find_household(weight, column, without=row)
        edges = Sight(self.pairs.start, self.pairs.unit, weight)
        self.rows.dual[row] = hoped(edges, self.columns, row)
        if self.rows.dual[row] > 0:
            settle(edges, self.rows, self.columns, row, room(self.pairs.units))

    def drop_column(self, weight: Whole, column: int) -> None:
        """Make it heaviest again after the weights of the unit's pairs became 0. `weight` has them already."""
        row = int(self.columns.partner[column])
        self.columns.partner[column] = -1
        self.columns.dual[column] = 0
        if row >= 0:
            self.rows.partner[row] = -1
            settle(
                Sight(self.pairs.start, self.pairs.unit, weight), self.rows, self.columns, row, room(self.pairs.units)
            )

    def _find_household(self, weight: Whole, column: int, without: int) -> None:
        """Give a unit that has lost its household another, while one household is out of the way."""
        hers = self.pairs.of(without)
        kept = weight[hers].copy()
        weight[hers] = 0
        if self.columns.dual[column] > 0:
            by_unit = self.pairs.by_unit
            settle(
                Sight(by_unit.start, by_unit.other, weight[by_unit.pair]),
                self.columns,
                self.rows,
                column,
                room(self.pairs.households),
            )
        weight[hers] = kept


def standing(pairs: Pairs, weight: Whole) -> Standing:
    """A heaviest matching from nothing."""
    found = heaviest(pairs, weight)
    return Standing(pairs, found.households, found.units)
