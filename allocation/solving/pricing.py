"""The linear programme of one level, solved over a pool that grows by whatever the prices ask for.

A few pairs of each household are enough to begin with: the prices of a vertex say of every other pair whether it
could help (column generation: Dantzig and Wolfe 1960; Gilmore and Gomory 1961). Broken cliques come in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np

from allocation.solving.branch import Town
from allocation.solving.compiled import compiled
from allocation.solving.cover import Cover, cover
from allocation.solving.cuts import broken_cliques
from allocation.solving.face import Face
from allocation.solving.pairs import Flags, Index
from allocation.solving.programme import ALMOST, LARGEST, Vertex, vertex
from allocation.solving.sides import Whole

EACH = 6  # pairs of a household that come into the pool at once
FINE = 1e-11  # how well sums of shares are known


@dataclass(slots=True)
class Budget:
    """What may still be spent: linear programmes of a thousand pairs, deterministic seconds of each, and of CP-SAT.

    `seen`: the last vertex of the level that was raised last, with its face.
    """

    programmes: int
    limit: float
    each: float = 20.0
    seen: tuple[Face, Vertex] | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """A level's best vertex over the face (its pool and its cliques grown), and the bound that it proves."""

    face: Face
    vertex: Vertex
    cover: Cover


def raised(town: Town, face: Face, gain: Whole, budget: Budget) -> Raised | None:
    """The best of a level over a face; None where the budget ends first, or no vertex keeps the face."""
    budget.seen = None
    while budget.programmes > 0:
        budget.programmes -= 1 + int(face.pool.sum()) // 1_000
        found = vertex(face, gain, budget.each)
        if found is None:
            return None
        cliques = broken_cliques(face, found, town.home, town.rules) if town.rules.alone else []
        if cliques:
            face = face.with_cliques(cliques)
            continue
        budget.seen = face, found
        proof = cover(face, gain, found)
        if proof is None:
            return None
        more = _wanted(face, proof, found)
        if proof.most <= floor(found.value + ALMOST + FINE * abs(found.value)) or not more.any():
            return Raised(face, found, proof)
        face = face.with_pool(more)
    return None


def _wanted(face: Face, proof: Cover, found: Vertex) -> Flags:
    """The pairs outside the pool that the prices say would help, the most helpful of each household."""
    rough = max(0, int(proof.gain.max(initial=0)).bit_length() - LARGEST)
    doubt = 2 + int(proof.scale * ALMOST * (1 << rough)) * 2
    least = np.rint(found.profit * proof.scale).astype(np.int64) + doubt
    return _nearest(face.pairs.start, proof.slack, face.pool, proof.profit - least, EACH)


def nearest(start: Index, slack: Whole, each: int) -> Flags:
    """So many pairs of each household with the least slack, flagged: shape (pairs,)."""
    anything = np.full(len(start) - 1, np.iinfo(np.int64).max)
    return _nearest(start, slack, np.zeros(len(slack), dtype=np.bool_), anything, each)


@compiled
def _nearest(start: Index, slack: Whole, pool: Flags, below: Whole, each: int) -> Flags:
    """The pairs outside the pool with a slack below their household's limit, the least `each` of them."""
    found = np.zeros(len(slack), dtype=np.bool_)
    for household in range(len(start) - 1):
        for _ in range(each):
            best = -1
            for k in range(start[household], start[household + 1]):
                outside = not pool[k] and not found[k] and slack[k] < below[household]
                if outside and (best < 0 or slack[k] < slack[best]):
                    best = k
            if best < 0:
                break
            found[best] = True
    return found
