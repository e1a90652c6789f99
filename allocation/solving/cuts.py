"""Rows that shares of pairs break though no set of proposals can, found when they are broken.

Where a household would have a property to itself, nobody else's pairs with that property can be chosen beside its
pair. The rows of the units say so unit by unit; for another household the sum over all units of the property is
the sharper row, and there are too many of these to write down before they matter.
"""

from __future__ import annotations

import numpy as np

from allocation.couplings import Couplings
from allocation.solving.branch import Match
from allocation.solving.face import Face
from allocation.solving.pairs import Flags, Index
from allocation.solving.programme import ALMOST, Vertex


def broken_cliques(face: Face, found: Vertex, home: Match, rules: Couplings) -> list[Index]:
    """Pairs (positions) of which at most one can be chosen and of which the vertex has more.

    `home`: each unit's property. One list for each household and property where somebody would be alone.
    """
    alone = np.zeros(face.pairs.households, dtype=np.bool_)
    alone[list(rules.alone)] = True
    shared = found.share > ALMOST
    pool, share = found.pool[shared], found.share[shared]
    household = np.searchsorted(face.pairs.start, pool, side="right") - 1
    where = home[face.pairs.unit[pool]]
    theirs = alone[household]
    to_itself = np.bincount(where[theirs], weights=share[theirs], minlength=len(home))
    width = len(to_itself)
    sums = np.unique(household[~theirs] * width + where[~theirs], return_inverse=True)
    mass = np.bincount(sums[1], weights=share[~theirs], minlength=len(sums[0]))
    beside = to_itself[sums[0] % width] if len(sums[0]) else np.empty(0)
    broken = sums[0][(beside > ALMOST) & (mass + beside > 1 + ALMOST)]
    return [_clique(face, home, alone, *divmod(int(each), width)) for each in broken]


def _clique(face: Face, home: Match, alone: Flags, household: int, property: int) -> Index:
    """A household's pairs with a property and those of everybody who would have it to themselves."""
    here = home[face.pairs.unit] == property
    who = face.pairs.household
    return np.flatnonzero(here & (alone[who] | (who == household)))
