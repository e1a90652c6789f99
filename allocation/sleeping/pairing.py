"""The most pairs that can be made among people of whom only some may pair: maximum matching in any graph.

Edmonds, "Paths, trees, and flowers" (Canadian Journal of Mathematics 17, 1965): grow alternating trees
from an unpaired person, shrinking odd cycles, until a path to another unpaired person is found.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

NOBODY = -1


def most_pairs(allowed: Sequence[frozenset[int]]) -> int:
    """How many disjoint pairs can be made, `allowed[a]` being everybody whom a may pair with (symmetric)."""
    partner = _first_pairs(allowed)
    for person in range(len(allowed)):
        if partner[person] == NOBODY:
            _Search(allowed, partner).improve(person)
    return sum(other != NOBODY for other in partner) // 2


def _first_pairs(allowed: Sequence[frozenset[int]]) -> list[int]:
    """Pair greedily, those with the least choice first; the search then only mends."""
    partner = [NOBODY] * len(allowed)
    for person in sorted(range(len(allowed)), key=lambda each: (len(allowed[each]), each)):
        free = [other for other in sorted(allowed[person]) if partner[other] == NOBODY]
        if partner[person] == NOBODY and free:
            partner[person], partner[free[0]] = free[0], person
    return partner


class _Search:
    """One search for a better pairing from one unpaired person; changes `partner` in place when it finds one."""

    def __init__(self, allowed: Sequence[frozenset[int]], partner: list[int]) -> None:
        size = len(allowed)
        self.allowed, self.partner = allowed, partner
        self.parent = [NOBODY] * size
        self.flower = list(range(size))  # the person who stands for the shrunken odd cycle that each is in
        self.reached = [False] * size
        self.queue: deque[int] = deque()

    def improve(self, root: int) -> None:
        """Look for a path from `root` to another unpaired person and turn its pairs round."""
        self.reached[root] = True
        self.queue.append(root)
        while self.queue:
            end = self._step(self.queue.popleft(), root)
            if end != NOBODY:
                self._turn_round(end)
                return

    def _step(self, person: int, root: int) -> int:
        """Look at everybody whom `person` may pair with; the unpaired end of a path, or NOBODY."""
        for other in sorted(self.allowed[person]):
            if self.flower[person] == self.flower[other] or self.partner[person] == other:
                continue
            if other == root or (self.partner[other] != NOBODY and self.parent[self.partner[other]] != NOBODY):
                self._shrink(person, other)
            elif self.parent[other] == NOBODY:
                self.parent[other] = person
                if self.partner[other] == NOBODY:
                    return other
                self.reached[self.partner[other]] = True
                self.queue.append(self.partner[other])
        return NOBODY

    def _shrink(self, one: int, two: int) -> None:
        """An odd cycle: everybody on it now stands as one, at the foot where its two sides meet."""
        foot = self._foot(one, two)
        inside = [False] * len(self.allowed)
        self._mark(one, foot, two, inside)
        self._mark(two, foot, one, inside)
        for person, flower in enumerate(self.flower):
            if inside[flower]:
                self.flower[person] = foot
                if not self.reached[person]:
                    self.reached[person] = True
                    self.queue.append(person)

    def _foot(self, one: int, two: int) -> int:
        """Where the ways from `one` and from `two` to the root first meet."""
        seen = set()
        while True:
            one = self.flower[one]
            seen.add(one)
            if self.partner[one] == NOBODY:
                break
            one = self.parent[self.partner[one]]
        while self.flower[two] not in seen:
            two = self.parent[self.partner[self.flower[two]]]
        return self.flower[two]

    def _mark(self, person: int, foot: int, child: int, inside: list[bool]) -> None:
        """Mark one side of an odd cycle, and remember how to walk round it."""
        while self.flower[person] != foot:
            inside[self.flower[person]] = inside[self.flower[self.partner[person]]] = True
            self.parent[person] = child
            child = self.partner[person]
            person = self.parent[child]

    def _turn_round(self, end: int) -> None:
        """Swap the pairs along the path that ends at `end`: one pair more."""
        while end != NOBODY:
            before = self.parent[end]
            after = self.partner[before]
            self.partner[end], self.partner[before] = before, end
            end = after
