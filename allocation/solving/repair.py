"""A set of proposals that keeps the side rules, quickly: whoever breaks one and comes last is sent elsewhere."""

from __future__ import annotations

import numpy as np

from allocation.couplings import Breach
from allocation.solving.branch import Match, Town, broken
from allocation.solving.heaviest import heaviest
from allocation.solving.pairs import Index
from allocation.solving.standing import Standing

PATIENCE = 10  # times around before a full house is closed to everybody else of that sort


def repaired(town: Town, standing: Standing) -> Match:
    """What every household chooses for itself, mended until nothing is broken: a good match, seldom the best.

    `standing`: the relaxation. Each time around, of every broken rule those who come last lose that property and
    everybody chooses again. Where that goes on for long, who would have a property alone goes first, and nobody else of
    a sort may take the place that one of them leaves.
    """
    around = 0
    while breaches := broken(town, standing.match):
        gone = [_sent_away(town, breach, around >= PATIENCE) for breach in breaches]
        standing = standing.without(np.unique(np.concatenate(gone)))
        around += 1
    return standing.match


def _sent_away(town: Town, breach: Breach, for_good: bool) -> Index:
    """The pairs that a broken rule takes away."""
    queue = sorted(breach.members, key=lambda each: (town.levels.rank[each], town.levels.order[each]))
    if for_good:
        queue.sort(key=lambda each: each not in town.rules.alone)
    leaving, staying = queue[: len(queue) - breach.room], queue[len(queue) - breach.room :]
    shut = np.zeros(town.pairs.households, dtype=np.bool_)
    shut[leaving] = True
    if for_good:
        for cap in town.rules.caps_of(breach.property):
            if cap.key == breach.key:
                shut[list(cap.members)] = True
        shut[staying] = False
    here = town.pairs_at(breach.property).astype(np.int64)
    found: Index = here[shut[np.searchsorted(town.pairs.start, here, side="right") - 1]]
    return found


def polished(town: Town, match: Match) -> Match:
    """The best that a match which keeps the side rules becomes while only moves happen that no side rule is about.

    A household may move to a unit if it clashes with nobody, no cap of the property counts it and nobody lives there
    alone; anybody may stay or go. The best of these is one heaviest matching, and never worse than what there was.
    """
    pairs, rules = town.pairs, town.rules
    clashing = np.zeros(pairs.households, dtype=np.bool_)
    clashing[[*rules.alone, *rules.apart]] = True
    household = pairs.household
    free = ~clashing[household]
    for cap in rules.caps:
        here = town.pairs_at(cap.property)
        counted = np.zeros(pairs.households, dtype=np.bool_)
        counted[list(cap.members)] = True
        free[here[counted[household[here]]]] = False
    for one in rules.alone:
        if match[one] >= 0:
            free[town.pairs_at(int(town.home[match[one]]))] = False
    free[pairs.chosen(match)] = True
    return heaviest(pairs, np.where(free, town.weights, 0)).match
