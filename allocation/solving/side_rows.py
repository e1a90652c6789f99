"""The side rules as rows of a linear programme: so many of these pairs at the most.

A row for each unit, then one for each cap and clash that the pairs could break. Who shares a property with nobody
counts in the rows of all its units: that says the same as keeping every two households apart and leaves a tighter
programme, because all of a row clash with one another (clique inequalities: Atamtürk, Nemhauser and Savelsbergh 2000).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.solving.branch import Town
from allocation.solving.pairs import Flags, Index, Pairs, Small


@dataclass(frozen=True, slots=True)
class SideRows:
    """`room` (rows,): how many pairs of each row may be chosen; row u is unit u's, caps and clashes follow.

    Pair k counts in its own unit's row and in the rows `row[start[k]:start[k + 1]]`, compressed like `Pairs`.
    """

    room: Index
    start: Index
    row: Small

    def kept(self, flags: Flags) -> SideRows:
        """Only the pairs that are flagged, shape (pairs,)."""
        counts = np.diff(self.start)
        return SideRows(self.room, _starts(counts[flags]), self.row[np.repeat(flags, counts)])

    def of(self, pairs: Index) -> tuple[Index, Index]:
        """The rows beside their units' that these pairs count in: (which of them, row), pair after pair."""
        counts = self.start[pairs + 1] - self.start[pairs]
        which = np.repeat(np.arange(len(pairs)), counts)
        first = np.cumsum(counts) - counts
        return which, self.row[np.arange(len(which)) - first[which] + self.start[pairs][which]].astype(np.int64)

    def with_cliques(self, cliques: Sequence[Index]) -> SideRows:
        """More rows at the end: of each one's pairs (positions) at most one may be chosen."""
        before = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        inside = np.concatenate([before, *cliques])
        new = [np.full(len(each), len(self.room) + place, dtype=np.int64) for place, each in enumerate(cliques)]
        rows = np.concatenate([self.row, *new])
        room = np.concatenate([self.room, np.ones(len(cliques), dtype=np.int64)])
        return compressed(room, inside, rows, len(self.start) - 1)


def _starts(counts: NDArray[np.int64]) -> Index:
    return np.concatenate(([0], np.cumsum(counts)))


def compressed(room: Index, inside: Index, rows: Index, pairs: int) -> SideRows:
    """Rows from a list of which pair counts in which, in any order."""
    order = np.argsort(inside, kind="stable")
    return SideRows(room, _starts(np.bincount(inside, minlength=pairs)), rows[order].astype(np.int32))


def side_rows(town: Town) -> SideRows:
    """Every side rule that the town's pairs could break."""
    none = np.empty(0, dtype=np.int64)
    found = [(none, none), *_alone(town)]
    room = [1] * town.pairs.units
    for most, inside in (*_caps(town), *_clashes(town)):
        found.append((np.full(len(inside), len(room), dtype=np.int64), inside))
        room.append(most)
    rows, inside = (np.concatenate(each) for each in zip(*found, strict=True))
    return compressed(np.array(room, dtype=np.int64), inside, rows, len(town.pairs))


def _alone(town: Town) -> Iterator[tuple[Index, Index]]:
    """The rows of the other units of a property, for each pair that would have it to itself."""
    for household in sorted(town.rules.alone):
        for pair in _positions(town.pairs, household).tolist():
            unit = int(town.pairs.unit[pair])
            others = [other for other in town.units_of[int(town.home[unit])] if other != unit]
            yield np.array(others, dtype=np.int64), np.full(len(others), pair, dtype=np.int64)


def _caps(town: Town) -> Iterator[tuple[int, Index]]:
    """Room and pairs of each cap that could be broken."""
    household = town.pairs.household
    counted = np.zeros(town.pairs.households, dtype=np.bool_)
    for cap in town.rules.caps:
        here = town.pairs_at(cap.property)
        counted[:] = False
        counted[list(cap.members)] = True
        inside = here[counted[household[here]]]
        if len(np.unique(town.pairs.unit[inside])) > cap.room:
            yield cap.room, inside


def _clashes(town: Town) -> Iterator[tuple[int, Index]]:
    """The pairs of two households with one property where they must not both be."""
    for one, others in sorted(town.rules.apart.items()):
        for other in sorted(others):
            if one < other and not {one, other} & town.rules.alone:
                yield from _clash(town, one, other)


def _clash(town: Town, one: int, other: int) -> Iterator[tuple[int, Index]]:
    pairs, home = town.pairs, town.home
    hers, theirs = _positions(pairs, one), _positions(pairs, other)
    near, far = home[pairs.unit[hers]], home[pairs.unit[theirs]]
    for shared in np.intersect1d(near, far).tolist():
        inside = np.concatenate([hers[near == shared], theirs[far == shared]])
        if len(np.unique(pairs.unit[inside])) > 1:
            yield 1, inside


def _positions(pairs: Pairs, household: int) -> Index:
    return np.arange(pairs.start[household], pairs.start[household + 1])
