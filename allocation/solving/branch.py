"""The optimum with side rules, by branching on what the relaxation breaks.

A node forbids some households some properties and ties some to one. Its bound is the relaxation's own
optimum, ties included, compared level by level; the best open node is opened first. The first opened
node that breaks no side rule is therefore the one optimum: every other set of proposals lies in an open
node whose bound is worse. Children cut their parent into parts that do not overlap.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.couplings import Breach, Couplings, breaches
from allocation.solving.levels import Levels, Mask, Score, score
from allocation.solving.relaxation import relaxed

Match = NDArray[np.intp]
Forbidden = frozenset[tuple[int, int]]  # (household, property)


@dataclass(frozen=True, slots=True)
class Town:
    """What a search needs to know: levels, allowed pairs (n, m), each unit's property (m,), the side rules."""

    levels: Levels
    allowed: Mask
    home: NDArray[np.intp]
    rules: Couplings


@dataclass(frozen=True, slots=True)
class Node:
    """A part of all sets of proposals, with its relaxation. `tied`: household to the property it must have."""

    score: Score
    match: Match
    forbidden: Forbidden
    tied: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Search:
    """How a search ended: the optimum if it was reached, else None, and the best bound left open."""

    match: Match | None
    bound: Score | None
    nodes: int


def lives_in(town: Town, match: Match) -> dict[int, int]:
    """Each placed household's property, by index."""
    return {int(i): int(town.home[match[i]]) for i in np.flatnonzero(match >= 0)}


def closed(town: Town) -> Town:
    """The town without the pairs that no proposal can use: sorts of household that a property has no room for."""
    allowed = town.allowed.copy()
    for cap in town.rules.caps:
        if cap.room == 0:
            full = np.zeros(allowed.shape[0], dtype=np.bool_)
            full[list(cap.members)] = True
            allowed[full[:, None] & (town.home == cap.property)[None, :]] = False
    return Town(town.levels, allowed, town.home, town.rules)


def node(town: Town, forbidden: Forbidden, tied: tuple[tuple[int, int], ...]) -> Node | None:
    """The relaxation of one part, or None if nobody can be placed as it says."""
    allowed = town.allowed.copy()
    for household, home in forbidden:
        allowed[household, town.home == home] = False
    for household, home in tied:
        allowed[household, town.home != home] = False
    first = frozenset(household for household, _ in tied)
    match = relaxed(town.levels, allowed, first)
    if any(match[household] < 0 for household in first):
        return None
    return Node(score(town.levels, match), match, forbidden, tied)


def children(town: Town, parent: Node, breach: Breach) -> Iterator[Node]:
    """The parts in which at most `room` of the breach's members live there: each leaves one more of them out."""
    tied = dict(parent.tied)
    movable = [household for household in breach.members if household not in tied]
    room = breach.room - (len(breach.members) - len(movable))
    staying: list[tuple[int, int]] = []
    for household in movable[: room + 1] if room >= 0 else ():
        forbidden = parent.forbidden | {(household, breach.property)}
        child = node(town, forbidden, (*parent.tied, *staying))
        if child is not None:
            yield child
        staying.append((household, breach.property))


def search(town: Town, most_nodes: int, tied: tuple[tuple[int, int], ...] = ()) -> Search:
    """Best node first, until one breaks nothing or `most_nodes` have been opened.

    Equal scores are impossible but for equal matches, so the order of opening is the same every time.
    """
    root = node(town, frozenset(), tied)
    waiting = [] if root is None else [(root.score, 0, root)]
    made = opened = 0
    while waiting:
        bound, _, best = heapq.heappop(waiting)
        broken = breaches(town.rules, lives_in(town, best.match))
        if not broken:
            return Search(best.match, bound, opened)
        opened += 1
        if opened > most_nodes:
            return Search(None, bound, opened)
        for child in children(town, best, broken[0]):
            made += 1
            heapq.heappush(waiting, (child.score, made, child))
    return Search(None, None, opened)
