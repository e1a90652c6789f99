"""What is still open: the sets of proposals that are best in the levels decided so far, described by rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from allocation.solving.branch import Match
from allocation.solving.pairs import Flags, Index, Pairs
from allocation.solving.side_rows import SideRows
from allocation.solving.sides import Whole


@dataclass(frozen=True, slots=True)
class Fixed:
    """A level that the rows alone do not hold fast: the gains of the chosen pairs (pairs,) add up to its value."""

    gain: Whole
    value: int


@dataclass(frozen=True, slots=True)
class Face:
    """The sets of proposals over `pairs` that keep `sides`, place who must be placed, fill what must be full.

    `placed` (households,), `full` (rows,); `fixed`: levels kept by a row of their own; `pool` (pairs,): the pairs
    that the linear programme looks at, the others are priced in when they would help.
    """

    pairs: Pairs
    sides: SideRows
    placed: Flags
    full: Flags
    fixed: tuple[Fixed, ...]
    pool: Flags

    def kept(self, flags: Flags) -> Face:
        """Only the pairs that are flagged, shape (pairs,)."""
        fixed = tuple(Fixed(each.gain[flags], each.value) for each in self.fixed)
        return replace(
            self, pairs=self.pairs.kept(flags), sides=self.sides.kept(flags), fixed=fixed, pool=self.pool[flags]
        )

    def with_cliques(self, cliques: Sequence[Index]) -> Face:
        """More rows: at most one of each one's pairs (positions) is chosen."""
        full = np.concatenate([self.full, np.zeros(len(cliques), dtype=np.bool_)])
        return replace(self, sides=self.sides.with_cliques(cliques), full=full)

    def with_pool(self, more: Flags) -> Face:
        """More pairs for the linear programme to look at."""
        return replace(self, pool=self.pool | more)

    def where(self, match: Match) -> Flags:
        """The pairs of a match among these, shape (pairs,)."""
        found: Flags = match[self.pairs.household] == self.pairs.unit
        return found

    def open_households(self) -> NDArray[np.intp]:
        """Who may yet be placed or not: they have pairs and need not be placed."""
        return np.flatnonzero((np.diff(self.pairs.start) > 0) & ~self.placed)
