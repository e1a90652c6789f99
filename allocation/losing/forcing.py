"""One pair forced: ways of doing it, and the search for the best of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from allocation.assign import Effort, best_of
from allocation.editing.applying import Placed, left
from allocation.losing.worth import NAMES, Worth, first_difference, of_pairs, worth_of
from allocation.solving.branch import Match, Search, Town, search
from allocation.solving.levels import Score, first_worse, ranks, score

NODES = 8  # parts opened for one pair before it is solved whole
SHARED = Effort.quick()  # for what settles many pairs
SHARED_WORK = 40  # what that counts for, in parts opened
SEARCHED = 25_000  # pairs up to which what the fences leave open is searched for
WORK = 10 * SEARCHED  # parts opened times pairs, in one answer: past it what the fences leave open stays a bound


@dataclass(slots=True)
class Forcing:
    """What the fences of one answer leave open, searched for until `work` is used up.

    The best with a household placed anywhere is no worse than with it in any one unit, and the best without a unit no
    worse than with it given to anybody: each is searched for once, and settles every pair of which it names the same
    level as the better way does. Only then is a pair searched for by itself.
    """

    town: Town
    best: Score
    work: int = -1
    open: int = 0  # pairs whose level may be a bound: no work was left, or a search did not end
    anywhere: dict[int, str | None] = field(default_factory=dict)
    unused: dict[int, Worth | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.work < 0:
            self.work = WORK if len(self.town.pairs) <= SEARCHED else 0

    def left(self, pairs: int) -> bool:
        """Whether there is work left for so many pairs; if not they stay open."""
        if self.work <= 0:
            self.open += pairs
        return self.work > 0

    def level(self, household: int, unit: int, lower: str) -> str:
        """The first level to get worse with the pair forced; `lower`, the level that one way costs, if not found."""
        if lower in (self._anywhere(household), self._without(household, unit)):
            return lower
        pin = Placed(((household, unit),), self.town.home)
        pairs, rules = left(self.town.pairs, pin, self.town.rules)
        only = replace(self.town, pairs=pairs, rules=rules)

        def enough(bound: Score) -> bool:
            return bound.before_ties > self.best.before_ties and first_worse(self.best, bound) == lower

        found = self._search(only, NODES, enough)
        if found is not None and found.match is None:
            return lower
        match = self._best(only) if found is None else found.match
        if match is None:
            self.open += 1
            return lower
        return first_worse(self.best, score(only.levels, only.pairs, match, ties=False))

    def _anywhere(self, household: int) -> str | None:
        """The level that placing the household costs at the least, wherever it is; None: not found.

        The household goes before everybody in the first band, so that it is placed unless that costs two of them.
        """
        if household not in self.anywhere:
            levels = self.town.levels
            band, days = levels.band.copy(), levels.days.copy()
            band[household], days[household] = 1, int(days.max(initial=0)) + 1
            lifted = replace(levels, band=band, days=days, rank=ranks(band, days))
            match = self._best(replace(self.town, levels=lifted))
            self.anywhere[household] = None
            if match is not None and match[household] >= 0:
                after = score(levels, self.town.pairs, match, ties=False)
                self.anywhere[household] = first_worse(self.best, after)
        return self.anywhere[household]

    def _without(self, household: int, unit: int) -> str | None:
        """The level that the pair costs at the least, side rules between the household and others not looked at."""
        town = self.town
        if unit not in self.unused:
            kept = np.ones(len(town.pairs), dtype=np.bool_)
            kept[town.pairs.of_unit(unit)] = False
            other = replace(town, pairs=town.pairs.kept(kept))
            match = self._best(other)
            self.unused[unit] = None
            if match is not None:
                after = worth_of(score(town.levels, other.pairs, match, ties=False))
                self.unused[unit] = after - worth_of(self.best)
        worth = self.unused[unit]
        if worth is None:
            return None
        at = np.array([town.pairs.find(household, unit)])
        code, worse = first_difference(worth + of_pairs(town.levels, town.pairs, np.array([household]), at))
        return NAMES[int(code[0])] if worse[0] else None

    def _search(self, town: Town, most: int, enough: Callable[[Score], bool]) -> Search | None:
        if self.work <= 0:
            return None
        found = search(town, most, enough=enough)
        self.work -= (found.nodes + 1) * len(town.pairs)
        return found if found.match is not None or found.bound is not None else None

    def _best(self, town: Town) -> Match | None:
        """The proved optimum of a town with something changed; None where it was not proved or no work was left."""
        if self.work <= 0:
            return None
        self.work -= SHARED_WORK * len(town.pairs)
        found = best_of(town, SHARED)
        return None if found.gap else found.match
