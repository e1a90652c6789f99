"""One shortest alternating path in a matching of weighted pairs: the step that every exact answer is made of.

Dijkstra's search over reduced weights (Edmonds and Karp 1972; Tomizawa 1971) in 64-bit whole numbers, with a
binary heap, touching only what it reaches. It reads the same from either side: a household in search of a unit, or
a unit in search of a household. Distances stay below three times the greatest weight, so nothing can overflow
while weights are at most `levels.HEAVIEST`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocation.solving.compiled import compiled
from allocation.solving.pairs import Edges, Small

Whole = NDArray[np.int64]
FAR = 1 << 62
NOWHERE = -1


class Side(NamedTuple):
    """Households or units: their partner's index or -1, and their dual (profit or price)."""

    partner: Whole
    dual: Whole

    def copy(self) -> Side:
        """The same, to be changed."""
        return Side(self.partner.copy(), self.dual.copy())


class Room(NamedTuple):
    """Room for one search after another among `far` places; left as it was found.

    `distance`: FAR until reached; `reached_by`: whose pair got there; `heap` and `place`: those waiting, nearest first,
    and where each stands in the heap (-1: not in it); `touched`: everything reached; `done`: those settled, in order.
    """

    distance: Whole
    reached_by: Small
    heap: Small
    place: Small
    touched: Small
    done: Small


def room(far: int) -> Room:
    """Room for searches among so many units (or households)."""
    index = [np.full(far, NOWHERE, dtype=np.int32) for _ in range(5)]
    return Room(np.full(far, FAR, dtype=np.int64), *index)


@compiled
def _up(heap: Small, place: Small, distance: Whole, at: int) -> None:
    """Move an entry of the heap towards the top until nothing nearer is below it."""
    entry = heap[at]
    near = distance[entry]
    while at > 0:
        above = (at - 1) >> 1
        if distance[heap[above]] <= near:
            break
        heap[at] = heap[above]
        place[heap[at]] = at
        at = above
    heap[at] = entry
    place[entry] = at


@compiled
def _down(heap: Small, place: Small, distance: Whole, size: int) -> None:
    """Move the top of the heap down until nothing nearer is below it."""
    entry = heap[0]
    near = distance[entry]
    at = 0
    below = 1
    while below < size:
        if below + 1 < size and distance[heap[below + 1]] < distance[heap[below]]:
            below += 1
        if distance[heap[below]] >= near:
            break
        heap[at] = heap[below]
        place[heap[at]] = at
        at = below
        below = 2 * at + 1
    heap[at] = entry
    place[entry] = at


@compiled
def _reach(space: Room, partner: Whole, one: int, by: int, away: int, sizes: Whole) -> int:
    """Note a nearer way to a place; the distance if it is free, so that the search may end there, else FAR."""
    if space.distance[one] == FAR:
        space.touched[sizes[1]] = one
        sizes[1] += 1
    space.distance[one] = away
    space.reached_by[one] = by
    if partner[one] < 0:
        return away
    if space.place[one] < 0:
        space.heap[sizes[0]] = one
        space.place[one] = sizes[0]
        sizes[0] += 1
    _up(space.heap, space.place, space.distance, space.place[one])
    return FAR


@compiled
def _nearest(space: Room, sizes: Whole) -> int:
    """Take the nearest waiting place off the heap."""
    one = int(space.heap[0])
    sizes[0] -= 1
    space.place[one] = NOWHERE
    if sizes[0] > 0:
        space.heap[0] = space.heap[sizes[0]]
        _down(space.heap, space.place, space.distance, sizes[0])
    space.done[sizes[2]] = one
    sizes[2] += 1
    return one


@compiled
def settle(edges: Edges, weight: Whole, near: Side, far: Side, start: int, space: Room) -> None:
    """Give an unmatched household (or unit) with a dual above 0 its place, or a dual of 0.

    The nearest end of an alternating path is found: a free partner, somebody who loses their place, or the start
    itself staying without one; duals move by the distance, and the path is turned over.
    """
    sizes = np.zeros(3, dtype=np.int64)
    ends, loser, found = near.dual[start], start, NOWHERE
    holder, here = start, np.int64(0)
    while True:
        from_here = here + near.dual[holder]
        for at in range(edges.start[holder], edges.start[holder + 1]):
            gain = weight[edges.pair[at]] if edges.pair.size else weight[at]
            if gain <= 0:
                continue
            one = edges.other[at]
            away = from_here + far.dual[one] - gain
            if away < ends and away < space.distance[one]:
                free = _reach(space, far.partner, one, holder, away, sizes)
                if free < ends:
                    ends, found = free, one
        if sizes[0] == 0 or space.distance[space.heap[0]] >= ends:
            break
        one = _nearest(space, sizes)
        holder, here = far.partner[one], space.distance[one]
        if here + near.dual[holder] < ends:
            ends, loser, found = here + near.dual[holder], holder, NOWHERE
    _move(near, far, start, ends, space, sizes[2])
    _turn(near, far, start, loser, found, space.reached_by)
    _clear(space, sizes)


@compiled
def _move(near: Side, far: Side, start: int, ends: int, space: Room, settled: int) -> None:
    """Move the duals of everybody on the way by what is left of the distance."""
    near.dual[start] -= ends
    for position in range(settled):
        one = space.done[position]
        left = ends - space.distance[one]
        if left > 0:
            far.dual[one] += left
            near.dual[far.partner[one]] -= left


@compiled
def _turn(near: Side, far: Side, start: int, loser: int, found: int, reached_by: Small) -> None:
    """Turn a path over: from the free end found, or from the place that the loser gives up, back to the start."""
    at = found
    if found < 0:
        if loser == start:
            return
        at = near.partner[loser]
        near.partner[loser] = NOWHERE
    while at >= 0:
        holder = reached_by[at]
        given_up = near.partner[holder] if holder != start else NOWHERE
        near.partner[holder] = at
        far.partner[at] = holder
        at = given_up


@compiled
def _clear(space: Room, sizes: Whole) -> None:
    """Leave the room as it was found."""
    for position in range(sizes[1]):
        one = space.touched[position]
        space.distance[one] = FAR
        space.place[one] = NOWHERE
