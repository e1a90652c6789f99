"""A set of proposals that keeps the side rules, quickly: whoever breaks one and comes last is sent elsewhere."""

from __future__ import annotations

import numpy as np

from allocation.solving.branch import Match, Town, broken
from allocation.solving.pairs import Index
from allocation.solving.standing import Standing


def repaired(town: Town, standing: Standing) -> Match:
    """What every household chooses for itself, mended until nothing is broken: a good match, seldom the best.

    `standing`: the relaxation. Each time around, of every broken rule those who come last lose that property and
    everybody chooses again.
    """
    while breaches := broken(town, standing.match):
        gone = []
        for breach in breaches:
            queue = sorted(breach.members, key=lambda each: (town.levels.rank[each], town.levels.order[each]))
            gone += [_pairs_with(town, each, breach.property) for each in queue[: len(queue) - breach.room]]
        standing = standing.without(np.unique(np.concatenate(gone)))
    return standing.match


def _pairs_with(town: Town, household: int, home: int) -> Index:
    """The positions of a household's pairs with a property."""
    pairs = town.pairs
    hers = np.arange(pairs.start[household], pairs.start[household + 1])
    found: Index = hers[town.home[pairs.unit[hers]] == home]
    return found
