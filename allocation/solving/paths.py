"""One shortest alternating path in a matching of weighted pairs: the step that every exact answer is made of.

Dijkstra's search over reduced weights (Edmonds and Karp 1972; Tomizawa 1971) in 64-bit whole numbers, with a
binary heap, touching only what it reaches. It reads the same from either side: a household in search of a unit, or
a unit in search of a household. Distances stay below three times the greatest weight, so nothing can overflow
while weights are at most `levels.HEAVIEST`.
"""

from __future__ import annotations

import numpy as np

from allocation.solving.compiled import compiled
from allocation.solving.pairs import Index, Small
from allocation.solving.sides import FAR, NOWHERE, Room, Side, Sight, Whole


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
def _look(
    edges: Sight, prices: Whole, partner: Whole, space: Room, way: tuple[int, int], ends: int, sizes: Whole
) -> int:
    """Look at the pairs of whoever is on the way, `way`: who, and how far from there a price of 0 would be.

    The place of a free partner nearer than `ends`, the nearest; else NOWHERE.
    """
    holder, from_here = way
    others, weights, distance, heap, place = edges.other, edges.weight, space.distance, space.heap, space.place
    reached_by, touched = space.reached_by, space.touched
    found = NOWHERE
    for at in range(edges.start[holder], edges.start[holder + 1]):
        one = others[at]
        away = from_here + prices[one] - weights[at]
        if away >= ends or away >= distance[one] or weights[at] <= 0:
            continue
        if distance[one] == FAR:
            touched[sizes[1]] = one
            sizes[1] += 1
        distance[one], reached_by[one] = away, holder
        if partner[one] < 0:
            ends, found = away, one
            continue
        if place[one] < 0:
            heap[sizes[0]], place[one] = one, sizes[0]
            sizes[0] += 1
        _up(heap, place, distance, place[one])
    return found


@compiled
def settle(edges: Sight, near: Side, far: Side, start: int, space: Room) -> None:
    """Give an unmatched household (or unit) with a dual above 0 its place, or a dual of 0.

    The nearest end of an alternating path is found: a free partner, somebody who loses their place, or the start
    itself staying without one; duals move by the distance, and the path is turned over.
    """
    sizes = np.zeros(3, dtype=np.int64)  # waiting, reached, done
    distance = space.distance
    ends, loser, found = near.dual[start], start, NOWHERE
    holder, here = start, np.int64(0)
    while True:
        free = _look(edges, far.dual, far.partner, space, (holder, here + near.dual[holder]), ends, sizes)
        if free >= 0:
            ends, found = distance[free], free
        if sizes[0] == 0 or distance[space.heap[0]] >= ends:
            break
        one = _nearest(space, sizes)
        holder, here = far.partner[one], distance[one]
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


@compiled
def hoped(edges: Sight, far: Side, one: int) -> np.int64:
    """The most that a household could gain at these prices (or a unit at these profits), at least 0."""
    others, weights, prices = edges.other, edges.weight, far.dual
    best = np.int64(0)
    for at in range(edges.start[one], edges.start[one + 1]):
        left = weights[at] - prices[others[at]]
        if left > best and weights[at] > 0:
            best = left
    return best


@compiled
def kept(edges: Sight, far: Side, one: int, partner: int) -> np.int64:
    """What a household gains where it is; 0 without a place, less than 0 where it may no longer be."""
    if partner < 0:
        return np.int64(0)
    for at in range(edges.start[one], edges.start[one + 1]):
        if edges.other[at] == partner:
            gain = edges.weight[at]
            if gain > 0:
                return np.int64(gain - far.dual[partner])
    return np.int64(-1)


@compiled
def enter(edges: Sight, near: Side, far: Side, queue: Index, space: Room) -> None:
    """Let households without a place in, one after another."""
    for one in queue:
        near.dual[one] = hoped(edges, far, one)
        if near.dual[one] > 0:
            settle(edges, near, far, one, space)


@compiled
def again(
    here: Sight, there: Sight, near: Side, far: Side, one: int, space: Room, back: Room
) -> None:  # fmt: skip
    """Make the matching heaviest again after weights of one household's (or unit's) pairs changed: two paths at most.

    `here` and `space` are for searches from its side, `there` and `back` for searches from the other.
    """
    partner = near.partner[one]
    best = hoped(here, far, one)
    if best == kept(here, far, one, partner):
        near.dual[one] = best
        return
    if partner >= 0:
        near.partner[one], far.partner[partner] = NOWHERE, NOWHERE
        near.dual[one] = FAR  # out of the way while its partner finds another
        if far.dual[partner] > 0:
            settle(there, far, near, partner, back)
        best = hoped(here, far, one)
    near.dual[one] = best
    if best > 0:
        settle(here, near, far, one, space)


@compiled
def mend(
    here: Sight, there: Sight, near: Side, far: Side, ends: tuple[Index, Index], at: tuple[Index, Index], new: Whole,
    rooms: tuple[Room, Room],
) -> None:  # fmt: skip
    """Give pairs new weights, exact again after each household (or unit), whose pairs must stand together.

    A pair not chosen that gets lighter changes nothing else. Seen from here and from there: `ends` whose they are,
    `at` where they stand, `rooms` for searches.
    """
    who, whom = ends
    stale = False
    for position in range(len(new)):
        one, other, gain = who[position], whom[position], new[position]
        stale = stale or near.partner[one] == other or near.dual[one] + far.dual[other] < gain
        here.weight[at[0][position]] = gain
        there.weight[at[1][position]] = gain
        if position + 1 == len(new) or who[position + 1] != one:
            if stale:
                again(here, there, near, far, one, rooms[0], rooms[1])
            stale = False
